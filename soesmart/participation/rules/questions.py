"""Questions of a questionnaire: their kinds, what each can be set to, and what makes a list of them sound. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

OTHER, OTHER_LABEL = "sonstiges", "Sonstiges"
UNKNOWN, UNKNOWN_LABEL = "weiss-nicht", "Weiß nicht"
MOST_QUESTIONS, MOST_OPTIONS, MOST_ROWS, MOST_COLUMNS, MOST_STEPS = 100, 40, 20, 10, 11
LONGEST_LABEL, LONGEST_TEXT, LONGEST_OTHER = 200, 5000, 200
NEW = "neu"  # stands in the address of the empty form
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")


class QuestionKind(StrEnum):
    """What sort of answer a question takes."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    MATRIX = "matrix"
    RANKING = "ranking"
    TEXT = "text"
    NUMBER = "number"
    PLACE = "place"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    QuestionKind.SINGLE: "Eine Antwort",
    QuestionKind.MULTIPLE: "Mehrere Antworten",
    QuestionKind.SCALE: "Skala",
    QuestionKind.MATRIX: "Tabelle",
    QuestionKind.RANKING: "Reihenfolge",
    QuestionKind.TEXT: "Text",
    QuestionKind.NUMBER: "Zahl",
    QuestionKind.PLACE: "Ort",
}


class Unsound(ValueError):
    """A question cannot be asked like this. field: the setting to change; text: German."""

    def __init__(self, text: str, field: str) -> None:
        super().__init__(text)
        self.text = text
        self.field = field


@dataclass(frozen=True)
class Option:
    """Something to choose. The key is stored, the label is read."""

    key: str
    label: str


@dataclass(frozen=True)
class QuestionWords:
    """A question as it is written down, in a blueprint and in the office.

    section: heading that stands above it and opens a new part of the page; settings: by kind, see `tidy_settings`;
    condition: see rules/question_conditions.py; confidential: never shown or exported per person.
    """

    key: str
    kind: QuestionKind
    text: str
    help: str = ""
    section: str = ""
    required: bool = False
    confidential: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    condition: Mapping[str, Any] = field(default_factory=dict)

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen, ranked or ticked; "Sonstiges" last where it is offered."""
        own = options_of(self.settings.get("options", ()))
        return (*own, Option(OTHER, OTHER_LABEL)) if self.settings.get("other") else own

    @property
    def rows(self) -> tuple[Option, ...]:
        return options_of(self.settings.get("rows", ()))

    @property
    def columns(self) -> tuple[Option, ...]:
        return options_of(self.settings.get("columns", ()))

    @property
    def steps(self) -> tuple[Option, ...]:
        """The steps of a scale, "Weiß nicht" last where it is offered."""
        first, last = int(self.settings.get("from", 1)), int(self.settings.get("to", 5))
        named = {first: self.settings.get("from_label", ""), last: self.settings.get("to_label", "")}
        steps = [
            Option(str(step), f"{step} – {named[step]}" if named.get(step) else str(step))
            for step in range(first, last + 1)
        ]
        return (*steps, Option(UNKNOWN, UNKNOWN_LABEL)) if self.settings.get("dont_know") else tuple(steps)

    @property
    def ranks(self) -> int:
        """How many places a ranking gives away."""
        return int(self.settings.get("top") or len(self.options))


def options_of(raw: Iterable[Any]) -> tuple[Option, ...]:
    """Options from {"key", "label"} or from bare labels, whose keys are then their numbers: "1", "2", ..."""
    found = []
    for number, item in enumerate(raw, 1):
        if isinstance(item, Mapping):
            found.append(Option(str(item.get("key", number)), str(item.get("label", "")).strip()))
        else:
            found.append(Option(str(number), str(item).strip()))
    return tuple(found)


def tidy_settings(kind: QuestionKind, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a kind with everything said that may be left out; what belongs to other kinds is dropped.

    single: options, other; multiple: also min, max (0: as many as wanted); scale: from, to, from_label, to_label,
    dont_know; matrix: rows, columns; ranking: options, top (0: all); text: long, max (signs); number: min, max (plain
    decimal texts or ""), decimals, unit; place: point (a place on the map may be given). Raises Unsound.
    """
    return _TIDY[kind](settings)


def _single(raw: Mapping[str, Any]) -> dict[str, Any]:
    other = bool(raw.get("other"))
    return {"options": _listed(raw, "options", 1 if other else 2, MOST_OPTIONS, "Antworten"), "other": other}


def _multiple(raw: Mapping[str, Any]) -> dict[str, Any]:
    tidy = _single(raw)
    number = len(tidy["options"]) + tidy["other"]
    least, most = _whole(raw, "min", 0, number), _whole(raw, "max", 0, number)
    if most and least > most:
        raise Unsound("Mindestens ist mehr als höchstens.", "min")
    return tidy | {"min": least, "max": most}


