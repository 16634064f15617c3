"""The page on which people answer: names of the controls, what was typed into them, and what stands beside them.

Every control is named after its question: "q.wege", "q.wege.other", "q.orte.markt", "q.zuerst.1", "q.wohnort.lat". What
was typed travels as texts by name, so a page with faults shows exactly what a person wrote.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from soesmart.participation.rules.question_conditions import condition_german
from soesmart.participation.rules.questions import OTHER, Option, QuestionKind, QuestionWords, numbers_of

Typed = Mapping[str, Sequence[str]]
CHOICES = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE)
PLACE_PARTS = ("district", "lat", "lon", "text")


@dataclass(frozen=True)
class Control:
    """One radio button, box, line or list of the page."""

    name: str
    id: str
    label: str = ""
    value: str = ""
    is_on: bool = False


@dataclass(frozen=True)
class Select:
    """A list to choose from."""

    control: Control
    options: list[Control]


@dataclass
class Asked:
    """A question on the page. when: its condition in German; rule: the same for the script, as JSON."""

    number: int
    words: QuestionWords
    name: str
    fault: str = ""
    when: str = ""
    rule: str = ""
    choices: list[Control] = field(default_factory=list)
    other: Control | None = None
    rows: list[tuple[Option, list[Control]]] = field(default_factory=list)
    selects: list[Select] = field(default_factory=list)
    lines: dict[str, Control] = field(default_factory=dict)

    @property
    def template(self) -> str:
        name = {QuestionKind.TEXT: "line", QuestionKind.NUMBER: "line", **dict.fromkeys(CHOICES, "choice")}
        return f"participation/_question_{name.get(self.words.kind, self.words.kind)}.html"

    @property
    def first_id(self) -> str:
        """The control to which the summary of faults leads."""
        groups = (self.choices, [row[1][0] for row in self.rows], [row.control for row in self.selects])
        found = next((group[0] for group in groups if group), None) or next(iter(self.lines.values()))
        return found.id

    @property
    def described(self) -> str:
        """Ids of what describes the question: its condition, its hint, its fault."""
        notes = {"wann": self.when, "hilfe": self.words.help, "fehler": self.fault}
        return " ".join(f"{self.name}-{note}" for note, text in notes.items() if text)

    @property
    def is_group(self) -> bool:
        """Whether it has more than one control, so that it needs a legend instead of a label."""
        return self.words.kind not in (QuestionKind.TEXT, QuestionKind.NUMBER)


@dataclass(frozen=True)
class Part:
    """A part of the page below one heading."""

    title: str
    number: int
    questions: list[Asked]


def typed_of(post: QueryDict) -> Typed:
    return {name: post.getlist(name) for name in post if name.startswith("q.")}


def raw_answers(questions: Sequence[QuestionWords], typed: Typed) -> dict[str, Any]:
    """What was typed, question by question, as `check_answers` takes it."""
    return {question.key: _raw(question, typed) for question in questions}


def typed_answers(questions: Sequence[QuestionWords], answers: Mapping[str, Any]) -> Typed:
    """Stored answers as they would have been typed."""
    found: dict[str, Sequence[str]] = {}
    for question in questions:
        if question.key in answers:
            found |= _typed(question, answers[question.key])
    return found


def parts_of(
    questions: Sequence[QuestionWords],
    typed: Typed,
    faults: Mapping[str, str] | None = None,
    districts: Sequence[Option] = (),
) -> list[Part]:
    """The whole page, in parts."""
    numbers, parts = numbers_of(questions), list[Part]()
    for question in questions:
        asked = _asked(question, typed, districts)
        asked.number = numbers[question.key]
        asked.fault = (faults or {}).get(question.key, "")
        asked.when = condition_german(question.condition, questions, districts)
        asked.rule = _rule(question)
        if question.section or not parts:
            parts.append(Part(question.section, len(parts) + 1, []))
        parts[-1].questions.append(asked)
    return parts


def faulty_in(parts: Sequence[Part]) -> list[Asked]:
    """The questions with faults, for the summary above the page."""
    return [asked for part in parts for asked in part.questions if asked.fault]


def _rule(question: QuestionWords) -> str:
    if not question.condition:
        return ""
    return json.dumps({**question.condition, "question": name_of(question.condition["question"])})


def name_of(key: str, *parts: str) -> str:
    return ".".join(("q", key, *parts))


def _one(typed: Typed, name: str) -> str:
    return (typed.get(name) or [""])[0]


def _raw(question: QuestionWords, typed: Typed) -> Any:
    name = name_of(question.key)
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            chosen, other = [key for key in typed.get(name, ()) if key], _one(typed, f"{name}.other")
            # Of a single choice the line beside "Sonstiges" counts only where that was chosen, or nothing else was.
            if question.kind == QuestionKind.SINGLE and chosen and OTHER not in chosen:
                other = ""
            return {"is": chosen, "other": other} if chosen or other.strip() else None
        case QuestionKind.MATRIX:
            return {row.key: _one(typed, name_of(question.key, row.key)) for row in question.rows}
        case QuestionKind.RANKING:
            return [_one(typed, f"{name}.{rank}") for rank in range(1, question.ranks + 1)]
        case QuestionKind.PLACE:
            return {part: _one(typed, f"{name}.{part}") for part in PLACE_PARTS}
    return _one(typed, name)


def _typed(question: QuestionWords, answer: Any) -> dict[str, Sequence[str]]:
    name = name_of(question.key)
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return {name: answer["is"], f"{name}.other": [answer.get("other", "")]}
        case QuestionKind.MATRIX:
            return {name_of(question.key, row): [column] for row, column in answer.items()}
        case QuestionKind.RANKING:
            return {f"{name}.{rank}": [key] for rank, key in enumerate(answer, 1)}
        case QuestionKind.PLACE:
            german = {part: answer.get(part, "").replace(".", ",") for part in ("lat", "lon")}
            return {f"{name}.{part}": [value] for part, value in (answer | german).items()}
        case QuestionKind.NUMBER:
            return {name: [str(answer).replace(".", ",")]}
    return {name: [str(answer)]}


def _asked(question: QuestionWords, typed: Typed, districts: Sequence[Option]) -> Asked:
    name = name_of(question.key)
    asked = Asked(0, question, name)
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            asked.choices = _buttons(name, question.options, typed)
            if question.settings.get("other"):
                asked.other = _line(f"{name}.other", typed)
        case QuestionKind.SCALE:
            asked.choices = _buttons(name, question.steps, typed)
        case QuestionKind.MATRIX:
            asked.rows = [
                (row, _buttons(name_of(question.key, row.key), question.columns, typed)) for row in question.rows
            ]
        case QuestionKind.RANKING:
            asked.selects = [
                _select(f"{name}.{rank}", f"Platz {rank}", question.options, typed)
                for rank in range(1, question.ranks + 1)
            ]
        case QuestionKind.PLACE:
            asked.selects = [_select(f"{name}.district", "Ortsteil", districts, typed)]
            asked.lines = {part: _line(f"{name}.{part}", typed) for part in PLACE_PARTS[1:]}
        case _:
            asked.lines = {"line": _line(name, typed)}
    return asked


def _buttons(name: str, options: Sequence[Option], typed: Typed) -> list[Control]:
    on = set(typed.get(name, ()))
    return [Control(name, f"{name}.{row.key}", row.label, row.key, row.key in on) for row in options]


def _line(name: str, typed: Typed) -> Control:
    return Control(name, name, value=_one(typed, name))


def _select(name: str, label: str, options: Sequence[Option], typed: Typed) -> Select:
    chosen = _one(typed, name)
    listed = [Control("", "", row.label, row.key, row.key == chosen) for row in options]
    return Select(Control(name, name, label, chosen), listed)
