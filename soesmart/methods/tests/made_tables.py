"""Tables for the tests of reading and examining: from text, and by chance as a town's own could be."""

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from soesmart.methods import tables
from soesmart.methods.data_doctor import Finding, examine
from soesmart.methods.tables import Series, Sheet, Style


def sheet_of(text: str, style: Style = Style.GERMAN) -> Sheet:
    """Lines with semicolons, as they stand in a file."""
    lines = csv.reader(io.StringIO(text.strip("\n")), delimiter=";")
    return Sheet("Blatt", tuple(tuple(cell or None for cell in line) for line in lines), style)


def series_of(text: str) -> tuple[Series, ...]:
    sheet = sheet_of(text)
    layout = tables.layout(sheet)
    assert layout is not None
    return tables.read(sheet, layout)


def examined(text: str) -> tuple[Finding, ...]:
    return examine(series_of(text))


def found(text: str) -> list[tuple[str, str | None, int | None]]:
    """Kind, column and row of everything found."""
    return [(finding.kind.value, finding.column, finding.row) for finding in examined(text)]


def german(value: float, places: int) -> str:
    return f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))


def english(value: float, places: int) -> str:
    return f"{value:,.{places}f}"


@dataclass
class Column:
    """A header, one value a year, and to how many places they are written."""

    head: str
    values: list[float]
    places: int = 0


@dataclass
class Table:
    """Years and columns; `lines` writes them out, `place` says where a value then stands."""

    years: list[int]
    columns: list[Column]
    is_wide: bool = False  # a column per year
    title: Sequence[str] = ()

    def lines(self) -> list[list[str]]:
        body = [[german(value, column.places) for value in column.values] for column in self.columns]
        if self.is_wide:
            head = ["Kennzahl", *map(str, self.years)]
            rows = [[column.head, *cells] for column, cells in zip(self.columns, body, strict=True)]
        else:
            head = ["Jahr", *(column.head for column in self.columns)]
            rows = [[str(year), *cells] for year, *cells in zip(self.years, *body, strict=True)]
        return [[title] for title in self.title] + [head, *rows]

    def place(self, column: int, year: int) -> tuple[int, int]:
        """Row and column in `lines`, both from 0."""
        first = len(self.title) + 1
        return (first + column, year + 1) if self.is_wide else (first + year, column + 1)

    def name(self, column: int, year: int) -> str:
        return str(self.years[year]) if self.is_wide else self.columns[column].head


def written(lines: Sequence[Sequence[str]]) -> str:
    return "\n".join(";".join(line) for line in lines)


def _steady(rng: random.Random, years: int) -> list[float]:
    start, pace = 10 ** rng.uniform(3, 5.5), rng.uniform(0.96, 1.04)
    return [float(round(start * pace**year * rng.gauss(1, 0.02))) for year in range(years)]


def _growing(rng: random.Random, years: int) -> list[float]:
    values = [rng.uniform(3, 60)]
    while len(values) < years:
        values.append(values[-1] * rng.uniform(1.05, 2.2))
    return [float(round(value)) for value in values]


def _closed(rng: random.Random, years: int) -> list[float]:
    """Visitors, and two years of closed doors in between."""
    start, left = 10 ** rng.uniform(3.5, 5.5), rng.uniform(0.15, 0.6)
    return [float(round(start * rng.gauss(1, 0.04) * (left if year in (5, 6) else 1))) for year in range(years)]


SHAPES: dict[str, tuple[Callable[[random.Random, int], list[float]], int]] = {
    "Abfall (t)": (_steady, 0),
    "PV-Anlagen": (_growing, 0),
    "Museum Besuche": (_closed, 0),
    "Radanteil (%)": (lambda rng, years: [round(rng.uniform(20, 26), 1) for _ in range(years)], 1),
    "Anschlussquote (%)": (lambda rng, years: [round(min(100, rng.uniform(98.8, 100.1)), 1) for _ in range(years)], 1),
    "Spielplätze": (lambda rng, years: [float(rng.randint(0, 9)) for _ in range(years)], 0),
    "Hitzetage": (lambda rng, years: [float(rng.choice([0, 0, 0, 1, 2, 5, 12])) for _ in range(years)], 0),
    "Fläche (km²)": (lambda rng, years: [round(rng.uniform(20, 90), 2)] * years, 2),
    "Unfälle": (lambda rng, years: [float(round(rng.gauss(120, 11))) for _ in range(years)], 0),
    "Wanderungssaldo": (lambda rng, years: [float(round(rng.gauss(50, 200))) for _ in range(years)], 0),
    "Mitteltemperatur (°C)": (lambda rng, years: [round(rng.gauss(10, 0.7), 1) for _ in range(years)], 1),
    "Umsatz (€)": (lambda rng, years: [1000.0 * round(rng.gauss(80, 3)) for _ in range(years)], 0),
    "Note Fahrradklima": (lambda rng, years: [round(rng.uniform(2.9, 4.1), 1) for _ in range(years)], 1),
    "Fördermittel (€)": (lambda rng, years: [round(rng.uniform(5e4, 9e4), 2) for _ in range(years)], 2),
}


def clean_table(seed: int) -> Table:
    """Without a fault: parts, their total (rounded by itself), population, figure per head, and more of all shapes."""
    rng = random.Random(seed)
    years = list(range(2012, 2012 + rng.choice([7, 8, 10, 12])))
    parts = [Column(name, _steady(rng, len(years))) for name in ("Strom (MWh)", "Gas (MWh)", "Wärme (MWh)")]
    sums = (sum(values) for values in zip(*(part.values for part in parts), strict=True))
    totals = [float(round(total + rng.uniform(-0.9, 0.9))) for total in sums]
    people = [float(round(47_000 + 80 * year + rng.gauss(0, 60))) for year in range(len(years))]
    heads = [round(total / number, 3) for total, number in zip(totals, people, strict=True)]
    chosen = rng.sample(list(SHAPES.items()), 4)
    more = [Column(name, shape(rng, len(years)), places) for name, (shape, places) in chosen]
    columns = [
        *parts,
        Column("Gesamt (MWh)", totals),
        Column("Einwohner", people),
        Column("MWh je Einwohner", heads, 3),
    ]
    columns += more
    return Table(years, columns, is_wide=rng.random() < 0.4, title=("Umweltbericht", "") if rng.random() < 0.5 else ())
