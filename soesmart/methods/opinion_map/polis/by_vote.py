"""`votes.csv`: a row per vote.

Whole numbers, which is what Polis writes, go through numpy's own reader, some millions of rows a second. Where that
fails, rows are looked at one by one: to read ids that are words, or to name the first faulty row.
"""

import warnings
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from math import isfinite
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
Block = tuple[Numbers, Numbers, Numbers, Numbers]


def read_by_vote(path: Path, header: Row, rows: Iterator[Row]) -> tuple[list[Any], list[Any], Matrix]:
    """People, statements, matrix. The last vote by time counts; of equal times, or without any, the later row."""
    try:
        blocks = list(_whole_numbers(path, header))
    except (ValueError, Warning):
        return _row_by_row(path, header, rows)
    people, statements = (_all([block[column] for block in blocks]) for column in (0, 1))
    indexed = (
        (np.searchsorted(people, voters), np.searchsorted(statements, spoken), votes, times)
        for voters, spoken, votes, times in blocks
    )
    return people.tolist(), statements.tolist(), _matrix(len(people), len(statements), indexed)


def _matrix(people: int, statements: int, blocks: Iterable[Block]) -> Matrix:
    """Blocks of person, statement, vote and time, in the order of the file."""
    matrix = np.full((people, statements), MISSING, dtype=np.int8)
    latest = np.full((people, statements), -np.inf)
    for block in blocks:
        order = np.argsort(block[3], kind="stable")
        person, statement, vote, time = (column[order] for column in block)
        counts = time >= latest[person, statement]
        cells = person[counts], statement[counts]
        matrix[cells], latest[cells] = vote[counts], time[counts]
    return matrix


def _all(blocks: list[Numbers]) -> Numbers:
    return np.unique(np.concatenate([np.empty(0, np.int32), *map(np.unique, blocks)]))


def _whole_numbers(path: Path, header: Row) -> Iterator[Block]:
    """Voters, statements, votes, times. ValueError or a Warning of numpy for anything but whole numbers."""
    names = ("voter-id", "comment-id", "vote", *(name for name in header if name == "timestamp"))
    places = [header.index(name) for name in names]
    with path.open(encoding="utf-8-sig", newline="") as file, warnings.catch_warnings():
        warnings.simplefilter("error")  # numpy only warns where it reads 0.5 as 0
        next(file, "")
        while lines := list(islice(file, LINES)):
            yield _small(np.loadtxt(lines, np.int64, None, ",", usecols=places, ndmin=2, quotechar='"').T)


def _small(read: Numbers) -> Block:
    """A block in as few bytes as its numbers need: a conversation can have many millions of votes."""
    voters, spoken, votes = read[:3]
    if not is_vote(votes).all() or np.abs(read[:2]).max() > np.iinfo(np.int32).max:
        raise ValueError("no vote, or a number too large")
    times = read[3] if len(read) > 3 else np.zeros_like(votes)
    return voters.astype(np.int32), spoken.astype(np.int32), votes.astype(np.int8), times.astype(np.float64)


def _row_by_row(path: Path, header: Row, rows: Iterator[Row]) -> tuple[list[Any], list[Any], Matrix]:
    people, statements = _Numbering(), _Numbering()
    person, statement, vote, time = array("i"), array("i"), array("b"), array("d")
    voter_at, statement_at, vote_at = (header.index(name) for name in ("voter-id", "comment-id", "vote"))
    time_at = header.index("timestamp") if "timestamp" in header else None
    for first, chunk in _chunks(rows):
        try:
            columns = _columns(header, chunk)
            vote.extend(map(VOTES.__getitem__, columns[vote_at]))
            time.extend(map(_moment, columns[time_at]) if time_at is not None else repeat(0.0, len(columns[0])))
            person.extend(map(people.__getitem__, columns[voter_at]))
            statement.extend(map(statements.__getitem__, columns[statement_at]))
        except (KeyError, ValueError):
            raise _fault_of_vote(path, header, first, chunk) from None
    block = np.array(person), np.array(statement), np.array(vote), np.array(time)
    matrix = _matrix(len(people), len(statements), [block])
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


def _moment(text: str) -> float:
    if not isfinite(moment := float(text)):
        raise ValueError("no moment")
    return moment


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
        _moment(cells.get("timestamp", "0"))
    except ValueError:
        return f"„{cells['timestamp']}“ ist kein Zeitpunkt. Erwartet wird eine Zahl (Millisekunden)."
    return ""
