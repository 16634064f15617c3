"""What the data doctor finds, and what a town knows already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    MIXED_NUMBER_STYLE = "mixed_number_style"
    JUMP = "jump"
    SUM_MISMATCH = "sum_mismatch"
    DUPLICATE_COLUMN = "duplicate_column"
    REPEATED_YEAR = "repeated_year"
    PER_CAPITA_MISMATCH = "per_capita_mismatch"
    OUT_OF_RANGE = "out_of_range"
    MISSING_YEAR = "missing_year"
    DUPLICATE_YEAR = "duplicate_year"
    UNIT_MISMATCH = "unit_mismatch"
    NOT_A_NUMBER = "not_a_number"


TITLES = {
    Kind.MIXED_NUMBER_STYLE: "Zahl anders geschrieben als die übrigen",
    Kind.JUMP: "Sprung um eine Zehnerpotenz",
    Kind.SUM_MISMATCH: "Teile ergeben nicht die Summe",
    Kind.DUPLICATE_COLUMN: "Spalte kommt doppelt vor",
    Kind.REPEATED_YEAR: "Jahr wiederholt das vorige",
    Kind.PER_CAPITA_MISMATCH: "Wert pro Kopf passt nicht",
    Kind.OUT_OF_RANGE: "Außerhalb des Möglichen",
    Kind.MISSING_YEAR: "Jahr fehlt",
    Kind.DUPLICATE_YEAR: "Jahr kommt doppelt vor",
    Kind.UNIT_MISMATCH: "Einheit passt nicht",
    Kind.NOT_A_NUMBER: "Keine Zahl",
}


@dataclass(frozen=True)
class Finding:
    """One thing that looks wrong, for a person to decide.

    column: the header as it stands in the file, or the column's letter; None where a whole row is meant.
    row: as the spreadsheet program numbers it; None where a whole column is meant.
    message: what is odd, with the numbers; suggestion: what is probably meant. German sentences.
    proposed: the corrected value of the cell, in the unit of its column, or None. series: name of the series.
    at: column from 0 of the cell, or of the column, where there is one. table: title of the sheet.
    """

    kind: Kind
    column: str | None
    row: int | None
    year: int | None
    message: str
    suggestion: str
    proposed: Decimal | None = None
    series: str = ""
    at: int | None = None
    table: str = ""


@dataclass(frozen=True)
class Known:
    """What the town knows about a series, in `unit`. lowest, highest: plausible range, both included.

    population: people by year. stored: earlier values by year, already approved.
    """

    unit: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None
    population: Mapping[int, int] = field(default_factory=dict)
    stored: Mapping[int, Decimal] = field(default_factory=dict)
