"""Workbooks of several sheets, out and in with the same columns; each sheet is a table like any other."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets.columns import Column, Row
from soesmart.core.spreadsheets.guards import (
    MOST_COLUMNS,
    NOT_A_TABLE,
    TOO_BIG,
    refuse,
    require_bounded,
)
from soesmart.core.spreadsheets.reading import BROKEN, FORMULA, Cells, _places, _row
from soesmart.core.spreadsheets.writing import WIDTHS, _fill, cell_value, readable


@dataclass(frozen=True)
class Sheet:
    """A sheet by its title; a book may leave it out unless it is required."""

    title: str
    columns: Sequence[Column]
    is_required: bool = False


def write_book(sheets: Iterable[tuple[Sheet, Iterable[Mapping[str, object]]]], title: str) -> bytes:
    """One sheet after the other, the columns' titles as its fixed first row; every text stays text, also "=1+1"."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = readable(title), "soesmart"
    for sheet, rows in sheets:
        page = book.create_sheet(sheet.title)
        _head(page, sheet.columns)
        for number, row in enumerate(rows, start=2):
            for index, column in enumerate(sheet.columns, start=1):
                _fill(page, number, index, cell_value(row.get(column.key), column))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(page: Worksheet, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns, start=1):
        head = page.cell(1, index, column.title)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[get_column_letter(index)].width = WIDTHS[column.kind]
    page.freeze_panes = "A2"


def read_book(
    file: BinaryIO, sheets: Sequence[Sheet], *, max_rows: int = 5_000, max_bytes: int = 2 * 1024 * 1024
) -> dict[str, list[Row]]:
    """The filled rows of each sheet that the book has, by its title, with what is wrong in their cells.

    Raises Refused (codes `spreadsheet.*`) for a file that is no XLSX, is too big, or has other sheets or columns.
    """
    content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise refuse("too_big", TOO_BIG.format(max_bytes // 1024))
    if not content.startswith(b"PK"):
        raise refuse("not_a_table", "Das ist keine XLSX-Datei. Bitte die heruntergeladene Tabelle als XLSX speichern.")
    try:
        return _read(content, sheets, max_rows)
    except BROKEN as error:
        raise refuse("not_a_table", NOT_A_TABLE) from error


def _read(content: bytes, sheets: Sequence[Sheet], max_rows: int) -> dict[str, list[Row]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        require_bounded(package)
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    pages = {page.title.strip().casefold(): page for page in book.worksheets}
    missing = [sheet.title for sheet in sheets if sheet.is_required and sheet.title.casefold() not in pages]
    if missing:
        raise refuse("sheets", f"Das Blatt „{missing[0]}“ fehlt. Bitte die Tabelle neu herunterladen und darin ändern.")
    return {
        sheet.title: _rows(pages[sheet.title.casefold()], sheet, max_rows)
        for sheet in sheets
        if sheet.title.casefold() in pages
    }


def _rows(page: Any, sheet: Sheet, max_rows: int) -> list[Row]:
    lines = _lines(page, max_rows)
    header = next(lines, None)
    try:
        places = _places(header[1] if header else [], sheet.columns)
    except Refused as refusal:
        raise refuse("columns", f"Blatt „{sheet.title}“: {refusal.text}") from None
    rows = list(islice((_row(line, places) for line in lines), max_rows + 1))
    if len(rows) > max_rows:
        raise refuse("too_many_rows", f"Blatt „{sheet.title}“ hat mehr als {max_rows} Zeilen. Bitte aufteilen.")
    return rows


def _lines(page: Any, max_rows: int) -> Iterator[Cells]:
    # Formatted but empty rows are usual below a table; a file that has only those ends somewhere, too.
    for number, row in enumerate(page.iter_rows(max_row=4 * max_rows + 1_000, max_col=MOST_COLUMNS), start=1):
        cells = [FORMULA if cell.data_type == "f" else cell.value for cell in row]
        if any(cell is not None and cell != "" for cell in cells):
            yield number, cells
