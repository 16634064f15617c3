"""The statements of the box: a whole batch of ballots goes into the database with one.

One statement and not many, so that the database works through the batch while the interpreter is free for the event
loop: SQLite lets go of it once for each call, not once for each row.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

# What stands in a row of a batch: credential, channel, choice, receipt, time; for a secret round credential, channel,
# and the envelope as hex digits (SQLite: where it lies in the one blob that goes along, and how long it is).


SQLITE_BALLOTS = """
INSERT INTO events_ballot (round_id, credential, channel, choice, receipt, cast_at)
SELECT %s, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
       json_extract(value, '$[3]'), json_extract(value, '$[4]')
FROM json_each(%s) WHERE true ON CONFLICT DO NOTHING
"""
SQLITE_VOTERS = """
INSERT INTO events_voter (round_id, credential, channel, envelope)
SELECT %s, json_extract(value, '$[0]'), json_extract(value, '$[1]'),
       substr(%s, json_extract(value, '$[2]'), json_extract(value, '$[3]'))
FROM json_each(%s) WHERE true ON CONFLICT DO NOTHING
"""
POSTGRESQL_BALLOTS = """
INSERT INTO events_ballot (round_id, credential, channel, choice, receipt, cast_at)
SELECT %s, value->>0, value->>1, value->>2, value->>3, (value->>4)::timestamp AT TIME ZONE 'UTC'
FROM json_array_elements(%s::json) WITH ORDINALITY AS row (value, place) ORDER BY place
ON CONFLICT DO NOTHING RETURNING id
"""
POSTGRESQL_VOTERS = """
INSERT INTO events_voter (round_id, credential, channel, envelope)
SELECT %s, value->>0, value->>1, decode(value->>2, 'hex')
FROM json_array_elements(%s::json) WITH ORDINALITY AS row (value, place) ORDER BY place
ON CONFLICT DO NOTHING RETURNING id
"""


@dataclass(frozen=True)
class Written:
    """rows: how many are new. last: the key of the newest, 0 without any."""

    rows: int
    last: int


def insert_ballots(cursor: Any, vendor: str, round_: int, rows: Sequence[tuple[str, ...]]) -> Written:
    """rows: credential, channel, choice, receipt, time (UTC, as text). Who has a ballot already keeps it."""
    listed = json.dumps(rows, ensure_ascii=False)
    if vendor == "sqlite":
        cursor.execute(SQLITE_BALLOTS, [round_, listed])
        return Written(cursor.rowcount, cursor.lastrowid)
    cursor.execute(POSTGRESQL_BALLOTS, [round_, listed])
    return _returned(cursor)


def insert_voters(cursor: Any, vendor: str, round_: int, rows: Sequence[tuple[str, str, bytes]]) -> Written:
    """rows: credential, channel, envelope."""
    if vendor != "sqlite":
        hexed = [(credential, channel, envelope.hex()) for credential, channel, envelope in rows]
        cursor.execute(POSTGRESQL_VOTERS, [round_, json.dumps(hexed)])
        return _returned(cursor)
    places, start = [], 1
    for credential, channel, envelope in rows:
        places.append((credential, channel, start, len(envelope)))
        start += len(envelope)
    cursor.execute(SQLITE_VOTERS, [round_, b"".join(row[2] for row in rows), json.dumps(places)])
    return Written(cursor.rowcount, cursor.lastrowid)


def _returned(cursor: Any) -> Written:
    keys = [row[0] for row in cursor.fetchall()]
    return Written(len(keys), max(keys, default=0))
