"""Text where a number is expected."""

from collections.abc import Iterator

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.points import Line, when
from soesmart.methods.tables.times import moment

LONGEST = 40


def check(line: Line) -> Iterator[Finding]:
    """Cells with text that is neither a number nor a sign for a missing value."""
    for cell in line.series.cells:
        if not cell.is_text or moment(cell.raw) is not None:
            continue
        text = str(cell.raw).strip()
        if line.series.way == "none" and len(text) > LONGEST:
            continue  # a sentence among the rows of a list is no slip
        if text.startswith("#"):
            message = f"{when(cell)}Die Formel ergibt den Fehler {text[:LONGEST]}."
            suggestion = "Bitte die Formel berichtigen oder den Wert eintragen."
        else:
            message = f"{when(cell)}„{text[:LONGEST]}“ ist keine Zahl."
            suggestion = "Bitte eine Zahl eintragen oder die Zelle leer lassen."
        yield line.finding(Kind.NOT_A_NUMBER, cell, message, suggestion)
