"""A sheet as somebody handed it in: cells as they stand, nothing understood yet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | float | date | None
Cells = tuple[Cell, ...]


class Style(StrEnum):
    """How a number is written. german: 1.234,5; english: 1,234.5; plain: 1234, which is the same in both."""

    GERMAN = "german"
    ENGLISH = "english"
    PLAIN = "plain"


@dataclass(frozen=True)
class Sheet:
    """rows: the first is row 1 of the spreadsheet program, blank rows stay as empty tuples.

    style: how a number that may be read in both ways is meant, as far as the kind of file tells.
    """

    title: str
    rows: tuple[Cells, ...]
    style: Style = Style.GERMAN

    def cell(self, row: int, at: int) -> Cell:
        """row from 1, at from 0; None beyond the edge."""
        cells = self.rows[row - 1]
        return cells[at] if at < len(cells) else None


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def shown(cell: Cell) -> str:
    """The text of a header as it stands, without blanks around it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.strip() if isinstance(cell, str) else str(cell)


def letter(at: int) -> str:
    """How a spreadsheet program calls a column: 0 is A, 26 is AA."""
    name, rest = "", at + 1
    while rest:
        rest, sign = divmod(rest - 1, 26)
        name = chr(65 + sign) + name
    return name
