"""Indicators with their values and targets, from flat rows: joined in the database, grouped here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import DateTimeField, F, FilteredRelation, Q, QuerySet, Value

from soesmart.strategy.models import Indicator, IndicatorValue, Target
from soesmart.strategy.queries.shapes import IndicatorView, TargetView, ValueView, one_per_year

OF_INDICATOR = (
    "pk", "key", "name", "unit", "decimals", "direction", "method", "interval",
    "reporting_field", "source", "note", "invented",
)  # fmt: skip
OF_TARGET = ("value", "year", "decided", "replaced_on", "source", "note", "invented")
OF_VALUE = ("year", "value", "state", "is_baseline", "source", "note", "invented", "recorded_at")


def with_target(rows: "QuerySet[Any]", indicator: str = "") -> "QuerySet[Any]":
    """Annotate the valid target as `target`; `indicator` is the path to the indicator, such as "goal__indicator__"."""
    path = f"{indicator}targets"
    return rows.annotate(target=FilteredRelation(path, condition=Q(**{f"{path}__replaced_on": ""})))


def indicator_columns(indicator: str = "") -> dict[str, F]:
    """Names `i_<column>` and `t_<column>` for values() on rows from `with_target`."""
    own = {f"i_{name}": F(f"{indicator}{name}") for name in OF_INDICATOR}
    return own | {f"t_{name}": F(f"target__{name}") for name in OF_TARGET}


def indicator_view(row: Mapping[str, Any]) -> IndicatorView | None:
    """From one row of `indicator_columns`; None where the goal has no indicator."""
    if row["i_pk"] is None:
        return None
    target = TargetView(**{name: row[f"t_{name}"] for name in OF_TARGET}) if row["t_value"] is not None else None
    return IndicatorView(**{name: row[f"i_{name}"] for name in OF_INDICATOR[1:]}, target=target)


def with_values(indicator: IndicatorView, values: Iterable[ValueView]) -> IndicatorView:
    counting, replaced = one_per_year(list(values))
    return replace(indicator, values=counting, corrected=replaced)


def values_by_indicator(rows: "QuerySet[IndicatorValue]") -> dict[int, list[ValueView]]:
    """Values grouped by the key of their indicator, each group in the order of recording. One query."""
    found: dict[int, list[ValueView]] = defaultdict(list)
    for pk, *columns in rows.order_by("recorded_at", "pk").values_list("indicator_id", *OF_VALUE):
        found[pk].append(ValueView(*columns))
    return found


def further_measurements() -> list[IndicatorView]:
    """The town's public measurements that belong to no goal, in the order in which they were added. Two queries."""
    rows = list(with_target(Indicator.objects.filter(goal=None)).order_by("pk").values(**indicator_columns()))
    values = values_by_indicator(IndicatorValue.objects.filter(indicator__goal=None))
    views = [(row["i_pk"], indicator_view(row)) for row in rows]
    return [with_values(view, values.get(pk, ())) for pk, view in views if view]


def numbers_of(indicator_pk: int, view: IndicatorView) -> IndicatorView:
    """One indicator with all its values and its earlier targets. One query."""
    past = Target.objects.filter(indicator=indicator_pk).exclude(replaced_on="")
    never = Value(None, output_field=DateTimeField())
    rows = (
        IndicatorValue.objects.filter(indicator=indicator_pk).order_by().annotate(decided=Value(""), replaced=Value(""))
    )
    old = past.order_by().annotate(
        state=Value(""), is_baseline=Value(False), recorded_at=never, replaced=F("replaced_on")
    )
    columns = (*OF_VALUE, "decided", "replaced")
    values, targets = [], []
    for *value, decided, replaced in rows.values_list(*columns).union(old.values_list(*columns), all=True):
        found = ValueView(*value)
        if replaced:
            targets.append(
                TargetView(found.value, found.year, decided, replaced, found.source, found.note, found.invented)
            )
        else:
            values.append(found)
    values.sort(key=lambda value: value.recorded_at)
    targets.sort(key=lambda target: target.replaced_on, reverse=True)
    return replace(with_values(view, values), earlier_targets=tuple(targets))


def targets_by_goal(strategy_pk: int) -> dict[str, list[TargetView]]:
    """All targets ever, by code of the goal, oldest first. One query."""
    found: dict[str, list[TargetView]] = defaultdict(list)
    rows = Target.objects.filter(indicator__goal__strategy=strategy_pk).order_by("pk")
    for code, *columns in rows.values_list("indicator__goal__code", *OF_TARGET):
        found[code].append(TargetView(*columns))
    return found
