"""What the full text of SQLite (sqlite.py) and of PostgreSQL (postgresql.py) have in common.

Both know the town and the kind as part of the match: a word which is frequent in another town costs nothing here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import ModuleType
from typing import Any

from django.db import connection

# More hits than this are neither counted nor ranked: nobody reads on, and a page must stay cheap with 20,000 documents.
MOST = 500


@dataclass(frozen=True)
class Match:
    """What to look for. words: folded words as a phrase if `exact`, else stems of which each must begin a word."""

    municipality_id: int
    words: tuple[str, ...]
    exact: bool = False
    titles: bool = True
    texts: bool = True
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """What is stored of a document: folded words and stems, each joined by blanks."""

    document_id: int
    municipality_id: int
    kind: str
    title_words: str
    text_words: str
    title_stems: str
    text_stems: str


def engine() -> ModuleType:
    """sqlite or postgresql: each with INSERT, KEY, values(row), condition(match), order(match)."""
    from soesmart.portal.search import postgresql, sqlite

    return postgresql if connection.vendor == "postgresql" else sqlite


def write(rows: Sequence[Row]) -> None:
    """Store the rows, replacing what was stored of the same documents."""
    remove([row.document_id for row in rows])
    with connection.cursor() as cursor:
        cursor.executemany(engine().INSERT, [engine().values(row) for row in rows])


def remove(document_ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        # S608 here and below: only constants of this package are put together, all values are parameters.
        cursor.executemany(
            f"DELETE FROM portal_search_index WHERE {engine().KEY} = %s",  # noqa: S608
            [[pk] for pk in document_ids],
        )


def hits(match: Match) -> list[tuple[int, str]]:
    """Id and kind of the documents that match, unordered; no more than `MOST` + 1."""
    condition, values = engine().condition(match)
    return _fetch(
        f"SELECT hit.id, document.kind FROM (SELECT {engine().KEY} AS id FROM portal_search_index"  # noqa: S608
        f" WHERE {condition} LIMIT {MOST + 1}) AS hit JOIN portal_searchdocument AS document ON document.id = hit.id",
        values,
    )


def ranked(match: Match, *, start: int, size: int) -> list[int]:
    """Ids of the documents that match, best first. Costs as much as there are hits."""
    condition, values = engine().condition(match)
    order, more_values = engine().order(match)
    rows = _fetch(
        f"SELECT {engine().KEY} FROM portal_search_index WHERE {condition}"  # noqa: S608
        f" ORDER BY {order}, {engine().KEY} LIMIT {size} OFFSET {start}",
        [*values, *more_values],
    )
    return [row[0] for row in rows]


def by_title(match: Match, *, size: int) -> list[int]:
    """Ids of documents whose title matches, unranked, no more than `size`."""
    condition, values = engine().condition(replace(match, titles=True, texts=False))
    rows = _fetch(f"SELECT {engine().KEY} FROM portal_search_index WHERE {condition} LIMIT {size}", values)  # noqa: S608
    return [row[0] for row in rows]


def _fetch(sql: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
