"""Ideas as a table: the columns that go out and come in, and every cell in a plain form to be compared and kept.

A plain cell is text ("" for an empty one), or True and False: numbers as plain decimals, days as ISO dates, choices,
themes and districts by their key, linked ideas as "3, 7".
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from soesmart.core.dates import format_date
from soesmart.core.numbers import format_number
from soesmart.core.spreadsheets import Column, Kind
from soesmart.participation.rules import AuthorRole, Channel, IdeaState, Visibility

Cell = str | bool
Cells = dict[str, Cell]

CHANNELS = {channel.value: channel.label for channel in Channel}
ROLES = {role.value: role.label for role in AuthorRole}

COLUMNS = (
    Column("number", "Nummer", Kind.WHOLE),
    Column("reference", "Kennung"),
    Column("title", "Titel", is_required=True),
    Column("what", "Was", is_required=True),
    Column("beneficiaries", "Wer profitiert"),
    Column("category", "Thema"),
    Column("district", "Ortsteil"),
    Column("place", "Ort"),
    Column("lat", "Breite", Kind.NUMBER),
    Column("lon", "Länge", Kind.NUMBER),
    Column("channel", "Kanal", Kind.CHOICE, choices=CHANNELS),
    Column("author_role", "Rolle", Kind.CHOICE, choices=ROLES),
    Column("links", "Zusammen gedacht mit"),
    Column("received", "Eingegangen am", Kind.DAY),
    Column("source", "Quelle"),
    Column("invented", "Beispielwert", Kind.YES_NO),
)
# What only goes out. A file that comes in may have these columns; what stands in them means nothing.
STANDING = (
    Column("state", "Zustand", Kind.TEXT, may_lack=True),
    Column("visibility", "Sichtbarkeit", Kind.TEXT, may_lack=True),
    Column("comments", "Kommentare", Kind.TEXT, may_lack=True),
)
RESULTS = (
    Column("voices", "Stimmen", Kind.TEXT, may_lack=True),
    Column("agree", "Zustimmung", Kind.TEXT, may_lack=True),
    Column("disagree", "Ablehnung", Kind.TEXT, may_lack=True),
    Column("passed", "Übersprungen", Kind.TEXT, may_lack=True),
    Column("important", "Wichtig", Kind.TEXT, may_lack=True),
    Column("total", "Summe", Kind.TEXT, may_lack=True),
)
LONGEST = {"reference": 40, "title": 120, "what": 5000, "beneficiaries": 300, "place": 200, "source": 500}
STATES = {state.value: state.label for state in IdeaState}
VISIBILITIES = {state.value: state.label for state in Visibility}
PLACES = Decimal("0.00001")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain(value: object, column: Column) -> Cell:
    """The plain form of a value from the database or from a sheet. Raises ValueError in German."""
    if column.kind is Kind.YES_NO:
        return bool(value)
    if value is None or value == "":
        return ""
    if column.kind is Kind.NUMBER:
        return f"{Decimal(str(value)).quantize(PLACES):f}"
    if isinstance(value, date):
        return value.isoformat()
    text = _CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    text = text.strip() if column.key == "what" else " ".join(text.split())
    if len(text) > LONGEST.get(column.key, len(text)):
        raise ValueError(f"Der Text hat {len(text)} Zeichen, höchstens {LONGEST[column.key]} sind möglich.")
    return text


def names_in(cell: str) -> list[str]:
    """Numbers and references of a cell like "3, 7; I05"; a spreadsheet may have taken "3,7" for a number."""
    words = [word for word in re.split(r"[\s,;]+", cell) if word]
    return [part for word in words for part in (word.split(".") if re.fullmatch(r"\d+\.\d+", word) else [word])]


def is_number(name: str) -> bool:
    return name.isascii() and name.isdigit()


def typed(cells: Mapping[str, Cell]) -> dict[str, object]:
    """Plain cells as what a spreadsheet shall hold: numbers and days as such."""
    row: dict[str, object] = dict(cells)
    row["number"] = int(cells["number"]) if cells["number"] else None
    row |= {name: Decimal(str(cells[name])) if cells[name] else None for name in ("lat", "lon")}
    row["received"] = date.fromisoformat(str(cells["received"])) if cells["received"] else None
    return row


def shown(cell: Cell, column: Column, names: Mapping[str, str]) -> str:
    """A plain cell as people read it; names: of themes and districts by key."""
    if isinstance(cell, bool):
        return "ja" if cell else "nein"
    if not cell:
        return ""
    if column.kind is Kind.DAY:
        return format_date(date.fromisoformat(cell))
    if column.kind is Kind.NUMBER:
        return format_number(Decimal(cell), 5)
    if column.key in ("category", "district"):
        return names.get(f"{column.key}:{cell}", cell)
    return column.choices.get(cell, cell)


def digest(rows: Sequence[Cells]) -> str:
    """A fingerprint of what the rows say."""
    text = json.dumps(rows, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
