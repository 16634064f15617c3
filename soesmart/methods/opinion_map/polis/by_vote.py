"""`votes.csv`: a row per vote. Read column by column in large pieces, a million rows in about a second."""

from array import array
from collections.abc import Iterator
from itertools import islice, repeat
from pathlib import Path

import numpy as np

from soesmart.methods.opinion_map.polis.table import BadFile, Row, length_fault
from soesmart.methods.opinion_map.votes import MISSING, Matrix

VOTES = {"1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1}
ALLOWED = "1 (Zustimmung), -1 (Ablehnung) und 0 (weder noch)"
CHUNK = 50_000


def read_by_vote(path: Path, header: Row, rows: Iterator[Row]) -> tuple[Row, Row, Matrix]:
    """The last vote by time counts; of equal times, or without them, the later row."""
    people, statements = _Numbering(), _Numbering()
    person, statement, vote, time = array("i"), array("i"), array("b"), array("d")
    voter_at, statement_at, vote_at = (header.index(name) for name in ("voter-id", "comment-id", "vote"))
    time_at = header.index("timestamp") if "timestamp" in header else None
    for first, chunk in _chunks(rows):
        try:
            columns = _columns(header, chunk)
            vote.extend(map(VOTES.__getitem__, columns[vote_at]))
            time.extend(map(float, columns[time_at]) if time_at is not None else repeat(0.0, len(columns[0])))
            person.extend(map(people.__getitem__, columns[voter_at]))
            statement.extend(map(statements.__getitem__, columns[statement_at]))
        except (KeyError, ValueError):
            raise _fault_of_vote(path, header, first, chunk) from None
    matrix = np.full((len(people), len(statements)), MISSING, dtype=np.int8)
    order = np.argsort(np.array(time), kind="stable")
    matrix[np.array(person)[order], np.array(statement)[order]] = np.array(vote)[order]
    return list(people), list(statements), matrix


class _Numbering(dict[str, int]):
    """Numbers ids in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        if not key:
            raise ValueError("an empty id")
        self[key] = len(self)
        return self[key]


def _chunks(rows: Iterator[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Rows by the ten thousand, with the number of the first."""
    first = 2
    while chunk := list(islice(rows, CHUNK)):
        yield first, chunk
        first += len(chunk)


def _columns(header: Row, chunk: list[Row]) -> list[tuple[str, ...]]:
    """The chunk column by column, without blank rows. ValueError when a row is not as long as the header."""
    filled = [row for row in chunk if row]
    if any(len(row) != len(header) for row in filled):
        raise ValueError("a row of another length")
    return list(zip(*filled, strict=True)) or [()] * len(header)


def _fault_of_vote(path: Path, header: Row, first: int, chunk: list[Row]) -> BadFile:
    """The first faulty row of a chunk that could not be read."""
    for number, row in enumerate(chunk, first):
        if row and (fault := length_fault(header, row) or _vote_fault(dict(zip(header, row, strict=True)))):
            return BadFile(path, fault, number)
    return BadFile(path, "Die Datei lässt sich nicht lesen.")


def _vote_fault(cells: dict[str, str]) -> str:
    for name in ("voter-id", "comment-id"):
        if not cells[name]:
            return f"In der Spalte {name} fehlt die Nummer."
    if cells["vote"] not in VOTES:
        return f"„{cells['vote']}“ ist keine Stimme. Erlaubt sind {ALLOWED}."
    try:
        float(cells.get("timestamp", "0"))
    except ValueError:
        return f"„{cells['timestamp']}“ ist kein Zeitpunkt. Erwartet wird eine Zahl (Millisekunden)."
    return ""
