"""Rows as the CSV file that is kept and checked: semicolons, decimal commas, no doubt about any number."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from soesmart.strategy.pulling.json_text import exact

Value = str | int | Decimal | bool | None


def csv_bytes(rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 without a mark at its beginning; what is half a letter becomes a question mark."""
    file = io.StringIO()
    csv.writer(file, delimiter=";", lineterminator="\n").writerows([_text(value) for value in row] for row in rows)
    return file.getvalue().encode(errors="replace")


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    number = exact(value)
    return str(value) if number is None else _number(number)


def _number(number: Decimal) -> str:
    """Without grouping. Three decimals would look like thousands to somebody, so they get a fourth."""
    if number == number.to_integral_value():
        return f"{int(number)}"
    text = f"{number:f}".rstrip("0")
    if len(text.partition(".")[2]) == 3:
        text += "0"
    return text.replace(".", ",")
