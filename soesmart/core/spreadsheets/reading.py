"""Tables that people hand in: checked before they are opened, read cell by cell, never evaluated."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from soesmart.core.spreadsheets.columns import CellError, Column, Row, Value, convert
from soesmart.core.spreadsheets.guards import (
    FORMULA_STARTS,
    MOST_COLUMNS,
    TOO_BIG,
    decoded,
    not_a_table,
    refuse,
    require_bounded,
)

FORMULA = object()
# What zipfile, expat and openpyxl were seen to raise on damaged files; openpyxl has no error class of its own for it.
BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, NotImplementedError, RuntimeError, EOFError,
    KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError, OSError,
)  # fmt: skip

Cells = tuple[int, list[object]]


def read_table(
    file: BinaryIO, columns: Sequence[Column], *, max_rows: int = 5_000, max_bytes: int = 2 * 1024 * 1024
) -> list[Row]:
    """The filled rows of an XLSX or CSV file, each with its values and what is wrong in its cells.

    Raises Refused (codes `spreadsheet.*`) for a file that is no table, too big, or has other columns.
    """
    content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise refuse("too_big", TOO_BIG.format(max_bytes // 1024))
    lines = _xlsx(content, max_rows) if content.startswith(b"PK") else _csv(content)
    header = next(lines, None)
    if header is None:
        raise refuse("empty", "Die Datei ist leer. Bitte eine Tabelle mit Überschriften in der ersten Zeile wählen.")
    places = _places(header[1], columns)
    rows = list(islice((_row(line, places) for line in lines), max_rows + 1))
    if len(rows) > max_rows:
        raise refuse("too_many_rows", f"Die Tabelle hat mehr als {max_rows} Zeilen. Bitte auf mehrere Dateien teilen.")
    return rows


def _row(line: Cells, places: dict[int, Column]) -> Row:
    number, cells = line
    values: dict[str, Value] = {}
    errors = []
    for place, column in places.items():
        raw = cells[place] if place < len(cells) else None
        try:
            if raw is FORMULA:
                raise ValueError("Hier steht eine Formel. Bitte kopieren und als Wert einfügen.")
            values[column.key] = convert(raw, column)
        except ValueError as error:
            errors.append(CellError(column.title, str(error)))
    return Row(number, values, tuple(errors))


def _places(header: list[object], columns: Sequence[Column]) -> dict[int, Column]:
    """Where each column stands; the order is free, the names are not."""
    known = {column.title.casefold(): column for column in columns}
    names = [" ".join(str(cell).split()) if cell is not None else "" for cell in header]
    places = {place: known[name.casefold()] for place, name in enumerate(names) if name.casefold() in known}
    missing = [column.title for column in columns if not column.may_lack and column not in places.values()]
    extra = [name for name in names if name and name.casefold() not in known]
    twice = len(places) != len({column.key for column in places.values()})
    if not (missing or extra or twice):
        return places
    parts = [
        f"Es fehlt: {', '.join(missing)}." if missing else "",
        f"Unbekannt: {', '.join(extra)[:200]}." if extra else "",
    ]
    parts += ["Eine Spalte kommt doppelt vor." if twice else ""]
    advice = "Bitte die Vorlage herunterladen und die Überschriften der ersten Zeile nicht ändern."
    raise refuse("columns", " ".join(["Die Spalten passen nicht.", *filter(None, parts), advice]))


def _xlsx(content: bytes, max_rows: int) -> Iterator[Cells]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            require_bounded(package)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # Formatted but empty rows are usual below a table; a file that has only those ends somewhere, too.
        for number, row in enumerate(sheet.iter_rows(max_row=4 * max_rows + 1_000, max_col=MOST_COLUMNS), start=1):
            cells = [FORMULA if cell.data_type == "f" else cell.value for cell in row]
            if any(cell is not None and cell != "" for cell in cells):
                yield number, cells
    except BROKEN as error:
        raise not_a_table() from error


def _csv(content: bytes) -> Iterator[Cells]:
    if not content.strip():
        return
    text = decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if any(cell.strip() for cell in cells):
                yield number, [_unquoted(cell) for cell in cells[:MOST_COLUMNS]]
    except csv.Error as error:
        raise not_a_table() from error


def _unquoted(cell: str) -> str:
    """The inverse of the writer's guard: '=1+1 comes back as the text =1+1."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA_STARTS) else cell
