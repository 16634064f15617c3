"""In which style the numbers of a column are written, where a cell alone does not tell."""

from collections import Counter
from collections.abc import Iterable

from soesmart.methods.tables.numbers import reading
from soesmart.methods.tables.sheets import Cell, Style

# Of all numbers: fewer that tell their style are the odd ones, not the rule.
FEWEST_OF_FILE, FEWEST_OF_COLUMN = 0.03, 0.25


def file_style(cells: Iterable[Cell], otherwise: Style) -> Style:
    """The style that most cells with only one possible reading have, of a whole table."""
    return _most(_counts(cells), FEWEST_OF_FILE, otherwise)


def column_style(cells: Iterable[Cell], of_file: Style) -> Style:
    """The same of a column; that of the file where few of its numbers tell, such as one grouped among plain ones."""
    return _most(_counts(cells), FEWEST_OF_COLUMN, of_file)


def _most(counts: Counter[Style], fewest: float, otherwise: Style) -> Style:
    german, english = counts[Style.GERMAN], counts[Style.ENGLISH]
    if german == english or german + english < fewest * (german + english + counts[Style.PLAIN]):
        return otherwise
    return Style.GERMAN if german > english else Style.ENGLISH


def _counts(cells: Iterable[Cell]) -> Counter[Style]:
    counts: Counter[Style] = Counter()
    for cell in cells:
        found = reading(cell)
        style = found.style if found else None
        if style is not None:
            counts[style] += 1
    return counts
