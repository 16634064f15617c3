"""What the phases of a way offer to take part in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from soesmart.participation.models import Campaign, Questionnaire
from soesmart.participation.queries.campaigns import Offer, frame_of
from soesmart.participation.queries.office import Opening, Row, openings_of, row_of
from soesmart.participation.queries.way import Way
from soesmart.participation.rules import FormatState

MOST_SHOWN = 200


@dataclass(frozen=True)
class Planned:
    """A campaign or questionnaire as the office sees it. windows: none for a questionnaire, it has but one."""

    row: Row
    is_campaign: bool
    windows: list[Opening]


def add_offers(way: Way, at: datetime) -> None:
    """Published campaigns and questionnaires to each phase, in the order in which they open. Two queries."""
    phases = [stage.phase.pk for stage in way.stages]
    found: dict[int, list[Offer]] = defaultdict(list)
    for model in (Campaign, Questionnaire):
        rows = model.objects.filter(phase__in=phases).exclude(state=FormatState.DRAFT).order_by("opens_at", "pk")
        for row in rows[:MOST_SHOWN]:
            found[row.phase_id or 0].append(Offer(row, frame_of(row, at)))
    for stage in way.stages:
        stage.formats = found[stage.phase.pk]


def add_planned(way: Way, at: datetime) -> None:
    """All campaigns with their windows, and all questionnaires, to each phase; drafts too. Three queries."""
    phases = [stage.phase.pk for stage in way.stages]
    found: dict[int, list[Planned]] = defaultdict(list)
    campaigns = Campaign.objects.filter(phase__in=phases).prefetch_related("windows").order_by("opens_at", "pk")
    for campaign in campaigns[:MOST_SHOWN]:
        found[campaign.phase_id or 0].append(Planned(row_of(campaign, at), True, openings_of(campaign, at)))
    for sheet in Questionnaire.objects.filter(phase__in=phases).order_by("opens_at", "pk")[:MOST_SHOWN]:
        found[sheet.phase_id or 0].append(Planned(row_of(sheet, at), False, []))
    for stage in way.stages:
        stage.formats = found[stage.phase.pk]
