"""What the phases of a way offer to take part in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from soesmart.participation.models import Campaign, Questionnaire
from soesmart.participation.models.campaign import Format
from soesmart.participation.queries.campaigns import frame_of
from soesmart.participation.queries.office import Opening, Row, openings_of, row_of
from soesmart.participation.queries.way import Way
from soesmart.participation.rules import FormatState

MOST_SHOWN = 200
SHOWN = ("phase", "key", "title", "state", "opens_at", "closes_at", "invented")


@dataclass(frozen=True)
class Offered:
    """A campaign or questionnaire as everybody sees it. when: like "offen bis 5. August 2020"."""

    format: Format
    is_campaign: bool
    when: str


@dataclass(frozen=True)
class Planned:
    """A campaign or questionnaire as the office sees it. windows: none for a questionnaire, it has but one."""

    row: Row
    is_campaign: bool
    windows: list[Opening]


def add_offers(way: Way, at: datetime) -> None:
    """Published campaigns and questionnaires to each phase, in the order in which they open. Two queries."""
    phases = [stage.phase.pk for stage in way.stages]
    found: dict[int, list[Offered]] = defaultdict(list)
    for model in (Campaign, Questionnaire):
        rows = model.objects.filter(phase__in=phases).exclude(state=FormatState.DRAFT).order_by("opens_at", "pk")
        for row in rows.only(*SHOWN)[:MOST_SHOWN]:
            found[row.phase_id or 0].append(Offered(row, model is Campaign, frame_of(row, at).text))
    for stage in way.stages:
        stage.formats = found[stage.phase.pk]


def add_planned(way: Way, at: datetime) -> None:
    """All campaigns with their windows, and all questionnaires, to each phase; drafts too. Three queries."""
    phases = [stage.phase.pk for stage in way.stages]
    found: dict[int, list[Planned]] = defaultdict(list)
    campaigns = (
        Campaign.objects.filter(phase__in=phases).order_by("opens_at", "pk").only(*SHOWN).prefetch_related("windows")
    )
    for campaign in campaigns[:MOST_SHOWN]:
        found[campaign.phase_id or 0].append(Planned(row_of(campaign, at), True, openings_of(campaign, at)))
    for sheet in Questionnaire.objects.filter(phase__in=phases).order_by("opens_at", "pk").only(*SHOWN)[:MOST_SHOWN]:
        found[sheet.phase_id or 0].append(Planned(row_of(sheet, at), False, []))
    for stage in way.stages:
        stage.formats = found[stage.phase.pk]
