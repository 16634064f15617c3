"""What a table says once it is understood: series of values, each cell with its place."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from soesmart.methods.tables.sheets import Cell, Style

Way = Literal["rows", "columns", "long", "none"]
State = Literal["measured", "revised", "provisional", "estimated"]


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell of a series. row: from 1; at: column from 0; column: its header as it stands, or its letter.

    value: None where the cell is empty, says that there is no value, or is no number (then `is_text`).
    style: in which the number was read. unit: that stands in the cell itself, or in the row's own unit column.
    """

    row: int
    at: int
    column: str
    year: int | None
    day: date | None
    raw: Cell
    value: Decimal | None
    has_break: bool = False
    state: State = "measured"
    style: Style = Style.PLAIN
    unit: str = ""
    is_text: bool = False
    label: str = ""


@dataclass(frozen=True)
class Series:
    """Values that belong together, in the order of the file.

    name: in words, unique within the table where the table allows; unit: from the header, "" where there is none;
    column: header of the column, or where years are columns the name of the row. labels and measure: what `name` is
    made of (district, sector ...; header of the column). group: header above several columns. way: as in Layout.
    year_column: header of the column with the years, "" where there is none. style: of the column.
    other_unit: a second one in the header, which should say the same.
    """

    name: str
    unit: str
    column: str
    cells: tuple[CellValue, ...]
    way: Way = "rows"
    labels: tuple[str, ...] = ()
    measure: str = ""
    group: str = ""
    year_column: str = ""
    unit_column: str = ""
    style: Style = Style.PLAIN
    table: str = ""
    other_unit: str = ""
    bad_years: tuple["BadYear", ...] = field(default=())


@dataclass(frozen=True)
class BadYear:
    """A row of values whose year cannot be one."""

    row: int
    column: str
    raw: Cell
