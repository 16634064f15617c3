"""The whole strategy of a version in six queries, however many goals it has."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import F, Q, Value

from soesmart.strategy.models import (
    FieldWording,
    GoalLevel,
    GoalWording,
    IndicatorValue,
    OverarchingGoal,
    TargetDecision,
    Version,
    VisionTerm,
)
from soesmart.strategy.queries import numbers
from soesmart.strategy.queries.shapes import (
    DecisionView,
    FieldView,
    GoalView,
    LevelView,
    OverarchingView,
    StrategyView,
    TermView,
)
from soesmart.strategy.queries.versions import bare_strategy, current_version, version_of

WORDS = {
    "code": F("goal__code"),
    "field_key": F("field__key"),
    "parent_code": F("parent__goal__code"),
    "unit_key": F("unit__key"),
    "unit_name": F("unit__name"),
    "unit_task": F("unit__task"),
    "unit_invented": F("unit__invented"),
}
PLAIN = (
    "pk", "depth", "number", "title", "description", "is_ecological", "is_economic", "is_social", "sdgs", "source",
    "related_sources", "invented",
)  # fmt: skip
DIMENSIONS = (("is_ecological", "ökologisch"), ("is_economic", "ökonomisch"), ("is_social", "sozial"))


def strategy_at(at: datetime, label: str | None = None) -> StrategyView | None:
    """The strategy as it is valid at `at`, or in its published version `label`; None where there is none."""
    version = version_of(label, at) if label is not None else current_version(at)
    return read_version(version) if version else None


def read_version(version: Version, *, with_numbers: bool = True) -> StrategyView:
    """All words of a version, published or not, with today's indicators, targets and values. Five queries, or four."""
    goals = _goals(version, with_numbers=with_numbers)
    return replace(bare_strategy(version), **_small_words(version), fields=_fields(version, goals))


def field_at(at: datetime, key: str) -> tuple[StrategyView, FieldView | None] | None:
    """One field with its goals, and the strategy with all fields but only this one's goals. Five queries."""
    version = current_version(at)
    if version is None:
        return None
    goals = _goals(version, with_numbers=True, field_key=key)
    strategy = replace(bare_strategy(version), **_small_words(version), fields=_fields(version, goals))
    return strategy, strategy.field(key)


def _small_words(version: Version) -> dict[str, Any]:
    """Levels, vision terms, overarching goals and target history: four small tables in one query."""
    of_version = {"version": version}
    of_strategy = {"strategy": version.strategy_id}
    goals = OverarchingGoal.objects.filter(**of_version)
    tables = [
        _row("level", GoalLevel.objects.filter(**of_strategy), "depth", "singular", "plural", "is_numbered"),
        _row(
            "term",
            VisionTerm.objects.filter(**of_version),
            "position", "name", "description", "description_invented", "source",
        ),
        _row("over", goals, "position", "name", "description", "invented", "source", "key"),
        _row("past", TargetDecision.objects.filter(**of_strategy), "year", "subject", "decided", None, "source"),
    ]  # fmt: skip
    found = defaultdict(list)
    for kind, *columns in tables[0].union(*tables[1:], all=True):
        found[kind].append(columns)
    levels = sorted(found["level"], key=lambda row: row[0])
    terms, over = (sorted(found[kind], key=lambda row: row[0]) for kind in ("term", "over"))
    past = sorted(found["past"], key=lambda row: row[2])
    return {
        "levels": tuple(LevelView(row[0], row[1], row[2], bool(row[3])) for row in levels),
        "terms": tuple(TermView(row[1], row[2], row[4], bool(row[3])) for row in terms),
        "overarching": tuple(OverarchingView(row[5], row[1], row[2], row[4], bool(row[3])) for row in over),
        "decisions": tuple(DecisionView(row[1], row[0], row[2], row[4]) for row in past),
    }


def _row(
    kind: str, rows: Any, place: str, one: str, two: str, flag: str | None, source: str = "", key: str = ""
) -> Any:
    named = {
        "w_kind": Value(kind),
        "w_place": F(place),
        "w_one": F(one),
        "w_two": F(two),
        "w_flag": F(flag) if flag else Value(False),
        "w_source": F(source) if source else Value(""),
        "w_key": F(key) if key else Value(""),
    }
    return rows.order_by().annotate(**named).values_list(*named)


def _fields(version: Version, goals: dict[str, list[GoalView]]) -> tuple[FieldView, ...]:
    rows = FieldWording.objects.filter(version=version).order_by("position").values_list(
        "field__key", "field__code", "name", "guideline", "guideline_invented", "sdgs", "sdgs_invented", "source",
        "invented",
    )  # fmt: skip
    return tuple(
        FieldView(key, code, name, guideline, made_up, tuple(sdgs), sdgs_made_up, source, invented, tuple(goals[key]))
        for key, code, name, guideline, made_up, sdgs, sdgs_made_up, source, invented in rows
    )


def _goals(version: Version, *, with_numbers: bool, field_key: str = "") -> dict[str, list[GoalView]]:
    chosen = Q(version=version) & (Q(field__key=field_key) if field_key else Q())
    rows = goal_rows(GoalWording.objects.filter(chosen).order_by("position"))
    of_fields = {"indicator__goal__wordings__field__key": field_key} if field_key else {}
    values = (
        numbers.values_by_indicator(
            IndicatorValue.objects.filter(indicator__goal__wordings__version=version, **of_fields)
        )
        if with_numbers
        else {}
    )
    found: dict[str, list[GoalView]] = defaultdict(list)
    for row in rows:
        goal = goal_view(row)
        if goal.indicator:
            counted = numbers.with_values(goal.indicator, values.get(row["i_pk"], ()))
            goal = replace(goal, indicator=counted if with_numbers else None)
        found[goal.field_key].append(goal)
    return found


def goal_rows(wordings: Any) -> Any:
    """GoalWordings as flat rows with names, unit, indicator and valid target; for `goal_view`."""
    path = "goal__indicator__"
    return numbers.with_target(wordings, path).values(*PLAIN, **WORDS, **numbers.indicator_columns(path))


def goal_view(row: dict[str, Any]) -> GoalView:
    return GoalView(
        code=row["code"],
        field_key=row["field_key"],
        parent=row["parent_code"] or "",
        depth=row["depth"],
        number=row["number"],
        title=row["title"],
        description=row["description"],
        unit_key=row["unit_key"] or "",
        unit=row["unit_name"] or "",
        unit_task=row["unit_task"] or "",
        unit_invented=bool(row["unit_invented"]),
        dimensions=tuple(label for name, label in DIMENSIONS if row[name]),
        sdg_numbers=tuple(row["sdgs"]),
        source=row["source"],
        related_sources=tuple(row["related_sources"]),
        invented=row["invented"],
        indicator=numbers.indicator_view(row),
    )
