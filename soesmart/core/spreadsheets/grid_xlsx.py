"""The cells of an XLSX file."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from openpyxl import load_workbook

from soesmart.core.spreadsheets.formulas import shown, without_result
from soesmart.core.spreadsheets.guards import not_a_table, refuse, require_bounded
from soesmart.core.spreadsheets.reading import BROKEN
from soesmart.methods.tables import Cell, Sheet, Style


def sheets(content: bytes, *, max_rows: int, max_columns: int) -> tuple[Sheet, ...]:
    """Every visible sheet. Raises Refused where the file is damaged, too big once unpacked, or has too many rows."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            require_bounded(package)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        pages = [page for page in book.worksheets if page.sheet_state == "visible"]
        found = tuple(_sheet(page, max_rows, max_columns) for page in pages)
    except BROKEN as error:
        raise not_a_table() from error
    if sum(len(sheet.rows) for sheet in found) > max_rows:
        raise refuse("too_many_rows", f"Die Tabelle hat mehr als {max_rows} Zeilen. Bitte auf mehrere Dateien teilen.")
    return found


def _sheet(page: Any, max_rows: int, max_columns: int) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    # Formatted but empty rows are usual below a table; a file that has only those ends somewhere, too.
    for row in page.iter_rows(max_row=4 * max_rows + 1_000, max_col=max_columns):
        cells = [_cell(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        rows.append(tuple(cells))
    while rows and not rows[-1]:
        rows.pop()
    with page._get_source() as part:  # openpyxl tells either formulas or results
        formulas = without_result(part.read())
    return Sheet(page.title, tuple(shown(rows, formulas) if formulas else rows), Style.GERMAN)


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return None
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool):
        return "WAHR" if value else "FALSCH"
    if isinstance(value, int | float):
        if not isfinite(value):
            return None
        return _percent(value) if "%" in (cell.number_format or "") else value
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)


def _percent(value: float) -> str:
    """What a percent format shows, as a person in Germany reads it, with all digits that are there."""
    number = Decimal(f"{value:.12g}") * 100
    return f"{number.normalize():f}".replace(".", ",") + " %"
