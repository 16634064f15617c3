"""What an uploaded table of ideas changes, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from soesmart.participation.idea_reading import Line, Problem
from soesmart.participation.idea_table import COLUMNS, Cells, digest, shown
from soesmart.participation.queries.idea_rows import Known


@dataclass(frozen=True)
class CellChange:
    """key and title of the column, and its cell before and after as people read it."""

    key: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """A row that says something new of the stored idea `idea` (its number)."""

    line: Line
    idea: str
    cells: list[CellChange]

    @property
    def keys(self) -> set[str]:
        return {cell.key for cell in self.cells}


@dataclass(frozen=True)
class Changes:
    """What a file does: ideas it adds, rows that change one, and how many say what is stored already."""

    new: list[Line]
    changed: list[RowChange]
    unchanged: int

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def compare(lines: Sequence[Line], known: Known) -> Changes:
    new = [line for line in lines if str(line.cells["number"]) not in known.ideas]
    rows = [_change(line, known) for line in lines if str(line.cells["number"]) in known.ideas]
    changed = [row for row in rows if row.cells]
    return Changes(new, changed, len(rows) - len(changed))


def _change(line: Line, known: Known) -> RowChange:
    number = str(line.cells["number"])
    return RowChange(line, number, _differences(line.cells, known.ideas[number], known))


def hidden_ones(changes: Changes, known: Known) -> list[Problem]:
    """Rows that change an idea which was merged, withdrawn or removed: its words are not the office's to change."""
    text = "Diese Idee ist nicht mehr öffentlich und lässt sich nicht ändern. Bitte die Zeile entfernen."
    rows = [row for row in changes.changed if row.idea in known.hidden]
    return [Problem(row.line.number, "Nummer", text, row.idea) for row in rows]


def seen_by(lines: Sequence[Line], known: Known) -> str:
    """A fingerprint of all that decides what the lines change."""
    touched = [known.ideas[number] for line in lines if (number := str(line.cells["number"])) in known.ideas]
    return digest([*touched, dict(known.names), dict.fromkeys(sorted(known.hidden), True)])


def _differences(after: Cells, before: Cells, known: Known) -> list[CellChange]:
    return [
        CellChange(
            column.key,
            column.title,
            shown(before[column.key], column, known.names),
            shown(after[column.key], column, known.names),
        )
        for column in COLUMNS
        if before[column.key] != after[column.key]
    ]
