"""The cells of any table that a person has, as they stand: every sheet, every row, nothing understood yet."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from soesmart.core.spreadsheets.guards import TOO_BIG, decoded, not_a_table, refuse
from soesmart.methods.tables import Cell, Sheet, Style, filled_down

MOST_COLUMNS = 200
DELIMITERS = ";\t|,"  # in the order in which they are believed: a comma may be a decimal one
SAMPLE = 60
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")  # no text has these
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_grid(
    content: bytes, name: str = "", *, max_rows: int = 20_000, max_bytes: int = 5 * 1024 * 1024
) -> tuple[Sheet, ...]:
    """The sheets of an XLSX or CSV file; row 1 of a sheet is the first of the file, blank rows stay.

    name: of the file, becomes the title of a CSV's only sheet. Cells that a percent format shows as "48,2 %" come
    as that text. Formulas come as their stored result. Where the first column
    names a year or thing once for several rows, all of them get it. Raises Refused (codes `spreadsheet.*`).
    """
    if len(content) > max_bytes:
        raise refuse("too_big", TOO_BIG.format(max_bytes // 1024))
    if content.startswith(OLD_EXCEL):
        raise refuse(
            "old_format",
            "Diese Excel-Datei ist alt oder hat ein Kennwort. Bitte ohne Kennwort als XLSX oder CSV speichern.",
        )
    if content.startswith(b"PK"):
        from soesmart.core.spreadsheets.grid_xlsx import sheets

        found = sheets(content, max_rows=max_rows, max_columns=MOST_COLUMNS)
    else:
        found = (_csv(content, name, max_rows),)
    if not any(cells for sheet in found for cells in sheet.rows):
        raise refuse("empty", "Die Datei ist leer. Bitte eine Tabelle mit Zahlen wählen.")
    return tuple(filled_down(sheet) for sheet in found)


def _csv(content: bytes, name: str, max_rows: int) -> Sheet:
    text = _text(content)
    if text.lstrip()[:1] in ("<", "{") or text.startswith("%PDF") or _CONTROL.search(text):
        raise not_a_table()
    delimiter, text = _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = tuple(_row(line) for line in islice(lines, max_rows + 1))
    except csv.Error as error:
        raise not_a_table() from error
    if len(rows) > max_rows:
        raise refuse("too_many_rows", f"Die Tabelle hat mehr als {max_rows} Zeilen. Bitte auf mehrere Dateien teilen.")
    return Sheet(name, rows, Style.ENGLISH if delimiter == "," else Style.GERMAN)


def _text(content: bytes) -> str:
    if content.startswith(UTF_16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise not_a_table() from error
    return decoded(content)


def _row(line: list[str]) -> tuple[Cell, ...]:
    cells: list[Cell] = [cell or None for cell in line[:MOST_COLUMNS]]
    while cells and (cells[-1] is None or not str(cells[-1]).strip()):
        cells.pop()
    return tuple(cells)


def _delimiter(text: str) -> tuple[str, str]:
    """The sign between cells, and the text. Excel's own first line "sep=;" is believed and becomes blank."""
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], f"\n{rest}"
    lines = [line for line in text.splitlines()[:SAMPLE] if line.strip()]
    for sign in DELIMITERS:
        widths = Counter(line.count(sign) for line in lines if sign in line)
        if widths and 2 * sum(widths.values()) >= len(lines):
            return sign, text
    return max(DELIMITERS, key=lambda sign: sum(line.count(sign) for line in lines)), text
