"""What changed from one version of a strategy to another. No Django.

Every field, goal, vision term and overarching goal appears at most once, with all that changed about it; a version
compared with itself gives nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from soesmart.core.numbers import format_number, with_unit
from soesmart.strategy.queries.shapes import FieldView, GoalView, StrategyView, TargetView

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return {"added": "neu", "removed": "gestrichen", "changed": "geändert"}[self]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words. op: "same", "ins" or "del"."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is worded differently, such as the title."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one thing. key: code of a goal, key of a field; `parts` are empty for a thing without texts."""

    kind: Kind
    key: str
    name: str
    parts: tuple[Part, ...]
    invented: bool = False

    @property
    def badge(self) -> str:
        return {"added": "success", "removed": "danger", "changed": "info"}[self.kind]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, by sort of thing."""

    vision: tuple[Change, ...]
    overarching: tuple[Change, ...]
    fields: tuple[Change, ...]
    goals: tuple[Change, ...]
    is_reordered: bool = False

    @property
    def count(self) -> int:
        things = len(self.vision) + len(self.overarching) + len(self.fields) + len(self.goals)
        return things + self.is_reordered


Targets = Mapping[str, TargetView]
Texts = Mapping[str, str]


def compare(
    before: StrategyView, after: StrategyView, old: Targets | None = None, new: Targets | None = None
) -> Comparison:
    """Compare two versions. old, new: targets valid with the one and the other, by code of the goal."""
    names = {field.key: field.name for field in (*before.fields, *after.fields)}
    return Comparison(
        vision=_changes(_vision(before), _vision(after)),
        overarching=_changes(_overarching(before), _overarching(after)),
        fields=_changes(_fields(before), _fields(after)),
        goals=_changes(_goals(before, names, old or {}), _goals(after, names, new or {})),
        is_reordered=_order(before, after) != _order(after, before),
    )


def diff_words(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one, word by word; joining "same" and "del" gives `before`, "same" and "ins" gives `after`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Piece] = []
    removed, added = "", ""
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = "".join(old[i:j])
        is_last = j == len(old) and m == len(new)
        # A blank between two changes belongs to both: whole phrases read better than single words in turn.
        if op == "equal" and (same.strip() or is_last or not (removed or added)):
            pieces += _flushed(removed, added)
            pieces.append(Piece("same", same))
            removed = added = ""
        else:
            removed += same
            added += "".join(new[k:m])
    return tuple(pieces + _flushed(removed, added))


def _flushed(removed: str, added: str) -> list[Piece]:
    return [Piece(op, text) for op, text in (("del", removed), ("ins", added)) if text]


@dataclass(frozen=True, slots=True)
class _Thing:
    name: str
    texts: Texts
    invented: bool = False


def _changes(before: Mapping[str, _Thing], after: Mapping[str, _Thing]) -> tuple[Change, ...]:
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        if old is None and new is not None:
            found.append(Change(Kind.ADDED, key, new.name, _parts({}, new.texts), new.invented))
        elif new is None and old is not None:
            found.append(Change(Kind.REMOVED, key, old.name, _parts(old.texts, {}), old.invented))
        elif old is not None and new is not None and (parts := _parts(old.texts, new.texts)):
            found.append(Change(Kind.CHANGED, key, new.name, parts, new.invented))
    return tuple(found)


def _parts(before: Texts, after: Texts) -> tuple[Part, ...]:
    labels = [*after, *(label for label in before if label not in after)]
    texts = [(label, before.get(label, ""), after.get(label, "")) for label in labels]
    return tuple(Part(label, diff_words(old, new)) for label, old, new in texts if old != new)


def _vision(strategy: StrategyView) -> dict[str, _Thing]:
    terms = {
        f"term:{term.name}": _Thing(term.name, {"Wort": term.name, "Erklärung": term.description})
        for term in strategy.terms
    }
    sentence = strategy.version.vision
    return ({"vision": _Thing("Vision", {"Vision": sentence})} if sentence else {}) | terms


def _overarching(strategy: StrategyView) -> dict[str, _Thing]:
    return {
        goal.key: _Thing(goal.name, {"Name": goal.name, "Beschreibung": goal.description}, goal.invented)
        for goal in strategy.overarching
    }


def _fields(strategy: StrategyView) -> dict[str, _Thing]:
    return {field.key: _Thing(field.name, _field_texts(field), field.invented) for field in strategy.fields}


def _field_texts(field: FieldView) -> dict[str, str]:
    return {
        "Name": field.name,
        "Leitlinie": field.guideline,
        "Nachhaltigkeitsziele": _numbers(field.sdg_numbers),
    }


def _goals(strategy: StrategyView, names: Mapping[str, str], targets: Targets) -> dict[str, _Thing]:
    return {
        goal.code: _Thing(goal.title, _goal_texts(goal, names[goal.field_key], targets.get(goal.code)), goal.invented)
        for goal in strategy.goals
    }


def _goal_texts(goal: GoalView, field_name: str, target: TargetView | None) -> dict[str, str]:
    return {
        "Titel": goal.title,
        "Beschreibung": goal.description,
        "Feld": field_name,
        "Nummer": goal.number,
        "Übergeordnetes Ziel": goal.parent,
        "Zuständig": goal.unit,
        "Dimensionen": ", ".join(goal.dimensions),
        "Nachhaltigkeitsziele": _numbers(goal.sdg_numbers),
        "Zielwert": _target_text(target, goal),
    }


def _target_text(target: TargetView | None, goal: GoalView) -> str:
    if target is None or goal.indicator is None:
        return ""
    number = with_unit(format_number(target.value, goal.indicator.decimals), goal.indicator.said_unit)
    return f"{goal.indicator.name}: {number}" + (f" bis {target.year}" if target.year else "")


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def _order(one: StrategyView, other: StrategyView) -> list[str]:
    """Fields and goals of `one` that `other` also has, in the order of `one`; a goal only where it kept its field."""
    fields = {field.key for field in other.fields}
    goals = {(goal.code, goal.field_key) for goal in other.goals}
    kept = [field.key for field in one.fields if field.key in fields]
    return kept + _goals_by_field(one, goals)


def _goals_by_field(strategy: StrategyView, kept: set[tuple[str, str]]) -> list[str]:
    ranked = sorted(strategy.fields, key=lambda field: field.key)
    return [goal.code for field in ranked for goal in field.goals if (goal.code, goal.field_key) in kept]


def targets_on(day: str, targets: Mapping[str, Sequence[TargetView]]) -> dict[str, TargetView]:
    """Of each goal the target that was valid on `day` (see VersionView.day). Undated ones count as always decided."""
    found: dict[str, TargetView] = {}
    for code, of_goal in targets.items():
        valid = [
            target
            for target in of_goal
            if target.decided <= day and (not target.replaced_on or target.replaced_on > day)
        ]
        if valid:
            found[code] = max(valid, key=lambda target: target.decided)
    return found
