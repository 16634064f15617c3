"""Full text on PostgreSQL: tsvectors of our own words and stems, titles with weight A, texts with weight B."""

from dataclasses import replace

from soesmart.portal.search.tables import Match, Row

KEY = "document_id"
# Only constants are put together in this file, all values are parameters.
_VECTOR = "setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'B')"
_PLACES = f"%s, %s, %s, {_VECTOR}, {_VECTOR}"
INSERT = f"INSERT INTO portal_search_index (document_id, municipality_id, kind, words, stems) VALUES ({_PLACES})"  # noqa: S608


def values(row: Row) -> list[object]:
    return [
        row.document_id,
        row.municipality_id,
        row.kind,
        row.title_words,
        row.text_words,
        row.title_stems,
        row.text_stems,
    ]


def condition(match: Match) -> tuple[str, list[object]]:
    column = "words" if match.exact else "stems"
    sql = f"municipality_id = %s AND {column} @@ to_tsquery('simple', %s)"
    values: list[object] = [match.municipality_id, _query(match)]
    if match.kind:
        sql += " AND kind = %s"
        values.append(match.kind)
    return sql, values


def order(match: Match) -> tuple[str, list[object]]:
    column = "words" if match.exact else "stems"
    # The whole word counts beside its beginnings, so that "Haus" stands above "Haushalt".
    asked = [_query(match)] if match.exact else [_query(match), _query(replace(match, exact=True)).replace("<->", "|")]
    rank = " + ".join([f"ts_rank({column}, to_tsquery('simple', %s))"] * len(asked))
    return f"{rank} DESC", list(asked)


def _query(match: Match) -> str:
    labels = "" if match.titles and match.texts else "A" if match.titles else "B"
    prefix = "" if match.exact else "*"
    options = f":{prefix}{labels}" if prefix or labels else ""
    # The words are letters and digits only (methods/german_stems.py), nothing in them can end the quoted lexeme.
    return (" <-> " if match.exact else " & ").join(f"'{word}'{options}" for word in match.words)
