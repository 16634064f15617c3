"""Find goals, fields, indicators and units of a strategy by German words. No Django.

A word finds every word that begins with the same stem ("Räder" finds "Radverkehr"); all words must be found. What
stands in a title counts more than what stands in a text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from soesmart.methods.german_stems import stems
from soesmart.strategy.queries.shapes import GoalView, StrategyView


@dataclass(frozen=True)
class Filters:
    """What is sought; empty means any. dimension: like "ökologisch"; unit: key of an organisation unit."""

    words: str = ""
    field: str = ""
    sdg: int | None = None
    unit: str = ""
    dimension: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Filters()


@dataclass(frozen=True)
class Hit:
    """A goal or a field. `where` says what matched besides its own title: "Kennzahl", "Zuständig" or ""."""

    kind: str  # "goal" or "field"
    key: str
    title: str
    text: str
    field_name: str = ""
    where: str = ""
    goal: GoalView | None = None


def find(strategy: StrategyView, filters: Filters) -> list[Hit]:
    """Hits, best first, in the town's order where they are equally good."""
    wanted = stems(filters.words)
    if filters.words.strip() and not wanted:
        return []
    ranked: list[tuple[int, Hit]] = []
    for field in strategy.fields:
        if filters.field in ("", field.key):
            if not (filters.unit or filters.dimension) and (filters.sdg is None or filters.sdg in field.sdg_numbers):
                ranked += _ranked(
                    wanted, Hit("field", field.key, field.name, field.guideline), field.name, field.guideline
                )
            for goal in field.goals:
                if _passes(goal, filters, field.sdg_numbers):
                    ranked += _goal(wanted, goal, field.name)
    if not wanted:
        ranked = [(rank, hit) for rank, hit in ranked if hit.kind == "goal"]
    return [hit for _, hit in sorted(ranked, key=lambda pair: pair[0])]


def _passes(goal: GoalView, filters: Filters, of_field: Sequence[int]) -> bool:
    return (
        filters.unit in ("", goal.unit_key)
        and (not filters.dimension or filters.dimension in goal.dimensions)
        and (filters.sdg is None or filters.sdg in (goal.sdg_numbers or of_field))
    )


def _goal(wanted: Sequence[str], goal: GoalView, field_name: str) -> list[tuple[int, Hit]]:
    def hit(where: str) -> Hit:
        return Hit("goal", goal.code, goal.name, goal.description, field_name, where, goal)

    if own := _ranked(wanted, hit(""), f"{goal.code} {goal.title}", goal.description):
        return own
    indicator = goal.indicator
    if indicator and _all_in(wanted, f"{goal.title} {goal.description} {indicator.name} {indicator.method}"):
        return [(2, hit("Kennzahl"))]
    if _all_in(wanted, f"{goal.title} {goal.description} {goal.unit} {field_name}"):
        return [(3, hit("Zuständig"))] if _any_in(wanted, goal.unit) else [(3, hit(""))]
    return []


def _ranked(wanted: Sequence[str], hit: Hit, title: str, text: str) -> list[tuple[int, Hit]]:
    if _all_in(wanted, title):
        return [(0, hit)]
    return [(1, hit)] if _all_in(wanted, f"{title} {text}") else []


def _all_in(wanted: Sequence[str], text: str) -> bool:
    found = stems(text)
    return all(any(there.startswith(word) for there in found) for word in wanted)


def _any_in(wanted: Iterable[str], text: str) -> bool:
    found = stems(text)
    return any(there.startswith(word) for word in wanted for there in found)
