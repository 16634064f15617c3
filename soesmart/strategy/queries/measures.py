"""Measures of an indicator with the estimates that count, and what is assumed; authors by their role, never by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from soesmart.accounts.models import Role, RoleAssignment
from soesmart.methods.combined_effect import Effect
from soesmart.strategy.models import Assumption, MeasureEstimate
from soesmart.strategy.rules import Confidence

TOWN_HALL = "Stadtverwaltung"


@dataclass(frozen=True, slots=True)
class EstimateView:
    """The full effect in the indicator's unit, from cautious to bold. author: a role."""

    low: Decimal
    middle: Decimal
    high: Decimal
    ramp_years: int
    confidence: str
    basis: str
    invented: bool
    recorded_at: datetime
    author: str = TOWN_HALL

    @property
    def confidence_label(self) -> str:
        return Confidence(self.confidence).label


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure and what it is thought to bring to one indicator; costs in whole cents."""

    key: str
    name: str
    text: str
    cost_low: int | None
    cost_high: int | None
    starts: int | None
    is_decided: bool
    condition: str
    link: str
    source: str
    invented: bool
    estimate: EstimateView

    def effect(self, starts: int) -> Effect:
        """The effect when the measure starts in a year."""
        own = self.estimate
        return Effect(self.key, own.low, own.middle, own.high, starts, own.ramp_years)


@dataclass(frozen=True, slots=True)
class AssumptionView:
    """Something taken for granted, since when, and by whom (a role). overlap: percent, where it sets it."""

    text: str
    overlap: int | None
    recorded_at: datetime
    author: str = TOWN_HALL


@dataclass(frozen=True, slots=True)
class Thoughts:
    """What is thought about an indicator: measures by name, assumptions newest first, the overlap in percent."""

    measures: tuple[MeasureView, ...]
    assumptions: tuple[AssumptionView, ...]
    overlap: int


OF_MEASURE = (
    "key", "name", "text", "cost_low", "cost_high", "starts", "is_decided", "condition", "link", "source", "invented",
)  # fmt: skip
OF_ESTIMATE = ("low", "middle", "high", "ramp_years", "confidence", "basis", "invented", "recorded_at")
USUAL_OVERLAP = 20


def thoughts(indicator_key: str, until: datetime | None = None) -> Thoughts:
    """What is thought about an indicator, or was before a moment. Three queries; two where nobody is named."""
    estimates = _estimates(indicator_key, until)
    rows = Assumption.objects.filter(indicator__key=indicator_key)
    if until:
        rows = rows.filter(recorded_at__lt=until)
    assumed = list(rows.order_by("-recorded_at", "-pk"))
    roles = roles_of([row.estimated_by_id for row in estimates] + [row.assumed_by_id for row in assumed])
    measures = sorted((_measure(row, roles) for row in estimates), key=lambda measure: measure.name)
    return Thoughts(
        tuple(measures),
        tuple(
            AssumptionView(row.text, row.overlap, row.recorded_at, roles.get(row.assumed_by_id, TOWN_HALL))
            for row in assumed
        ),
        next((row.overlap for row in assumed if row.overlap is not None), USUAL_OVERLAP),
    )


def roles_of(ids: Iterable[UUID | None]) -> dict[UUID | None, str]:
    """The role under which each person speaks in public: the strategy office first. One query, none for nobody."""
    wanted = {pk for pk in ids if pk}
    found: dict[UUID | None, str] = {}
    if wanted:
        rows = RoleAssignment.objects.filter(person__in=wanted).order_by("role").values_list("person_id", "role")
        for pk, role in rows:
            if pk not in found or role == Role.STRATEGY_OFFICER:
                found[pk] = str(Role(role).label)
    return found


def _estimates(indicator_key: str, until: datetime | None) -> list[MeasureEstimate]:
    """The newest estimate of each measure that is not dropped, without those withdrawn."""
    rows = MeasureEstimate.objects.filter(indicator__key=indicator_key, measure__is_dropped=False)
    if until:
        rows = rows.filter(recorded_at__lt=until)
    newest = {row.measure_id: row for row in rows.select_related("measure").order_by("recorded_at", "pk")}
    return [row for row in newest.values() if not row.is_withdrawn]


def _measure(row: MeasureEstimate, roles: dict[UUID | None, str]) -> MeasureView:
    own = {name: getattr(row, name) for name in OF_ESTIMATE}
    estimate = EstimateView(**own, author=roles.get(row.estimated_by_id, TOWN_HALL))
    return MeasureView(**{name: getattr(row.measure, name) for name in OF_MEASURE}, estimate=estimate)
