"""The strategy as a workbook: its columns, and every cell in one plain form that can be compared and stored.

Goals and fields are words of a version. Indicator, target and values belong to the goal as such and are public at once;
they stand in the same workbook because people work on them together (docs/concepts/spreadsheets.md).

A plain cell is text ("" for an empty one), or True and False. Numbers are plain decimals ("1234.5"), choices their key.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from soesmart.core.numbers import format_number
from soesmart.core.spreadsheets import Column, Kind, Sheet, write_book
from soesmart.strategy.rules import Direction, ValueState

Cell = str | bool
Cells = dict[str, Cell]
Tables = dict[str, list[Cells]]

YES_NO = Kind.YES_NO
DIRECTIONS = {way.value: way.label for way in Direction}
STATES = {state.value: state.label for state in ValueState}

GOALS = Sheet(
    "Ziele",
    (
        Column("code", "Kennung", is_required=True),
        Column("field", "Feld", is_required=True),
        Column("number", "Nummer"),
        Column("parent", "übergeordnetes Ziel"),
        Column("title", "Titel", is_required=True),
        Column("description", "Beschreibung"),
        Column("unit", "zuständig"),
        Column("ecological", "ökologisch", YES_NO),
        Column("economic", "ökonomisch", YES_NO),
        Column("social", "sozial", YES_NO),
        Column("sdgs", "SDG"),
        Column("source", "Quelle"),
        Column("related_sources", "weitere Quellen"),
        Column("invented", "Beispiel", YES_NO),
        Column("indicator", "Kennzahl"),
        Column("indicator_unit", "Einheit"),
        Column("direction", "Richtung", Kind.CHOICE, choices=DIRECTIONS),
        Column("target", "Zielwert", Kind.NUMBER),
        Column("target_year", "Zieljahr", Kind.WHOLE),
        Column("revision", "Stand", Kind.WHOLE),
    ),
    is_required=True,
)
FIELDS = Sheet(
    "Felder",
    (
        Column("key", "Kennung", is_required=True),
        Column("code", "Kürzel"),
        Column("name", "Name", is_required=True),
        Column("guideline", "Leitlinie"),
        Column("guideline_invented", "Leitlinie ist Beispiel", YES_NO),
        Column("sdgs", "SDG"),
        Column("sdgs_invented", "SDG sind Beispiel", YES_NO),
        Column("source", "Quelle"),
        Column("invented", "Beispiel", YES_NO),
        Column("revision", "Stand", Kind.WHOLE),
    ),
)
VALUES = Sheet(
    "Werte",
    (
        Column("indicator", "Kennung der Kennzahl", is_required=True),
        Column("name", "Kennzahl"),
        Column("year", "Jahr", Kind.WHOLE),
        Column("value", "Wert", Kind.NUMBER, is_required=True),
        Column("state", "Art", Kind.CHOICE, choices=STATES),
        Column("is_baseline", "Ausgangswert", YES_NO),
        Column("source", "Quelle"),
        Column("note", "Anmerkung"),
        Column("invented", "Beispiel", YES_NO),
    ),
)
SHEETS = (GOALS, FIELDS, VALUES)

# Columns whose text may have several lines.
BLOCKS = frozenset({"description", "guideline", "related_sources"})

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def key_of(sheet: Sheet, cells: Mapping[str, Cell]) -> str:
    """What tells a row from the others of its sheet, whatever its spelling."""
    if sheet is VALUES:
        return f"{cells['indicator']} {cells['year']}".casefold()
    return str(cells[sheet.columns[0].key]).casefold()


def compared(sheet: Sheet) -> list[Column]:
    """The columns that say something; the others only inform whoever edits the file."""
    silent = {"revision", "name"} if sheet is VALUES else {"revision"}
    return [column for column in sheet.columns if column.key not in silent]


def plain(value: object, column: Column) -> Cell:
    """The plain form of a value from the database or from a sheet. Raises ValueError in German."""
    if column.kind is YES_NO:
        return bool(value)
    if value is None or value == "":
        return ""
    if column.key == "sdgs":
        return plain_sdgs(value)
    if column.kind is Kind.NUMBER:
        number = Decimal(str(value))
        return f"{number.normalize():f}" if number else "0"
    text = _CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip() if column.key in BLOCKS else " ".join(text.split())


def plain_sdgs(value: object) -> str:
    """`9, 11` of a list of numbers or of what somebody typed (`11;9`, `9.11`)."""
    words = [str(one) for one in value] if isinstance(value, list | tuple) else re.split(r"[\s,;.]+", str(value))
    words = [word for word in words if word]
    if wrong := [word for word in words if not (word.isascii() and word.isdigit())]:
        raise ValueError(f"„{wrong[0][:20]}“ ist keine Nummer. Bitte so schreiben: 9, 11, 13")
    return ", ".join(str(number) for number in sorted({int(word) for word in words}))


def same(before: Cell, after: Cell, column: Column) -> bool:
    """Whether two plain cells say the same; a spreadsheet keeps 15 digits of a number."""
    if before == after or column.kind is not Kind.NUMBER or not before or not after:
        return before == after
    return float(before) == float(after)


def shown(cell: Cell, column: Column) -> str:
    """A plain cell as people read it."""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if column.kind is Kind.NUMBER and cell:
        return format_number(Decimal(cell))
    return column.choices.get(cell, cell) if column.kind is Kind.CHOICE else cell


def digest(tables: Mapping[str, Sequence[Cells]]) -> str:
    """A fingerprint of all that the workbook would say."""
    text = json.dumps(tables, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def write(tables: Tables, title: str) -> bytes:
    """The workbook of all three sheets."""
    return write_book(((sheet, (_typed(sheet, row) for row in tables[sheet.title])) for sheet in SHEETS), title)


def _typed(sheet: Sheet, row: Cells) -> dict[str, object]:
    return {column.key: _as_number(row[column.key], column) for column in sheet.columns}


def _as_number(cell: Cell, column: Column) -> object:
    if not isinstance(cell, str) or not cell:
        return cell
    if column.kind is Kind.NUMBER:
        return Decimal(cell)
    return int(cell) if column.kind is Kind.WHOLE else cell
