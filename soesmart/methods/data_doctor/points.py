"""A table as the checks see it: values by place, corrected where a check before found what is meant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from math import gcd

from soesmart.methods.data_doctor.findings import Finding, Kind, Known
from soesmart.methods.data_doctor.names import is_per_something, is_population
from soesmart.methods.tables import CellValue, Series

FEWEST_ROUNDED = 4
Place = int | tuple[int | None, date | None]


@dataclass(frozen=True)
class Point:
    """A value in time. cell is None for one that the town stored before."""

    year: int
    day: date | None
    value: float
    cell: CellValue | None = None


@dataclass(eq=False)
class Line:
    """A series under examination. corrected: what a cell is probably meant to be, by (row, at)."""

    series: Series
    known: Known | None = None
    corrected: dict[tuple[int, int], Decimal] = field(default_factory=dict)

    def place(self, cell: CellValue) -> Place:
        """What cells of several series have in common: the row, the column, or in long form the time."""
        if self.series.way == "columns":
            return cell.at
        return (cell.year, cell.day) if self.series.way == "long" else cell.row

    @cached_property
    def by_place(self) -> dict[Place, CellValue]:
        """The cells with a value; of two at one place the first."""
        found: dict[Place, CellValue] = {}
        for cell in self.series.cells:
            if cell.value is not None:
                found.setdefault(self.place(cell), cell)
        return found

    @cached_property
    def raw(self) -> dict[Place, float]:
        return {place: float(cell.value) for place, cell in self.by_place.items() if cell.value is not None}

    def best(self, place: Place) -> float:
        """The value as it is probably meant. KeyError where there is none."""
        cell = self.by_place[place]
        found = self.corrected.get((cell.row, cell.at), cell.value)
        assert found is not None
        return float(found)

    def meant(self, cell: CellValue) -> Decimal | None:
        return self.corrected.get((cell.row, cell.at), cell.value)

    @cached_property
    def points(self) -> list[Point]:
        """Values in the order of time, as meant, with those that are stored for other years; one for each moment."""
        found: dict[tuple[int, date], Point] = {}
        for cell in self.series.cells:
            value = self.meant(cell)
            if value is not None and cell.year is not None:
                point = Point(cell.year, cell.day, float(value), cell)
                found.setdefault((cell.year, cell.day or date(cell.year, 1, 1)), point)
        years = {year for year, _ in found}
        for year, value in (self.known.stored if self.known else {}).items():
            if year not in years and found:
                found[year, date(year, 1, 1)] = Point(year, None, float(value))
        return [found[key] for key in sorted(found)]

    @cached_property
    def is_yearly(self) -> bool:
        years = [point.year for point in self.points]
        return len(years) > 1 and len(set(years)) == len(years)

    @cached_property
    def places_after_point(self) -> int:
        return max((decimals(cell.value) for cell in self.series.cells if cell.value is not None), default=0)

    @cached_property
    def _stored(self) -> list[Decimal]:
        return list(self.known.stored.values()) if self.known else []

    @cached_property
    def grain(self) -> float:
        """The largest step of which all values are multiples: 1 for counts, 50 for values rounded to fifties."""
        places = max([self.places_after_point, *map(decimals, self._stored)])
        values = [cell.value for cell in self.by_place.values() if cell.value is not None]
        whole = gcd(*(int(value.scaleb(places)) for value in (*values, *self._stored)))
        return whole / 10**places if whole else 1.0

    @cached_property
    def last_place(self) -> float:
        """The power of ten to which values are rounded: 0.1 for 48.2; 1,000 where all of four or more end so."""
        places = self.places_after_point
        values = [int(cell.value) for cell in self.by_place.values() if cell.value is not None]
        if places or len(values) < FEWEST_ROUNDED or not any(values):
            return 10.0**-places
        zeros = 0
        while all(value % 10 ** (zeros + 1) == 0 for value in values):
            zeros += 1
        return 10.0**zeros

    @cached_property
    def is_population(self) -> bool:
        return is_population(self.series)

    @cached_property
    def is_whole(self) -> bool:
        """Whether most values are whole numbers."""
        return 2 * sum(value == int(value) for value in self.raw.values()) > len(self.raw)

    @cached_property
    def is_per_something(self) -> bool:
        return is_per_something(self.series)

    def finding(
        self,
        kind: Kind,
        cell: CellValue | None,
        message: str,
        suggestion: str,
        proposed: Decimal | None = None,
        *,
        column: str | None = None,
    ) -> Finding:
        """About a cell, or about the whole series; where years are columns a series is a row."""
        series = self.series
        first = series.cells[0]
        is_wide = series.way == "columns"
        if cell is None:
            column = column or (None if is_wide else series.column)
            row, at, year = (first.row if is_wide else None), (None if is_wide else first.at), None
        else:
            column, row, at, year = column or cell.column, cell.row, cell.at, cell.year
        if cell is not None and proposed is not None:
            self.corrected[cell.row, cell.at] = proposed
        return Finding(kind, column, row, year, message, suggestion, proposed, series.name, at, series.table)


def lines_of(series: Sequence[Series], known: Mapping[str, Known]) -> list[Line]:
    return [Line(one, known.get(one.name)) for one in series]


def families(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Series that may add up: the columns of a table; those of which only one of several labels differs."""
    if not lines:
        return
    way = lines[0].series.way
    if way != "long":
        yield list(lines)
    if way in ("long", "columns"):
        width = max(len(line.series.labels) for line in lines)
        if way == "columns" and width < 2:
            return
        for left_out in range(width + 1):
            groups: dict[tuple[str, ...], list[Line]] = {}
            for line in lines:
                parts = (*line.series.labels, line.series.measure)
                groups.setdefault(parts[:left_out] + parts[left_out + 1 :], []).append(line)
            yield from (group for group in groups.values() if len(group) > 1)


def decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def when(cell: CellValue) -> str:
    """How a sentence about a cell begins: "2021: ", "Altstadt: " or nothing."""
    if cell.day and (cell.day.month, cell.day.day) not in ((1, 1), (12, 31)):
        return f"{cell.day.day}.{cell.day.month}.{cell.day.year}: "
    if cell.year:
        return f"{cell.year}: "
    return f"{cell.label}: " if cell.label else ""
