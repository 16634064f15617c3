"""Measures of an indicator with the estimates that count, and what is assumed; authors by their role, never by name."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When

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
NUMBER, AMOUNT = IntegerField(), DecimalField(max_digits=18, decimal_places=6)
# Estimates and assumptions in one statement: where an assumption has such a column, else nothing.
OF_ASSUMPTION: dict[str, Any] = {
    "pk": F("pk"),
    "recorded_at": F("recorded_at"),
    "is_withdrawn": Value(False),
    "overlap": F("overlap"),
    "basis": F("text"),
    "low": Value(None, AMOUNT),
    "middle": Value(None, AMOUNT),
    "high": Value(None, AMOUNT),
    "ramp_years": Value(None, NUMBER),
    "confidence": Value(""),
    "invented": Value(False),
    **{f"m_{name}": Value("") for name in OF_MEASURE},
    **{f"m_{name}": Value(None, NUMBER) for name in ("cost_low", "cost_high", "starts")},
    **{f"m_{name}": Value(False) for name in ("is_decided", "invented")},
}
USUAL_OVERLAP = 20


def thoughts(indicator_key: str, until: datetime | None = None) -> Thoughts:
    """What is thought about an indicator, or was before a moment. One query."""
    estimates = MeasureEstimate.objects.filter(indicator__key=indicator_key, measure__is_dropped=False)
    assumptions = Assumption.objects.filter(indicator__key=indicator_key)
    if until:
        estimates, assumptions = (rows.filter(recorded_at__lt=until) for rows in (estimates, assumptions))
    own = {name: F(f"measure__{name[2:]}") if name.startswith("m_") else F(name) for name in OF_ASSUMPTION}
    first = _row(estimates, {**own, "overlap": Value(None, NUMBER)}, "estimated_by")
    found = sorted(first.union(_row(assumptions, OF_ASSUMPTION, "assumed_by"), all=True), key=_moment)
    rows = [dict(zip(("role", *OF_ASSUMPTION), columns, strict=True)) for columns in found]
    newest = {row["m_key"]: row for row in rows if row["m_key"]}
    measures = [_measure(row) for row in newest.values() if not row["is_withdrawn"]]
    assumed = [row for row in reversed(rows) if not row["m_key"]]
    return Thoughts(
        tuple(sorted(measures, key=lambda measure: (measure.name, measure.key))),
        tuple(AssumptionView(row["basis"], row["overlap"], row["recorded_at"], _author(row)) for row in assumed),
        next((row["overlap"] for row in assumed if row["overlap"] is not None), USUAL_OVERLAP),
    )


def _row(rows: "QuerySet[Any]", columns: dict[str, Any], person: str) -> "QuerySet[Any, Any]":
    """With the role under which the author speaks in public first: the strategy office before others."""
    speaks = Case(When(role=Role.STRATEGY_OFFICER, then=Value("")), default=F("role"))
    role = RoleAssignment.objects.filter(person=OuterRef(person)).order_by(speaks).values("role")[:1]
    named = {f"w_{name}": column for name, column in columns.items()}
    return rows.order_by().annotate(w_role=Subquery(role), **named).values_list("w_role", *named)


def _moment(columns: tuple[Any, ...]) -> tuple[Any, ...]:
    """Time of recording, then key, as OF_ASSUMPTION and the role before it place them."""
    return columns[2], columns[1]


def _author(row: dict[str, Any]) -> str:
    return str(Role(row["role"]).label) if row["role"] else TOWN_HALL


def _measure(row: dict[str, Any]) -> MeasureView:
    estimate = EstimateView(**{name: row[name] for name in OF_ESTIMATE}, author=_author(row))
    return MeasureView(**{name: row[f"m_{name}"] for name in OF_MEASURE}, estimate=estimate)
