"""CSV that opens in a German spreadsheet with a double click.

UTF-8 with a byte order mark, semicolons, decimal commas, CRLF. Texts that a spreadsheet would take for a formula get an
apostrophe before them.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import HttpResponse

from soesmart.core.spreadsheets.guards import guarded

Cell = str | int | Decimal | None


def csv_answer(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A file to download."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    response = HttpResponse(b"\xef\xbb\xbf" + buffer.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cell(cell: Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", ",")
    return guarded(cell) if isinstance(cell, str) else cell
