"""A series from a CSV file: `year,value[,flag]`, where the flag `|` is a break before the value.

Separators are commas, semicolons or tabs, numbers German (1.234,5) or English (1,234.5), the same way in the whole
file. A first line of names, blank lines, a byte order mark, and rows in any order are fine; a year without a value is a
missing year, and a break noted there is one before the next value. The letters of official statistics for estimated,
provisional and revised values (DIN 55301, Eurostat) may stand beside the break; they say nothing to a rating.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from soesmart.methods.series import Point, Points, in_order

MOST_BYTES, MOST_VALUES = 1_000_000, 200
EXAMPLE = "Erwartet werden Zeilen wie „2020,12.5“ oder „2020;12,5“."
BREAK = "|"
STATES = frozenset("eprsvg ,")
SMALLEST, LARGEST = -20, 15  # powers of ten
_YEAR = re.compile(r"[12][0-9]{3}")
_ENGLISH = re.compile(r"([0-9]{1,20}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5})?(?:\.([0-9]{1,20}))?(e[-+]?[0-9]{1,2})?", re.I)
_GERMAN = re.compile(r"([0-9]{1,20}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5})?(?:,([0-9]{1,20}))?(e[-+]?[0-9]{1,2})?", re.I)
_SPACES = re.compile(r"[\s'’]")


class BadSeries(Exception):
    """The file cannot be read as a series; the text is a German sentence that says where and what to do."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    year: str
    value: str
    flag: str


def read_series(content: bytes) -> Points:
    """The points in order of years, 200 at most (to test the forecast on more takes too long). Raises BadSeries."""
    text = _text(content)
    separator = next((sign for sign in (";", "\t") if sign in text), ",")
    rows = list(_rows(text, separator))
    _check_years(rows)
    filled = [row for row in rows if row.value]
    if not filled:
        raise BadSeries(f"Die Datei enthält keinen Wert. {EXAMPLE}")
    if len(filled) > MOST_VALUES:
        raise BadSeries(f"Die Datei enthält {len(filled)} Werte; möglich sind höchstens {MOST_VALUES}.")
    values = dict(zip((row.year for row in filled), _values(filled, separator), strict=True))
    return _points(rows, values)


def number(text: str, *, german: bool) -> Decimal | None:
    """The number in the German or the English style; None where it is none in that style, or beyond all measure."""
    compact = _SPACES.sub("", text).replace("\N{MINUS SIGN}", "-")
    sign, digits = ("-", compact[1:]) if compact.startswith("-") else ("", compact.removeprefix("+"))
    match = (_GERMAN if german else _ENGLISH).fullmatch(digits)
    if match is None or not (match[1] or match[2]):
        return None
    whole = re.sub(r"[.,]", "", match[1] or "0")
    found = Decimal(f"{sign}{whole}.{match[2]}{match[3] or ''}" if match[2] else f"{sign}{whole}{match[3] or ''}")
    return found if not found or SMALLEST <= found.adjusted() < LARGEST else None


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BadSeries("Die Datei ist größer als 1 MB und damit keine Reihe von Jahreswerten.")
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadSeries(f"Die Datei ist keine CSV-Datei. {EXAMPLE}")


def _rows(text: str, separator: str) -> Iterator[_Row]:
    """All rows with something in them, without the line of names."""
    reader = csv.reader(text.splitlines(), delimiter=separator)
    is_first = True
    try:
        for cells in reader:
            year, value, flag = ([cell.strip() for cell in cells] + ["", "", ""])[:3]
            if not any((year, value, flag)) or year.casefold().startswith("sep="):
                continue
            if not (is_first and _is_name(year) and _is_name(value)):
                yield _Row(reader.line_num, year, value, flag)
            is_first = False
    except csv.Error:
        raise BadSeries(f"Zeile {reader.line_num} ist nicht zu lesen. {EXAMPLE}") from None


def _is_name(cell: str) -> bool:
    return number(cell, german=True) is None and number(cell, german=False) is None


def _check_years(rows: list[_Row]) -> None:
    lines: dict[str, int] = {}
    for row in rows:
        if not _YEAR.fullmatch(row.year):
            raise BadSeries(f"Zeile {row.line}: „{row.year[:40]}“ ist kein Jahr. {EXAMPLE}")
        if row.year in lines:
            raise BadSeries(
                f"Das Jahr {row.year} steht mehrmals in der Datei (Zeilen {lines[row.year]} und {row.line}). "
                "Bitte nur einen Wert je Jahr stehen lassen."
            )
        if set(row.flag.casefold()) - STATES - {BREAK}:
            raise BadSeries(
                f"Zeile {row.line}: In der dritten Spalte steht „{row.flag[:40]}“; dort gehört nur „{BREAK}“ hin, für "
                "einen Bruch vor dem Wert. Zahlen mit Komma brauchen Semikolons zwischen den Spalten."
            )
        lines[row.year] = row.line


def _values(rows: list[_Row], separator: str) -> list[Decimal]:
    """The values in the one style in which all of them can be read."""
    german = [number(row.value, german=True) for row in rows]
    english = [number(row.value, german=False) for row in rows]
    for row, one, other in zip(rows, german, english, strict=True):
        if one is None and other is None:
            usual = "12.5" if separator == "," else "12,5"  # as the rest of such a file is written
            raise BadSeries(
                f"Zeile {row.line}: „{row.value[:40]}“ ist keine Zahl. Bitte nur Ziffern schreiben, wie {usual}, "
                "und für ein Jahr ohne Wert nichts."
            )
    all_german = [value for value in german if value is not None]
    all_english = [value for value in english if value is not None]
    complete = [values for values in (all_german, all_english) if len(values) == len(rows)]
    if not complete:
        row = next(row for row, value in zip(rows, german, strict=True) if value is None)
        raise BadSeries(
            f"Die Zahlen sind nicht einheitlich geschrieben: „{row.value[:40]}“ in Zeile {row.line} hat einen "
            "Dezimalpunkt, andere haben ein Dezimalkomma. Bitte überall gleich schreiben."
        )
    if len(complete) == 2 and all_german != all_english:
        return _told_apart(rows, all_german, all_english, separator)
    return complete[0]


def _told_apart(rows: list[_Row], german: list[Decimal], english: list[Decimal], separator: str) -> list[Decimal]:
    """Numbers like 1.234 and 1,234 can be read both ways: the sign that separates columns decides where it can."""
    has_comma = any("," in row.value for row in rows)
    if separator != "," and has_comma:
        return german
    if separator == "," and not has_comma:
        return english
    row = next(row for row, one, other in zip(rows, german, english, strict=True) if one != other)
    raise BadSeries(
        f"Zeile {row.line}: „{row.value[:40]}“ kann Tausender oder Dezimalstellen meinen. Bitte ohne Tausendertrennung "
        "schreiben, oder mit einer Nachkommastelle mehr oder weniger."
    )


def _points(rows: list[_Row], values: dict[str, Decimal]) -> Points:
    """A break noted in a year without a value stands before the next value."""
    found: list[Point] = []
    broken = False
    for row in sorted(rows, key=lambda row: row.year):
        broken = broken or BREAK in row.flag
        if row.year in values:
            found.append(Point(int(row.year), values[row.year], broken))
            broken = False
    return in_order(found)
