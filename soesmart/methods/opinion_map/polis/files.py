"""Votes, moderation and groups from files."""

import json
from pathlib import Path
from typing import Any

import numpy as np

from soesmart.methods.opinion_map.description import Label
from soesmart.methods.opinion_map.polis.by_person import read_by_person
from soesmart.methods.opinion_map.polis.by_vote import COLUMNS, read_by_vote
from soesmart.methods.opinion_map.polis.table import BadFile, length_fault, table, unreadable
from soesmart.methods.opinion_map.votes import Id, Matrix, Votes

REJECTED = "-1"


def read_votes(path: Path, comments: Path | None = None) -> Votes:
    """A `votes.csv` (a row per vote) or `participants-votes.csv` (a row per person), told apart by the header.

    comments: a `comments.csv`; statements moderated out there, or marked `is-meta`, are left out. Raises BadFile.
    """
    with table(path) as (header, rows):
        if set(header) >= COLUMNS:
            people, statements, matrix = read_by_vote(path, header, rows)
        elif "participant" in header:
            people, statements, matrix = read_by_person(path, header, rows)
        else:
            raise BadFile(
                path,
                "Die Kopfzeile passt nicht. Gebraucht wird votes.csv (Spalten comment-id, voter-id, vote) oder "
                "participants-votes.csv (Spalte participant) aus dem Export von Polis, mit Komma getrennt.",
                1,
            )
    left_out = _left_out(comments, statements) if comments else set()
    return _in_order(people, statements, matrix, left_out)


def _in_order(people: list[Any], statements: list[Any], matrix: Matrix, left_out: set[str]) -> Votes:
    rows, columns = (sorted(range(len(ids)), key=ids.__getitem__) for ids in (people, statements))
    return Votes(
        tuple(people[row] for row in rows),
        tuple(statements[column] for column in columns),
        matrix[np.ix_(rows, columns)],
        frozenset(statement for statement in statements if str(statement) in left_out),
    )


def _left_out(path: Path, statements: list[Any]) -> set[str]:
    """What a `comments.csv` leaves out. Some statement of the votes must be in it."""
    with table(path) as (header, rows):
        if not {"comment-id", "moderated"} <= set(header):
            fault = "Die Spalten comment-id und moderated fehlen. Gebraucht wird comments.csv aus dem Export von Polis."
            raise BadFile(path, fault, 1)
        moderation = {}
        for number, row in enumerate(rows, 2):
            if row and (fault := length_fault(header, row) or _moderation_fault(row[header.index("moderated")])):
                raise BadFile(path, fault, number)
            if row:
                cells = dict(zip(header, row, strict=True))
                is_meta = cells.get("is-meta", "").lower() in {"true", "t", "1"}
                moderation[cells["comment-id"]] = is_meta or cells["moderated"] == REJECTED
    if statements and not moderation.keys() & {str(statement) for statement in statements}:
        raise BadFile(path, "Keine dieser Aussagen kommt in den Stimmen vor. Gehören beide Dateien zusammen?")
    return {statement for statement, is_out in moderation.items() if is_out}


def _moderation_fault(moderated: str) -> str:
    if moderated in {"1", "0", REJECTED}:
        return ""
    return f"„{moderated}“ in der Spalte moderated ist unbekannt. Erlaubt sind 1 (frei), 0 (offen), -1 (abgelehnt)."


def read_groups(path: Path, votes: Votes) -> dict[Id, Label]:
    """{"participant": label}, or a result of this program with such a list under "groups". Raises BadFile.

    People without votes are passed over, for they count nowhere; but somebody must be known.
    """
    data = _json(path)
    groups = data.get("groups", data) if isinstance(data, dict) else None
    if not isinstance(groups, dict):
        raise BadFile(path, 'Erwartet wird eine Zuordnung wie {"12": 0, "13": 1}: Person zu Gruppe.')
    for person, label in groups.items():
        if not isinstance(label, int | str) or isinstance(label, bool):
            raise BadFile(path, f"Die Gruppe von „{person}“ muss eine ganze Zahl oder ein Wort sein.")
    known = {str(person): person for person in votes.people}
    kind = str if any(isinstance(label, str) for label in groups.values()) else int
    found: dict[Id, Label] = {known[person]: kind(label) for person, label in groups.items() if person in known}
    if groups and not found:
        raise BadFile(path, "Keine dieser Personen kommt in den Stimmen vor. Gehören beide Dateien zusammen?")
    return found


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:
        raise BadFile(path, "Die Datei ist kein JSON in UTF-8. Bitte neu speichern.") from None
