"""Tables for people with a spreadsheet program."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from soesmart.core.spreadsheets.columns import Column, Kind
from soesmart.core.spreadsheets.guards import FORMULA_STARTS, guarded

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What no XML file may hold (XML 1.0, 2.2); openpyxl's own list lacks the last four, with which nobody opens the file.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
WIDTHS = {Kind.TEXT: 36, Kind.NUMBER: 14, Kind.WHOLE: 10, Kind.DAY: 13, Kind.YES_NO: 8, Kind.CHOICE: 20}


def write_xlsx(columns: Sequence[Column], rows: Iterable[Mapping[str, object]], title: str) -> bytes:
    """One sheet with the columns' titles as its fixed first row; every text stays text, also "=1+1"."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _sheet_title(title)
    book.properties.title, book.properties.creator = readable(title), "soesmart"
    for index, column in enumerate(columns, start=1):
        head = sheet.cell(1, index, column.title)
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(index)].width = WIDTHS[column.kind]
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, start=2):
        for index, column in enumerate(columns, start=1):
            _fill(sheet, number, index, cell_value(row.get(column.key), column))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def write_csv(columns: Sequence[Column], rows: Iterable[Mapping[str, object]]) -> bytes:
    """The same as CSV the way a German spreadsheet program opens it: UTF-8 with mark, semicolons, decimal comma."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.title for column in columns])
    for row in rows:
        writer.writerow([_csv_text(cell_value(row.get(column.key), column)) for column in columns])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def cell_value(value: object, column: Column) -> object:
    """What stands in the cell: the word of a choice, ja or nein, a time without zone, text without control signs."""
    if value is None or value == "":
        return None
    if column.kind is Kind.CHOICE:
        return column.choices.get(str(value), str(value))
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, int | float | Decimal | date):
        return value
    return readable(str(value))


def readable(text: str) -> str:
    """Text without signs that no XML file may hold."""
    return _NOT_IN_XML.sub("", text)


def _fill(sheet: Worksheet, row: int, column: int, value: object) -> None:
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"  # openpyxl would take "=1+1" for a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        # Excel's own mark for "this is text", kept when somebody edits the cell.
        cell.quotePrefix = value.startswith(FORMULA_STARTS)
    elif value is not None:
        cell.value = value  # type: ignore[assignment]
        if isinstance(value, date):
            cell.number_format = "DD.MM.YYYY" if not isinstance(value, datetime) else "DD.MM.YYYY HH:MM"


def _csv_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value).replace(".", ",")


def _sheet_title(title: str) -> str:
    """Excel allows 31 signs and none of these seven."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in readable(title))[:31].strip("' ") or "Tabelle"
