"""`participants-votes.csv`: a row per person, a column per statement."""

from collections.abc import Iterator
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np

from soesmart.methods.opinion_map.polis.by_vote import ALLOWED, VOTES
from soesmart.methods.opinion_map.polis.table import BadFile, Row, ids, length_fault
from soesmart.methods.opinion_map.votes import MISSING, Matrix

CELLS = {**VOTES, "": MISSING}


def read_by_person(path: Path, header: Row, rows: Iterator[Row]) -> tuple[list[Any], list[Any], Matrix]:
    """People, statements, matrix. Above statements stand numbers, above other columns (`xid` is one of them) words."""
    is_statement = [name.isdecimal() for name in header]
    statements = list(compress(header, is_statement))
    if not statements:
        raise BadFile(path, "Keine Spalte trägt die Nummer einer Aussage. Bitte den Export von Polis neu holen.", 1)
    person_at = header.index("participant")
    people: dict[str, Matrix] = {}
    for number, row in enumerate(rows, 2):
        if not row:
            continue
        if fault := length_fault(header, row) or _person_fault(row[person_at], people):
            raise BadFile(path, fault, number)
        try:
            cells = map(CELLS.__getitem__, compress(row, is_statement))
            people[row[person_at]] = np.fromiter(cells, np.int8, len(statements))
        except KeyError as error:
            cell = error.args[0]
            statement = statements[list(compress(row, is_statement)).index(cell)]
            fault = f"„{cell}“ bei Aussage {statement} ist keine Stimme. Erlaubt sind {ALLOWED} oder nichts."
            raise BadFile(path, fault, number) from None
    matrix = np.stack(list(people.values())) if people else np.empty((0, len(statements)), np.int8)
    return ids(list(people)), ids(statements), matrix


def _person_fault(person: str, people: dict[str, Matrix]) -> str:
    if not person:
        return "In der Spalte participant fehlt die Nummer."
    twice = f"Person {person} kommt schon in einer früheren Zeile vor. Bitte eine davon löschen."
    return twice if person in people else ""
