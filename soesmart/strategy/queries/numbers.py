"""Indicators with their values and targets, from flat rows: joined in the database, grouped here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from soesmart.core.prepared import Blank, prepared
from soesmart.strategy.delivery.fate import Slot
from soesmart.strategy.models import Indicator, IndicatorValue, Target
from soesmart.strategy.queries.measured import IndicatorView, TargetView, ValueView, in_order_of_recording, one_per_year

OF_INDICATOR = {
    **{
        name: name
        for name in (
            "pk", "key", "name", "unit", "decimals", "direction", "method", "interval",
            "reporting_field", "source", "note", "invented", "is_emission", "overlap", "lowest", "highest",
        )
    },
    "in_charge": "unit_in_charge__name",
}  # fmt: skip
OF_TARGET = (
    "value", "year", "decided", "replaced_on", "source", "note", "invented", "kind", "upper", "decision",
    "is_milestone", "recorded_at", "ended_at", "pk",
)  # fmt: skip
WHOLE = Q(sector="", district="", group="")

HANDS = Case(
    When(approved_by=None, then=Value(0)),
    When(Q(entered_by=None) | Q(entered_by=F("approved_by")), then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)
AMOUNT = DecimalField(max_digits=18, decimal_places=6)
# Values and targets in one statement: columns beside each other, those of values first.
BESIDE: tuple[tuple[str, Any, Any], ...] = (
    ("is_baseline", F("is_baseline"), F("is_milestone")),
    ("state", F("state"), F("kind")),
    ("has_break", F("has_break"), Value(False)),
    ("day", F("day"), Value(None, DateField())),
    ("sector", F("sector"), F("decided")),
    ("district", F("district"), F("replaced_on")),
    ("group", F("group"), F("decision")),
    ("source_name", F("source_name"), Value("")),
    ("licence", F("licence"), Value("")),
    ("method_version", F("method_version"), Value("")),
    ("came_by", F("delivery__kind"), Value(None, CharField())),
    ("hands", HANDS, Value(0)),
    ("is_withdrawn", F("is_withdrawn"), Value(False)),
    ("upper", Value(None, AMOUNT), F("upper")),
    ("ended_at", Value(None, DateTimeField()), F("ended_at")),
)
ALIKE = ("pk", "year", "value", "source", "note", "invented", "recorded_at")


def standing(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Of rows of values those that nothing takes back; of several for one time the latest recorded counts."""
    when = {"year_": Coalesce("year", 0), "day_": Coalesce("day", Value(date.min, DateField()))}
    same = {name: OuterRef(name) for name in ("indicator", "sector", "district", "group", *when)}
    after = Q(recorded_at__gt=OuterRef("recorded_at")) | Q(recorded_at=OuterRef("recorded_at"), pk__gt=OuterRef("pk"))
    taken_back = IndicatorValue.objects.alias(**when).filter(after, is_withdrawn=True, **same)
    return rows.alias(**when).filter(~Exists(taken_back), is_withdrawn=False)


def baselines(indicators: Collection[int]) -> set[Slot]:
    """The times and parts whose newest row is marked as the baseline, also one that was taken back. One query."""
    marked = IndicatorValue.objects.filter(indicator__in=indicators, is_baseline=True).order_by()
    rows = IndicatorValue.objects.filter(indicator__in=indicators, year__in=marked.values("year"))
    rows = rows.order_by("recorded_at", "pk")
    newest = {
        Slot(*columns): is_one
        for *columns, is_one in rows.values_list("indicator_id", *Slot._fields[1:], "is_baseline").iterator(2_000)
    }
    return {slot for slot, is_one in newest.items() if is_one}


@dataclass
class Measured:
    """All rows of an indicator: values in the order of recording, targets as they were set."""

    values: list[ValueView] = field(default_factory=list)
    targets: list[TargetView] = field(default_factory=list)


def with_target(rows: "QuerySet[Any]", indicator: str = "") -> "QuerySet[Any]":
    """Annotate the valid target as `target`; `indicator` is the path to the indicator, such as "goal__indicator__"."""
    path = f"{indicator}targets"
    return rows.annotate(
        target=FilteredRelation(path, condition=Q(**{f"{path}__replaced_on": "", f"{path}__is_milestone": False}))
    )


def indicator_columns(indicator: str = "") -> dict[str, F]:
    """Names `i_<column>` and `t_<column>` for values() on rows from `with_target`."""
    own = {f"i_{name}": F(f"{indicator}{column}") for name, column in OF_INDICATOR.items()}
    return own | {f"t_{name}": F(f"target__{name}") for name in OF_TARGET}


def indicator_view(row: Mapping[str, Any]) -> IndicatorView | None:
    """From one row of `indicator_columns`; None where the goal has no indicator."""
    if row["i_pk"] is None:
        return None
    target = TargetView(**{name: row[f"t_{name}"] for name in OF_TARGET}) if row["t_value"] is not None else None
    columns = {name: row[f"i_{name}"] for name in OF_INDICATOR if name != "pk"}
    return IndicatorView(**columns | {"in_charge": columns["in_charge"] or "", "target": target})


