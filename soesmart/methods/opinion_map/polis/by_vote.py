"""`votes.csv`: a row per vote.

Whole numbers, which is what Polis writes, go through numpy's own reader, some millions of rows a second. Where that
fails, rows are looked at one by one: to read ids that are words, or to name the first faulty row.
"""

import warnings
from array import array
from collections.abc import Iterator
from itertools import islice, repeat
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soesmart.methods.opinion_map.polis.table import BadFile, Row, ids, length_fault
from soesmart.methods.opinion_map.votes import MISSING, Matrix, is_vote

VOTES = {"1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1}
ALLOWED = "1 (Zustimmung), -1 (Ablehnung) und 0 (weder noch)"
COLUMNS = {"voter-id", "comment-id", "vote"}
LINES, CHUNK = 20_000, 500  # as many as fit the processor's cache, so that reading stays fast

Numbers = NDArray[Any]


def read_by_vote(path: Path, header: Row, rows: Iterator[Row]) -> tuple[list[Any], list[Any], Matrix]:
    """People, statements, matrix. The last vote by time counts; of equal times, or without any, the later row."""
    try:
        voters, spoken, votes, times = _whole_numbers(path, header)
    except (ValueError, DeprecationWarning):
        return _row_by_row(path, header, rows)
    people, person = np.unique(voters, return_inverse=True)
    statements, statement = np.unique(spoken, return_inverse=True)
    matrix = _matrix((len(people), len(statements)), person, statement, votes, times)
    return people.tolist(), statements.tolist(), matrix


def _matrix(shape: tuple[int, int], person: Numbers, statement: Numbers, votes: Numbers, times: Numbers) -> Matrix:
    matrix = np.full(shape, MISSING, dtype=np.int8)
    order = np.argsort(times, kind="stable")
    matrix[person[order], statement[order]] = votes[order]
    return matrix


def _whole_numbers(path: Path, header: Row) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Voters, statements, votes, times. ValueError (or numpy's DeprecationWarning) for anything but whole numbers."""
    names = ("voter-id", "comment-id", "vote", *(name for name in header if name == "timestamp"))
    places = [header.index(name) for name in names]
    parts: list[list[Numbers]] = [[np.empty(0, kind)] for kind in (np.int32, np.int32, np.int8, np.int64)]
    with path.open(encoding="utf-8-sig", newline="") as file, warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)  # numpy would read 0.5 as 0
        next(file, "")
        while lines := list(islice(file, LINES)):
            if filled := [line for line in lines if not line.isspace()]:
                _add(parts, np.loadtxt(filled, np.int64, None, ",", usecols=places, ndmin=2, quotechar='"').T)
    voters, spoken, votes, times = (np.concatenate(part) for part in parts)
    return voters, spoken, votes, times


def _add(parts: list[list[Numbers]], read: Numbers) -> None:
    """Keep as little of a block as its numbers need."""
    voters, spoken, votes = read[:3]
    if not is_vote(votes).all() or max(np.abs(voters).max(), np.abs(spoken).max()) > np.iinfo(np.int32).max:
        raise ValueError("no vote, or a number too large")
    times = read[3] if len(read) > 3 else np.zeros_like(votes)
    for part, numbers in zip(parts, (voters, spoken, votes, times), strict=True):
        part.append(numbers.astype(part[0].dtype))


def _row_by_row(path: Path, header: Row, rows: Iterator[Row]) -> tuple[list[Any], list[Any], Matrix]:
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
    columns_read = (np.array(column) for column in (person, statement, vote, time))
    matrix = _matrix((len(people), len(statements)), *columns_read)
    return ids(list(people)), ids(list(statements)), matrix


class _Numbering(dict[str, int]):
    """Numbers ids in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        if not key:
            raise ValueError("an empty id")
        self[key] = len(self)
        return self[key]


def _chunks(rows: Iterator[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Rows by the hundred, with the number of the first."""
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
