"""What a town offers to take part in, and one campaign with what its pages need."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, QuerySet, Value

from soesmart.core.prepared import Blank, prepared
from soesmart.participation.models import Campaign, Category, Questionnaire, Window
from soesmart.participation.models.campaign import Format
from soesmart.participation.rules import FormatState, Right, Span, Voting
from soesmart.participation.rules.openings import Opening, Stage, opening_of
from soesmart.region.models import District
from soesmart.region.rules import german_order

MOST_SHOWN = 100


@dataclass(frozen=True)
class Offer:
    """A campaign or a questionnaire in the list."""

    format: Format
    opening: Opening


@dataclass(frozen=True)
class Offers:
    """Each newest first."""

    open: list[Offer]
    coming: list[Offer]
    ended: list[Offer]
    questionnaires: list[Offer]

    def __bool__(self) -> bool:
        return bool(self.open or self.coming or self.ended or self.questionnaires)


def offers_at(at: datetime) -> Offers:
    """Published campaigns by what can be done now, and open questionnaires; two queries."""
    campaigns = [Offer(row, frame_of(row, at)) for row in Campaign.objects.published()[:MOST_SHOWN]]
    questionnaires = Questionnaire.objects.open_at(at)[:MOST_SHOWN]
    by_stage = {stage: [offer for offer in campaigns if offer.opening.stage == stage] for stage in Stage}
    return Offers(
        open=by_stage[Stage.OPEN],
        coming=by_stage[Stage.COMING][::-1],
        ended=by_stage[Stage.ENDED],
        questionnaires=[Offer(row, frame_of(row, at)) for row in questionnaires],
    )


def frame_of(format_: Format, at: datetime) -> Opening:
    """From the first to the last moment in which people may do anything; what is filed away has ended."""
    if not format_.opens_at or not format_.closes_at:
        return Opening(Stage.COMING, "Zeitraum noch offen")
    span = Span(format_.opens_at, format_.closes_at)
    moment = max(at, span.closes_at) if format_.state == FormatState.ARCHIVED else at
    found = opening_of([span], moment)
    assert found  # there is a window
    return found


def campaign_with_windows(key: str) -> Campaign | None:
    """A campaign whose `windows` are at hand; one query, two for a draft without windows."""
    windows = _windows.rows(key=key)
    campaign: Campaign | None = windows[0].campaign if windows else Campaign.objects.filter(key=key).first()
    if campaign:
        # As `prefetch_related` leaves it behind, which would ask twice.
        campaign._prefetched_objects_cache = {"windows": windows}  # type: ignore[attr-defined]
    return campaign


@prepared
def _windows() -> "QuerySet[Window]":
    return Window.objects.filter(campaign__key=Blank("key", CharField())).select_related("campaign")


def openings_of(campaign: Campaign, at: datetime) -> list[tuple[Right, Opening]]:
    """When residents may do what, in order of the rights; no query when the windows are at hand."""
    spans: dict[str, list[Span]] = {}
    for row in campaign.windows.all():
        spans.setdefault(row.right, []).append(Span(row.opens_at, row.closes_at))
    rights = [Right.SUBMIT, Right.VOICE, Right.COMMENT]
    if campaign.voting == Voting.COMMENT:
        rights.remove(Right.VOICE)
    moment = at if campaign.state != FormatState.ARCHIVED else max(at, campaign.closes_at or at)
    found = [(right, opening_of(spans.get(right, []), moment)) for right in rights]
    return [(right, opening) for right, opening in found if opening]


@dataclass(frozen=True)
class Choice:
    """A category or a part of the town, as filters and cards name it."""

    id: int
    key: str
    name: str


@dataclass(frozen=True)
class Choices:
    categories: list[Choice]
    districts: list[Choice]


def choices_of(campaign: Campaign) -> Choices:
    """Categories of the campaign in their order, parts of the town by name. One query for both."""
    categories = Category.objects.filter(campaign=campaign).order_by()
    districts = District.objects.order_by().values_list(Value("district"), "pk", "slug", "name", "pk")
    named = categories.values_list(Value("category"), "pk", "key", "name", "position")
    rows = list(named.union(districts, all=True))
    return Choices(
        [Choice(*row[1:4]) for row in sorted(rows, key=lambda row: row[4]) if row[0] == "category"],
        sorted((Choice(*row[1:4]) for row in rows if row[0] == "district"), key=lambda one: german_order(one.name)),
    )
