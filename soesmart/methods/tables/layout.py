"""Where in a sheet what stands. Made by `guess`, corrected by a person, kept for the next file of the same kind."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from soesmart.methods.tables.series import Way
from soesmart.methods.tables.sheets import Style


@dataclass(frozen=True)
class ValueColumn:
    """A column of values. at: from 0; head: as it stands in the file, or its letter where nothing stands there.

    name: head without its unit; group: header above several columns; style: how its numbers are written; other_unit: in
    the row of units, where the head tells one, too.
    """

    at: int
    head: str
    name: str
    unit: str = ""
    group: str = ""
    style: Style = Style.GERMAN
    other_unit: str = ""


@dataclass(frozen=True)
class Layout:
    """years_in: "rows" (a row per year), "columns" (a column per year, a row per series), "long" (a row per value, with
    columns that say whose) or "none" (a row per place or thing, no years).

    header_rows, first_row, last_row: as the spreadsheet program numbers them; last_row None: to the end of the sheet.
    year_at: the column of years from 0 (rows, long), the row of years from 1 (columns), None for "none".
    columns: of values; where years are columns, one per year. label_at: columns that say whose a row is; unit_at: the
    column with the unit of a row.
    """

    years_in: Way
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int | None
    year_at: int | None
    columns: tuple[ValueColumn, ...]
    label_at: tuple[int, ...] = ()
    unit_at: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Layout":
        """The inverse of `to_dict`. Raises KeyError, TypeError or ValueError for anything else."""
        columns = tuple(ValueColumn(**{**column, "style": Style(column["style"])}) for column in kept["columns"])
        if kept["years_in"] not in ("rows", "columns", "long", "none"):
            raise ValueError(f"no way of years: {kept['years_in']!r}")
        return cls(
            **{
                **kept,
                "columns": columns,
                "header_rows": tuple(kept["header_rows"]),
                "label_at": tuple(kept["label_at"]),
            }
        )
