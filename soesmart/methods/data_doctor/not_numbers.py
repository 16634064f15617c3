"""Text where a number is expected."""

from collections.abc import Iterator
from datetime import date

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.points import Line, when
from soesmart.methods.tables import CellValue
from soesmart.methods.tables.times import moment

LONGEST = 40


def check(line: Line) -> Iterator[Finding]:
    """Cells with text that is neither a number nor a sign for a missing value; also a date among numbers."""
    is_times = _is_of_times(line)
    for cell in line.series.cells:
        when_it_says = moment(cell.raw) if cell.is_text else None
        if not cell.is_text or (when_it_says and is_times):
            continue
        if when_it_says and when_it_says.day:
            yield _a_date(line, cell, when_it_says.day)
            continue
        text = str(cell.raw).strip()
        if line.series.way == "none" and len(text) > LONGEST:
            continue  # a sentence among the rows of a list is no slip
        if text.startswith("="):
            message = f"{when(cell)}Die Formel „{text[:LONGEST]}“ steht ohne Ergebnis in der Datei."
            suggestion = "Bitte die Datei im Tabellenprogramm öffnen und speichern, oder den Wert eintragen."
        elif text.startswith("#"):
            message = f"{when(cell)}Die Formel ergibt den Fehler {text[:LONGEST]}."
            suggestion = "Bitte die Formel berichtigen oder den Wert eintragen."
        else:
            message = f"{when(cell)}„{text[:LONGEST]}“ ist keine Zahl."
            suggestion = "Bitte eine Zahl eintragen oder die Zelle leer lassen."
        yield line.finding(Kind.NOT_A_NUMBER, cell, message, suggestion)


def _is_of_times(line: Line) -> bool:
    """Whether most that stands there are years and days, or it is a list of things: then a date is no slip."""
    filled = [cell for cell in line.series.cells if cell.is_text or cell.value is not None]
    return line.series.way == "none" or 2 * sum(moment(cell.raw) is not None for cell in filled) >= len(filled)


def _a_date(line: Line, cell: CellValue, day: date) -> Finding:
    """A spreadsheet program makes one of 8.5, the day and month of which are not proposed: they may be anything."""
    return line.finding(
        Kind.NOT_A_NUMBER,
        cell,
        f"{when(cell)}Hier steht das Datum {day.day}.{day.month}.{day.year}, keine Zahl.",
        f"Das Tabellenprogramm macht aus Zahlen mit Punkt ein Datum: Gemeint ist vielleicht {day.day},{day.month}.",
    )
