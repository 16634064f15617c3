"""Formulas of an XLSX file that have no result: written by a program that does not calculate."""

import re
from collections import Counter
from html import unescape

from openpyxl.utils import column_index_from_string

from soesmart.methods.tables import Cell

# An empty text (t="str") is a result.
_WITHOUT_RESULT = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?![^>]*\bt="str")[^>]*><f(?:[^>/]*/>|[^>]*>([^<]{0,200})[^<]*</f>)'
    rb"(?:<v ?/>|<v></v>)?</c>"
)
Place = tuple[int, int]


def without_result(text: bytes) -> dict[Place, str]:
    """The formulas by row from 1 and column from 0; text: of a worksheet's part."""
    if b"<f" not in text:
        return {}
    return {
        (int(row), column_index_from_string(letters.decode()) - 1): f"={unescape(told.decode('utf-8', 'replace'))}"
        for letters, row, told in _WITHOUT_RESULT.findall(text)
    }


def shown(rows: list[tuple[Cell, ...]], formulas: dict[Place, str]) -> list[tuple[Cell, ...]]:
    """The rows with these formulas where numbers stand around them, so that a missing one is told.

    A column of formulas alone says nothing and stays empty.
    """
    numbers = Counter(at for cells in rows for at, cell in enumerate(cells) if isinstance(cell, int | float))
    often = Counter(at for _, at in formulas)
    found = [list(cells) for cells in rows]
    for (row, at), formula in formulas.items():
        if row <= len(found) and numbers[at] > often[at]:
            cells = found[row - 1]
            cells += [None] * (at + 1 - len(cells))
            cells[at] = formula if cells[at] is None else cells[at]
    return [tuple(cells) for cells in found]
