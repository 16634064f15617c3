"""Full text on SQLite: one FTS5 table, its rowid is the document's id (https://sqlite.org/fts5.html)."""

import hashlib

from soesmart.portal.search.tables import Match, Row

KEY = "rowid"
INSERT = (
    "INSERT INTO portal_search_index (rowid, scope, title_words, text_words, title_stems, text_stems)"
    " VALUES (%s, %s, %s, %s, %s, %s)"
)


def values(row: Row) -> list[object]:
    scope = f"{_town(row.municipality_id)} {_kind(row.kind)}"
    return [row.document_id, scope, row.title_words, row.text_words, row.title_stems, row.text_stems]


def condition(match: Match) -> tuple[str, list[object]]:
    scopes = [_town(match.municipality_id), *([_kind(match.kind)] if match.kind else [])]
    parts = [f'scope : "{scope}"' for scope in scopes]
    shape = "words" if match.exact else "stems"
    columns = " ".join([f"title_{shape}"] * match.titles + [f"text_{shape}"] * match.texts)
    # The whole word counts beside its beginnings, so that "Haus" stands above "Haushalt".
    # The words are letters and digits only (methods/german_stems.py), nothing in them can end the quoted string.
    wanted = [f'"{" ".join(match.words)}"'] if match.exact else [f'("{word}" * OR "{word}")' for word in match.words]
    parts += [f"{{{columns}}} : {word}" for word in wanted]
    return "portal_search_index MATCH %s", [" AND ".join(parts)]


def order(match: Match) -> tuple[str, list[object]]:
    return "bm25(portal_search_index, 0.0, 12.0, 1.5, 10.0, 1.0)", []


def _town(municipality_id: int) -> str:
    return f"town{municipality_id}"


def _kind(kind: str) -> str:
    return f"kind{hashlib.sha256(kind.encode()).hexdigest()[:16]}"
