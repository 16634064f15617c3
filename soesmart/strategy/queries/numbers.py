"""Indicators with their values and targets, from flat rows: joined in the database, grouped here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from soesmart.strategy.models import Indicator, IndicatorValue, Target
from soesmart.strategy.queries.shapes import IndicatorView, TargetView, ValueView, one_per_year

OF_INDICATOR = (
    "pk", "key", "name", "unit", "decimals", "direction", "method", "interval",
    "reporting_field", "source", "note", "invented", "is_emission", "overlap",
)  # fmt: skip
OF_TARGET = (
    "value", "year", "decided", "replaced_on", "source", "note", "invented", "kind", "upper", "decision",
    "is_milestone", "recorded_at", "ended_at",
)  # fmt: skip
OF_VALUE = (
    "year", "value", "state", "is_baseline", "source", "note", "invented", "recorded_at", "has_break", "day",
    "sector", "district", "group", "source_name", "licence", "method_version", "pk",
)  # fmt: skip
WHOLE = Q(sector="", district="", group="")


def with_target(rows: "QuerySet[Any]", indicator: str = "") -> "QuerySet[Any]":
    """Annotate the valid target as `target`; `indicator` is the path to the indicator, such as "goal__indicator__"."""
    path = f"{indicator}targets"
    return rows.annotate(
        target=FilteredRelation(path, condition=Q(**{f"{path}__replaced_on": "", f"{path}__is_milestone": False}))
    )


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
    """Values of the whole by the key of their indicator, each group in the order of recording. One query."""
    found: dict[int, list[ValueView]] = defaultdict(list)
    for pk, *columns in rows.filter(WHOLE).order_by("recorded_at", "pk").values_list("indicator_id", *OF_VALUE):
        found[pk].append(ValueView(*columns))
    return found


def further_measurements() -> list[IndicatorView]:
    """The town's public measurements that belong to no goal, in the order in which they were added. Two queries."""
    rows = list(with_target(Indicator.objects.filter(goal=None)).order_by("pk").values(**indicator_columns()))
    values = values_by_indicator(IndicatorValue.objects.filter(indicator__goal=None))
    views = [(row["i_pk"], indicator_view(row)) for row in rows]
    return [with_values(view, values.get(pk, ())) for pk, view in views if view]


def numbers_of(indicator_pk: int, view: IndicatorView) -> IndicatorView:
    """One indicator with all its values, parts, milestones and earlier targets. Two queries."""
    rows = IndicatorValue.objects.filter(indicator=indicator_pk).order_by("recorded_at", "pk")
    values = [ValueView(*columns) for columns in rows.values_list(*OF_VALUE)]
    whole = [value for value in values if not value.part]
    targets = [
        TargetView(*columns)
        for columns in Target.objects.filter(indicator=indicator_pk)
        .order_by("-replaced_on", "-pk")
        .values_list(*OF_TARGET)
    ]
    return replace(
        with_values(view, whole),
        parts=tuple(value for value in values if value.part),
        earlier_targets=tuple(target for target in targets if target.replaced_on and not target.is_milestone),
        milestones=tuple(target for target in targets if target.is_milestone),
    )


def targets_by_goal(strategy_pk: int) -> dict[str, list[TargetView]]:
    """All targets ever, by code of the goal, oldest first. One query."""
    found: dict[str, list[TargetView]] = defaultdict(list)
    rows = Target.objects.filter(indicator__goal__strategy=strategy_pk).order_by("pk")
    for code, *columns in rows.values_list("indicator__goal__code", *OF_TARGET):
        found[code].append(TargetView(*columns))
    return found
