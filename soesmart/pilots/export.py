"""Pilots as a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from soesmart.pilots.queries import PilotView

COLUMNS = (
    "Nummer", "Kürzel", "Name", "Kurzbeschreibung", "Beschreibung ist eigene Formulierung", "Stand", "Quelle zum Stand",
    "Stand ist Beispielwert", "Beleg", "Handlungsfeld", "Ziele", "Karte", "Quelle", "Beispielwert",
)  # fmt: skip


def pilots_csv(views: Iterable[PilotView]) -> str:
    """Rows under German headings, separated by semicolons as German spreadsheets expect."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for view in views:
        writer.writerow([_harmless(cell) for cell in _row(view)])
    return text.getvalue()


def _row(view: PilotView) -> list[str]:
    pilot = view.pilot
    return [
        str(pilot.number),
        pilot.key,
        pilot.name,
        pilot.summary,
        _yes(pilot.summary_invented),
        pilot.get_state_display(),
        pilot.state_source,
        _yes(pilot.state_invented),
        pilot.evidence,
        view.field.name if view.field else "",
        ", ".join(goal.code for goal in view.goals),
        pilot.from_idea,
        pilot.source,
        _yes(pilot.invented),
    ]


def _yes(value: bool) -> str:
    return "ja" if value else "nein"


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