def with_numbers(indicator: IndicatorView, found: Measured) -> IndicatorView:
    """The indicator with all its values and with the targets beside the valid one, which it has."""
    counted = one_per_year([value for value in found.values if not value.part])
    ended = [target for target in found.targets if target.replaced_on]
    milestones = [target for target in found.targets if target.is_milestone and not target.replaced_on]
    return replace(
        indicator,
        values=counted.values,
        corrected=counted.corrected,
        days=counted.days,
        withdrawn=counted.withdrawn,
        parts=tuple(value for value in found.values if value.part),
        earlier_targets=tuple(sorted(ended, key=lambda target: (target.replaced_on, target.pk or 0), reverse=True)),
        milestones=tuple(sorted(milestones, key=lambda target: target.year or 0)),
    )


def by_indicator(values: "QuerySet[IndicatorValue]", targets: "QuerySet[Target]") -> dict[int, Measured]:
    """Both kinds of rows by the key of their indicator. One query."""
    return _grouped(_together(values, targets))


def _together(values: "QuerySet[IndicatorValue]", targets: "QuerySet[Target]") -> "QuerySet[Any, Any]":
    return _flat(values, 1, True).union(_flat(targets, 2, False), all=True)


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, Measured]:
    found: dict[int, Measured] = defaultdict(Measured)
    for is_value, owner, *columns in rows:
        row = dict(zip((*ALIKE, *(name for name, _, _ in BESIDE)), columns, strict=True))
        if is_value:
            found[owner].values.append(_value(row))
        else:
            found[owner].targets.append(_target(row))
    for one in found.values():
        one.values = in_order_of_recording(one.values)
        one.targets.sort(key=lambda target: target.pk or 0)
    return found


def _flat(rows: "QuerySet[Any]", place: int, is_value: bool) -> Any:
    named = {f"w_{name}": F(name) for name in ALIKE} | {f"w_{row[0]}": row[place] for row in BESIDE}
    named = {"w_is_value": Value(is_value), "w_owner": F("indicator"), **named}
    return rows.order_by().annotate(**named).values_list(*named)


def _value(row: dict[str, Any]) -> ValueView:
    row.pop("upper")
    row.pop("ended_at")
    row["came_by"] = row["came_by"] or ""
    return ValueView(**row)


def _target(row: dict[str, Any]) -> TargetView:
    alike = {name: row[name] for name in (*ALIKE, "upper", "ended_at")}
    return TargetView(
        **alike,
        kind=row["state"],
        is_milestone=row["is_baseline"],
        decided=row["sector"],
        replaced_on=row["district"],
        decision=row["group"],
    )


def further_measurements() -> list[IndicatorView]:
    """The town's public measurements that belong to no goal, in the order in which they were added. Two queries."""
    rows = list(with_target(Indicator.objects.filter(goal=None)).order_by("pk").values(**indicator_columns()))
    numbers = by_indicator(
        IndicatorValue.objects.filter(WHOLE, indicator__goal=None), Target.objects.filter(indicator__goal=None)
    )
    views = [(row["i_pk"], indicator_view(row)) for row in rows]
    return [with_numbers(view, numbers.get(pk, Measured())) for pk, view in views if view]


def numbers_of(indicator_pk: int, view: IndicatorView) -> IndicatorView:
    """One indicator with all its values, parts, milestones and earlier targets. One query."""
    values = IndicatorValue.objects.filter(indicator=indicator_pk)
    found = by_indicator(values, Target.objects.filter(indicator=indicator_pk))
    return with_numbers(view, found.get(indicator_pk, Measured()))


def numbers_of_version(version_pk: int) -> dict[int, Measured]:
    """Values of the whole and targets of the indicators of a version's goals. One query, which is built once."""
    return _grouped(_of_version.rows(version=version_pk))


@prepared
def _of_version() -> "QuerySet[Any, Any]":
    # A version words each goal once: joined, the rows are as many as without.
    worded = {"indicator__goal__wordings__version": Blank("version", BigIntegerField())}
    values = IndicatorValue.objects.filter(WHOLE, **worded)
    return _together(values, Target.objects.filter(**worded))


def targets_by_goal(strategy_pk: int) -> dict[str, list[TargetView]]:
    """All targets ever, by code of the goal, oldest first; no milestones. One query."""
    found: dict[str, list[TargetView]] = defaultdict(list)
    rows = Target.objects.filter(indicator__goal__strategy=strategy_pk, is_milestone=False).order_by("pk")
    for code, *columns in rows.values_list("indicator__goal__code", *OF_TARGET):
        found[code].append(TargetView(*columns))
    return found
