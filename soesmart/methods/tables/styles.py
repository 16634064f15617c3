"""In which style the numbers of a column are written, where a cell alone does not tell."""

from collections import Counter
from collections.abc import Iterable

from soesmart.methods.tables.numbers import reading
from soesmart.methods.tables.sheets import Cell, Style


def file_style(cells: Iterable[Cell], otherwise: Style) -> Style:
    """The style that most cells with only one possible reading have, of a column or of a whole table."""
    counts = _counts(cells)
    german, english = counts[Style.GERMAN], counts[Style.ENGLISH]
    return otherwise if german == english else Style.GERMAN if german > english else Style.ENGLISH


def _counts(cells: Iterable[Cell]) -> Counter[Style]:
    counts: Counter[Style] = Counter()
    for cell in cells:
        found = reading(cell)
        style = found.style if found else None
        if style is not None:
            counts[style] += 1
    return counts
