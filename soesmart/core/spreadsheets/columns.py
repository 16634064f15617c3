"""What a column is, and how a cell becomes a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from soesmart.core.dates import parse_date
from soesmart.core.numbers import parse_number

Value = str | Decimal | int | date | bool | None
LONGEST_TEXT = 10_000
LARGEST_NUMBER = Decimal(10) ** 18


class Kind(Enum):
    """text: str, number: Decimal, whole: int, day: date, yes_no: bool, choice: the key of `Column.choices`."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True)
class Column:
    """`key` in the program, `title` at the head of the column; `choices` maps a key to the word in the cell.

    is_required: every cell is filled; may_lack: the whole column may be left out.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    is_required: bool = False
    may_lack: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CellError:
    """What is wrong in one cell, in words for the person who filled it in."""

    column: str
    text: str


@dataclass(frozen=True)
class Row:
    """One row as read: `number` is the row in the sheet, `values` holds only cells without error."""

    number: int
    values: dict[str, Value]
    errors: tuple[CellError, ...]


def convert(raw: object, column: Column) -> Value:
    """The value of a cell (text, number, date, bool or None as the file has it). Raises ValueError in German."""
    if isinstance(raw, str):
        raw = raw.strip()
    if raw is None or raw == "":
        if column.is_required:
            raise ValueError("Hier fehlt eine Angabe.")
        return None
    return _CONVERTERS[column.kind](raw, column)


def _text(raw: object, column: Column) -> Value:
    text = f"{raw:g}" if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e6 else str(raw)
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"Der Text ist zu lang (höchstens {LONGEST_TEXT} Zeichen).")
    return text


def _number(raw: object, column: Column) -> Value:
    if isinstance(raw, bool | date):
        raise ValueError("Hier wird eine Zahl erwartet, zum Beispiel 1.234,5.")
    number = Decimal(str(raw)) if isinstance(raw, int | float) else parse_number(str(raw))
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise ValueError("Diese Zahl ist zu groß.")
    return number


def _whole(raw: object, column: Column) -> Value:
    number = Decimal(str(_number(raw, column)))
    if number != number.to_integral_value():
        raise ValueError("Hier wird eine ganze Zahl erwartet.")
    return int(number)


def _day(raw: object, column: Column) -> Value:
    if isinstance(raw, datetime):
        return raw.date()
    return raw if isinstance(raw, date) else parse_date(str(raw))


def _yes_no(raw: object, column: Column) -> Value:
    words = {"ja": True, "nein": False, "true": True, "false": False, "x": True, "1": True, "0": False}
    word = str(raw).lower()
    if word not in words:
        raise ValueError("Bitte „ja“ oder „nein“ eintragen.")
    return words[word]


def _choice(raw: object, column: Column) -> Value:
    typed = _plain(str(raw))
    for key, word in column.choices.items():
        if typed in (_plain(word), _plain(key)):
            return key
    raise ValueError(f"„{str(raw)[:40]}“ steht nicht zur Wahl. Möglich: {', '.join(column.choices.values())}.")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


_CONVERTERS = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.DAY: _day,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
}
