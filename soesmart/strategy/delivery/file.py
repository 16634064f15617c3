"""A delivered file, opened: which sheet holds the values, how it is laid out, which series stand in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from soesmart.core.numbers import format_number
from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets.grid import MOST_COLUMNS, read_grid
from soesmart.methods.tables import Layout, Series, Sheet, layout, read
from soesmart.strategy.delivery.mapping import named

MOST_SERIES = 150  # six fields each: Django takes 1,000 a form
MOST_VALUES = 50_000
SHOWN_ROWS = 12
SHOWN_COLUMNS = 12

NO_VALUES = (
    "In dieser Datei wurde keine Tabelle mit Jahren und Werten gefunden. Bitte eine Spalte „Jahr“ oder eine Zeile mit "
    "Jahreszahlen ergänzen und die Datei noch einmal hochladen."
)


@dataclass(frozen=True)
class Opened:
    """A file as it was read. titles: of its sheets; guess: the layout as guessed, layout: the one that was used."""

    titles: tuple[str, ...]
    sheet: Sheet
    guess: Layout
    layout: Layout
    series: tuple[tuple[str, Series], ...]

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.series]

    def told(self) -> dict[str, Any]:
        """What the mapping page shows of the file, kept so that the file is not read again for every look. JSON."""
        return {
            "sheets": list(self.titles),
            "rows": _first_rows(self.sheet, self.layout),
            "series": [_series(name, one) for name, one in self.series],
        }


def open_file(content: bytes, name: str) -> tuple[Sheet, ...]:
    """The sheets of a file. Raises Refused for what cannot be read."""
    sheets = read_grid(content, name)
    if any(len(cells) >= MOST_COLUMNS for sheet in sheets for cells in sheet.rows):
        raise Refused(
            "strategy.delivery.many_columns",
            f"Diese Tabelle ist zu breit. Bitte auf Dateien mit weniger als {MOST_COLUMNS} Spalten teilen.",
            "file",
        )
    return sheets


def understand(sheets: Sequence[Sheet], title: str = "", wanted: Layout | None = None) -> Opened:
    """Read the sheet with this title, else the first one with years and values. Refused where there is none."""
    chosen = [sheet for sheet in sheets if sheet.title == title] or list(sheets)
    guesses = [(sheet, guess) for sheet in chosen if (guess := layout(sheet)) and guess.years_in != "none"]
    if not guesses and not (wanted and chosen):
        raise Refused("strategy.delivery.no_values", NO_VALUES, "file")
    sheet, guess = guesses[0] if guesses else (chosen[0], wanted)
    assert guess is not None
    return reread(Opened(tuple(one.title for one in sheets), sheet, guess, guess, ()), wanted or guess)


def reread(opened: Opened, wanted: Layout) -> Opened:
    """The same sheet under another layout. Refused where nothing or too much stands in it."""
    series = tuple(named(read(opened.sheet, wanted)))
    if not series:
        raise Refused("strategy.delivery.no_values", NO_VALUES, "file")
    if len(series) > MOST_SERIES:
        raise Refused(
            "strategy.delivery.many_series",
            f"In dieser Tabelle stehen {len(series)} verschiedene Reihen. Bitte höchstens {MOST_SERIES} auf einmal "
            "hochladen.",
            "file",
        )
    if (count := sum(len(one.cells) for _, one in series)) > MOST_VALUES:
        raise Refused(
            "strategy.delivery.many_values",
            f"Diese Tabelle hat {format_number(count)} Werte. Bitte auf Dateien mit höchstens "
            f"{format_number(MOST_VALUES)} Werten teilen.",
            "file",
        )
    return Opened(opened.titles, opened.sheet, opened.guess, wanted, series)


def _series(name: str, one: Series) -> Mapping[str, Any]:
    said = [cell for cell in one.cells if cell.value is not None]
    years = [cell.year for cell in said if cell.year]
    last = said[-1] if said else None
    return {
        "name": name,
        "unit": one.unit,
        "count": len(said),
        "first": min(years, default=None),
        "last": max(years, default=None),
        "example": str(last.value) if last else "",
        "raw": str(last.raw)[:60] if last else "",
    }


def _first_rows(sheet: Sheet, used: Layout) -> list[list[Any]]:
    """The first rows with their numbers, and what each is: "head", "data" or ""."""
    rows = []
    for number, cells in enumerate(sheet.rows[:SHOWN_ROWS], start=1):
        is_data = number >= used.first_row and (used.last_row is None or number <= used.last_row)
        kind = "head" if number in used.header_rows else "data" if is_data else ""
        rows.append([number, kind, [cell_text(cell) for cell in cells[:SHOWN_COLUMNS]]])
    return rows


def cell_text(cell: object) -> str:
    """A cell for people to see."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return (f"{cell:.12g}".replace(".", ",") if isinstance(cell, float) else str(cell))[:60]
