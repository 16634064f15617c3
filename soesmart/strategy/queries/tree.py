"""The whole strategy of a version in six queries, however many goals it has."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, F, Q, QuerySet, Value

from soesmart.core.prepared import Blank, prepared
from soesmart.strategy.models import (
    FieldWording,
    GoalLevel,
    GoalWording,
    OverarchingGoal,
    TargetDecision,
    Version,
    VisionTerm,
)
from soesmart.strategy.queries import numbers
from soesmart.strategy.queries.remembered import remembered
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
# One version twice, or two that are compared.
OF_BOTH = Q(version=Blank("one", BigIntegerField())) | Q(version=Blank("other", BigIntegerField()))
DIMENSIONS = (("is_ecological", "ökologisch"), ("is_economic", "ökonomisch"), ("is_social", "sozial"))


def strategy_at(at: datetime, label: str | None = None) -> StrategyView | None:
    """The strategy with its numbers as it is valid at `at`, or its published version `label`; None where there is none.

    One query, or five when something was written in the town since.
    """
    version = version_of(label, at) if label is not None else current_version(at)
    return remembered(version, "strategy", lambda: read_version(version)) if version else None


def words_of(version: Version) -> StrategyView:
    """A published version in its own words, with targets but without values. No query, or three."""
    return remembered(version, "words", lambda: read_version(version, with_values=False))


def read_version(version: Version, *, with_values: bool = True) -> StrategyView:
    """All words of a version, published or not, with today's indicators, targets and values. Four queries, or three."""
    return _read([version], numbers.numbers_of_version(version.pk) if with_values else {})[0]


def read_pair(before: Version, after: Version) -> tuple[StrategyView, StrategyView]:
    """Two versions of one strategy to be compared, drafts too, without measured values. Three queries."""
    old, new = _read([before, after], {})
    return old, new


def _read(versions: Sequence[Version], measured: Mapping[int, numbers.Measured]) -> list[StrategyView]:
    """One version or two. The statements are built once: whoever reads first after a write waits for the database."""
    both = {"one": versions[0].pk, "other": versions[-1].pk}
    fields = _fields(both, _goals(both, measured))
    words = _small_words(both, versions[0].strategy_id)
    return [
        replace(bare_strategy(version), fields=tuple(fields[version.pk]), **_grouped(words, version.pk))
        for version in versions
    ]


def _small_words(both: Mapping[str, int], strategy: int) -> dict[tuple[str, int], list[Any]]:
    """Levels, vision terms, overarching goals and target history: four small tables in one query."""
    found: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for kind, version, *columns in _small_rows.rows(strategy=strategy, **both):
        found[kind, version].append(columns)
    return found


@prepared
def _small_rows() -> "QuerySet[Any, Any]":
    of_strategy = {"strategy": Blank("strategy", BigIntegerField())}
    tables = [
        _row("level", GoalLevel.objects.filter(**of_strategy), "depth", "singular", "plural", "is_numbered"),
        _row(
            "term",
            VisionTerm.objects.filter(OF_BOTH),
            "position", "name", "description", "description_invented", "source", version="version_id",
        ),
        _row(
            "over",
            OverarchingGoal.objects.filter(OF_BOTH),
            "position", "name", "description", "invented", "source", "key", version="version_id",
        ),
        _row("past", TargetDecision.objects.filter(**of_strategy), "year", "subject", "decided", None, "source"),
    ]  # fmt: skip
    return tables[0].union(*tables[1:], all=True)


def _grouped(found: Mapping[tuple[str, int], list[Any]], version: int) -> dict[str, Any]:
    levels = sorted(found["level", 0], key=lambda row: row[0])
    terms, over = (sorted(found[kind, version], key=lambda row: row[0]) for kind in ("term", "over"))
    past = sorted(found["past", 0], key=lambda row: row[2])
    return {
        "levels": tuple(LevelView(row[0], row[1], row[2], bool(row[3])) for row in levels),
        "terms": tuple(TermView(row[1], row[2], row[4], bool(row[3])) for row in terms),
        "overarching": tuple(OverarchingView(row[5], row[1], row[2], row[4], bool(row[3])) for row in over),
        "decisions": tuple(DecisionView(row[1], row[0], row[2], row[4]) for row in past),
    }


def _row(
    kind: str, rows: Any, place: str, one: str, two: str, flag: str | None, source: str = "", key: str = "", *,
    version: str = "",
) -> Any:  # fmt: skip
    named = {
        "w_kind": Value(kind),
        "w_version": F(version) if version else Value(0),
        "w_place": F(place),
        "w_one": F(one),
        "w_two": F(two),
        "w_flag": F(flag) if flag else Value(False),
        "w_source": F(source) if source else Value(""),
        "w_key": F(key) if key else Value(""),
    }
    return rows.order_by().annotate(**named).values_list(*named)


def _fields(both: Mapping[str, int], goals: Mapping[tuple[int, str], list[GoalView]]) -> dict[int, list[FieldView]]:
    found: dict[int, list[FieldView]] = defaultdict(list)
    for version, key, code, name, guideline, made_up, sdgs, sdgs_made_up, source, invented in _field_rows.rows(**both):
        own = tuple(goals.get((version, key), ()))
        found[version].append(
            FieldView(key, code, name, guideline, made_up, tuple(sdgs), sdgs_made_up, source, invented, own)
        )
    return found


@prepared
def _field_rows() -> "QuerySet[Any, Any]":
    return FieldWording.objects.filter(OF_BOTH).order_by("position").values_list(
        "version_id", "field__key", "field__code", "name", "guideline", "guideline_invented", "sdgs", "sdgs_invented",
        "source", "invented",
    )  # fmt: skip


def _goals(both: Mapping[str, int], measured: Mapping[int, numbers.Measured]) -> dict[tuple[int, str], list[GoalView]]:
    found: dict[tuple[int, str], list[GoalView]] = defaultdict(list)
    for row in _goal_rows.rows(**both):
        goal = goal_view(row)
        if goal.indicator and (own := measured.get(row["i_pk"])):
            goal = replace(goal, indicator=numbers.with_numbers(goal.indicator, own))
        found[row["version_id"], goal.field_key].append(goal)
    return found


@prepared
def _goal_rows() -> "QuerySet[Any, Any]":
    wordings = GoalWording.objects.filter(OF_BOTH).order_by("position")
    return goal_rows(wordings, "version_id")


def goal_rows(wordings: Any, *more: str) -> Any:
    """GoalWordings as flat rows with names, unit, indicator and valid target; for `goal_view`. more: columns beside."""
    path = "goal__indicator__"
    return numbers.with_target(wordings, path).values(*PLAIN, *more, **WORDS, **numbers.indicator_columns(path))


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