def _scale(raw: Mapping[str, Any]) -> dict[str, Any]:
    first, last = _whole(raw, "from", -10, 10, 1), _whole(raw, "to", -10, 10, 5)
    if not 1 <= last - first < MOST_STEPS:
        raise Unsound(f"Eine Skala hat 2 bis {MOST_STEPS} Stufen, die kleinste Zahl zuerst.", "to")
    labels = {name: str(raw.get(name, "")).strip()[:LONGEST_LABEL] for name in ("from_label", "to_label")}
    return {"from": first, "to": last, "dont_know": bool(raw.get("dont_know"))} | labels


def _matrix(raw: Mapping[str, Any]) -> dict[str, Any]:
    rows = _listed(raw, "rows", 1, MOST_ROWS, "Zeilen")
    return {"rows": rows, "columns": _listed(raw, "columns", 2, MOST_COLUMNS, "Spalten")}


def _ranking(raw: Mapping[str, Any]) -> dict[str, Any]:
    options = _listed(raw, "options", 2, MOST_OPTIONS, "Antworten")
    return {"options": options, "top": _whole(raw, "top", 0, len(options))}


def _text(raw: Mapping[str, Any]) -> dict[str, Any]:
    is_long = bool(raw.get("long"))
    return {"long": is_long, "max": _whole(raw, "max", 1, LONGEST_TEXT, 2000 if is_long else 200)}


def _number(raw: Mapping[str, Any]) -> dict[str, Any]:
    bounds = {name: _decimal(raw, name) for name in ("min", "max")}
    if bounds["min"] and bounds["max"] and Decimal(bounds["min"]) >= Decimal(bounds["max"]):
        raise Unsound("Die kleinste Zahl muss kleiner sein als die größte.", "max")
    return bounds | {"decimals": _whole(raw, "decimals", 0, 6), "unit": str(raw.get("unit", "")).strip()[:30]}


def _place(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {"point": bool(raw.get("point"))}


def _listed(raw: Mapping[str, Any], name: str, least: int, most: int, what: str) -> list[dict[str, str]]:
    options = options_of(raw.get(name, ()))
    if not least <= len(options) <= most:
        raise Unsound(f"Bitte {least} bis {most} {what} angeben, eine je Zeile.", name)
    for option in options:
        if not option.label or len(option.label) > LONGEST_LABEL:
            raise Unsound(f"Jede Zeile braucht 1 bis {LONGEST_LABEL} Zeichen.", name)
        if not _KEY.fullmatch(option.key) or option.key in (OTHER, UNKNOWN):
            raise Unsound(f"„{option.key[:50]}“ kann kein Kürzel sein.", name)
    for part in ("key", "label"):
        if len({getattr(option, part) for option in options}) < len(options):
            raise Unsound("Zwei Zeilen sind gleich.", name)
    return [{"key": option.key, "label": option.label} for option in options]


def _whole(raw: Mapping[str, Any], name: str, least: int, most: int, default: int = 0) -> int:
    given = raw.get(name)
    value = default if given in (None, "") else given
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Unsound(f"Bitte eine ganze Zahl von {least} bis {most} angeben.", name)
    return value


def _decimal(raw: Mapping[str, Any], name: str) -> str:
    given = raw.get(name)
    if given in (None, ""):
        return ""
    text = str(given)
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", text):
        raise Unsound("Bitte eine Zahl angeben.", name)
    return text


_TIDY = {
    QuestionKind.SINGLE: _single,
    QuestionKind.MULTIPLE: _multiple,
    QuestionKind.SCALE: _scale,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.RANKING: _ranking,
    QuestionKind.TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.PLACE: _place,
}


def check_words(question: QuestionWords) -> None:
    """Unsound when the words of a question, apart from settings and condition, cannot stand."""
    if not _KEY.fullmatch(question.key):
        raise Unsound("Das Kürzel darf nur Kleinbuchstaben, Ziffern und Striche haben.", "key")
    if question.key == NEW:
        raise Unsound(f"Das Kürzel „{NEW}“ ist vergeben.", "key")
    if not question.text.strip() or len(question.text) > 500:
        raise Unsound("Bitte eine Frage mit höchstens 500 Zeichen schreiben.", "text")
    if len(question.help) > 500:
        raise Unsound("Der Hinweis darf höchstens 500 Zeichen haben.", "help")
    if len(question.section) > LONGEST_LABEL:
        raise Unsound(f"Die Überschrift darf höchstens {LONGEST_LABEL} Zeichen haben.", "section")
    if question.confidential and question.kind == QuestionKind.TEXT:
        raise Unsound("Eine Textfrage kann nicht vertraulich sein: Den Text dürfte dann niemand lesen.", "confidential")


def numbers_of(questions: Sequence[QuestionWords]) -> dict[str, int]:
    """The number under which people see each question."""
    return {question.key: number for number, question in enumerate(questions, 1)}
