"""What the full text of SQLite (sqlite.py) and of PostgreSQL (postgresql.py) have in common.

Both know the town and the kind as part of the match, so that a word which is frequent in another town costs nothing here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import ModuleType

from django.db import connection

# More hits than this are neither counted nor ranked: nobody reads on, and a page must stay cheap with 20,000 documents.
MOST = 1000


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
    """sqlite or postgresql: each with INSERT, KEY, values(row), condition(match), ORDER."""
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


def count_by_kind(match: Match) -> dict[str, int]:
    """Hits per kind; counting stops after `MOST` + 1 hits."""
    condition, values = engine().condition(match)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT document.kind, COUNT(*) FROM"  # noqa: S608
            f" (SELECT {engine().KEY} AS id FROM portal_search_index WHERE {condition} LIMIT {MOST + 1}) AS hit"
            " JOIN portal_searchdocument AS document ON document.id = hit.id GROUP BY document.kind",
            values,
        )
        return dict(cursor.fetchall())


def best(match: Match, *, start: int, size: int, total: int) -> list[int]:
    """Ids of documents, best first. Of too many hits to rank (`total` > MOST) those in titles come first, as stored."""
    if total <= MOST:
        order, values = engine().order(match)
        return _ids(match, f"ORDER BY {order}, {engine().KEY} LIMIT {size} OFFSET {start}", values)
    parts = [replace(match, texts=False)] * match.titles + [replace(match, titles=False)] * match.texts
    found = [pk for part in parts for pk in _ids(part, f"LIMIT {MOST + 1}")]
    return list(dict.fromkeys(found))[start : start + size]


def _ids(match: Match, tail: str, more_values: Sequence[object] = ()) -> list[int]:
    condition, values = engine().condition(match)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {engine().KEY} FROM portal_search_index WHERE {condition} {tail}",  # noqa: S608
            [*values, *more_values],
        )
        return [row[0] for row in cursor.fetchall()]
