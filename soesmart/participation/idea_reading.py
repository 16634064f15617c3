"""An uploaded table of ideas: its rows in plain cells and in the town's spelling, and all that is wrong in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from soesmart.core.spreadsheets import Column, Row
from soesmart.participation.geography import Place, fault_of
from soesmart.participation.idea_table import COLUMNS, Cell, Cells, is_number, names_in, plain
from soesmart.participation.queries.idea_rows import Known
from soesmart.participation.rules import AuthorRole, Channel

TITLES = {column.key: column.title for column in COLUMNS}
LARGEST_NUMBER = 999_999
# What an empty cell means for a new idea: most files come from workshops.
USUAL = {"channel": Channel.WORKSHOP.value, "author_role": AuthorRole.RESIDENT.value}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a cell: row and column of the sheet, a sentence, and what stands there."""

    row: int
    column: str
    text: str
    value: str = ""


@dataclass(frozen=True)
class Line:
    """A row of the file; number: its row in the sheet; cells["number"] is "" for an idea that will get one."""

    number: int
    cells: Cells

    @property
    def name(self) -> str:
        """By which other rows may name it: number, else reference; "" when it has neither."""
        return str(self.cells["number"] or self.cells["reference"])


def read_lines(rows: Sequence[Row], known: Known, today: date) -> tuple[list[Line], list[Problem]]:
    """Problems come in the order of the rows; lines are only to be used when there are none."""
    problems: list[Problem] = []
    lines = [_line(row, known, today, problems) for row in rows]
    problems += _doubles(lines, known)
    lines = _linked(lines, known, problems)
    return lines, sorted(problems, key=lambda problem: problem.row)


def _line(row: Row, known: Known, today: date, problems: list[Problem]) -> Line:
    problems += [Problem(row.number, error.column, error.text) for error in row.errors]
    cells: Cells = {}
    for column in COLUMNS:
        value = row.values.get(column.key)
        try:
            cells[column.key] = _checked(plain(value, column), column, known, today)
        except ValueError as error:
            problems.append(Problem(row.number, column.title, str(error), str(value)[:80]))
            cells[column.key] = ""
    if not any(problem.row == row.number and problem.column in ("Breite", "Länge") for problem in problems):
        problems += _place(row.number, str(cells["lat"]), str(cells["lon"]), known)
    return Line(row.number, _filled_up(cells, known))


def _checked(cell: Cell, column: Column, known: Known, today: date) -> Cell:
    if not cell or isinstance(cell, bool):
        return cell
    if column.key == "number" and not 1 <= int(cell) <= LARGEST_NUMBER:
        raise ValueError("Eine Nummer liegt zwischen 1 und 999.999.")
    if column.key in ("category", "district"):
        return _named(cell, column, known)
    if column.key == "received" and date.fromisoformat(cell) > today:
        raise ValueError("Dieser Tag liegt in der Zukunft.")
    if column.key == "source" and not _is_address(cell):
        raise ValueError("Das ist keine Internetadresse. Bitte so schreiben: https://www.beispiel.de/seite")
    return cell


def _named(cell: str, column: Column, known: Known) -> str:
    spellings = known.themes if column.key == "category" else known.districts
    if key := spellings.get(cell.casefold()):
        return key
    possible = ", ".join(name for key, name in known.names.items() if key.startswith(f"{column.key}:"))
    raise ValueError(f"Das steht nicht zur Wahl. Möglich: {possible[:300] or 'nichts, bitte leer lassen'}.")


def _is_address(cell: str) -> bool:
    try:
        parts = urlsplit(cell)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in cell


def _place(row: int, lat: str, lon: str, known: Known) -> Iterator[Problem]:
    if bool(lat) != bool(lon):
        column = "Breite" if lon else "Länge"
        yield Problem(row, column, "Bitte Breite und Länge angeben oder keine von beiden.")
    elif lat and (fault := fault_of(Place(Decimal(lat), Decimal(lon)), known.outline, known.town)):
        yield Problem(row, "Breite", fault, f"{lat}; {lon}")


def _filled_up(cells: Cells, known: Known) -> Cells:
    """An empty cell of these leaves the stored idea as it was."""
    number = str(cells["number"]) or known.references.get(str(cells["reference"]).casefold(), "")
    before: Mapping[str, Cell] = known.ideas.get(number, USUAL)
    filled = {name: cells[name] or before.get(name, "") for name in ("channel", "author_role", "received", "reference")}
    return cells | filled | {"number": number}


def _doubles(lines: Sequence[Line], known: Known) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        for name in ("number", "reference"):
            value = str(line.cells[name])
            first = seen.setdefault((name, value.casefold()), line.number)
            if value and first != line.number:
                yield Problem(line.number, TITLES[name], f"Kommt schon in Zeile {first} vor.", value)
        reference = str(line.cells["reference"])
        if is_number(reference) and not line.cells["number"]:
            yield Problem(line.number, TITLES["reference"], "Eine Kennung braucht einen Buchstaben.", reference)
        owner = known.references.get(reference.casefold())
        if owner and owner != line.cells["number"]:
            yield Problem(line.number, TITLES["reference"], f"So heißt schon Idee {owner}.", reference)


def _linked(lines: Sequence[Line], known: Known, problems: list[Problem]) -> list[Line]:
    """Linked ideas by number, those that the file adds by reference; what one row says of two holds for both rows."""
    targets = dict(known.references)
    targets |= {str(line.cells["reference"]).casefold(): line.name for line in lines if line.cells["reference"]}
    targets |= {number: number for number in (*known.ideas, *(str(line.cells["number"]) for line in lines)) if number}
    pairs: dict[str, set[str]] = {line.name: set() for line in lines if line.name}
    own: dict[int, set[str]] = {}
    for line in lines:
        own[line.number] = set(_found(line, targets, problems))
        for target in own[line.number]:
            if target in pairs and names_in(line.name) == [line.name]:
                pairs[target].add(line.name)
    return [
        replace(line, cells=line.cells | {"links": _as_cell(own[line.number] | pairs.get(line.name, set()))})
        for line in lines
    ]


def _found(line: Line, targets: Mapping[str, str], problems: list[Problem]) -> Iterator[str]:
    for name in names_in(str(line.cells["links"])):
        target = targets.get(name.casefold())
        if target is None:
            text = "Diese Idee gibt es weder in der Beteiligung noch in der Tabelle."
            problems.append(Problem(line.number, TITLES["links"], text, name))
        elif target == line.name:
            problems.append(Problem(line.number, TITLES["links"], "Eine Idee gehört nicht zu sich selbst.", name))
        else:
            yield target


def _as_cell(names: set[str]) -> str:
    """Numbers first and in order, as they go out."""
    return ", ".join(sorted(names, key=lambda name: (0, int(name), "") if is_number(name) else (1, 0, name)))
