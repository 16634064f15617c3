"""Nothing of a secret ballot stays behind in the files of the database: not in free pages, not in the journal.

SQLite writes zeros over what is deleted (PRAGMA secure_delete, set for every connection in config.databases), but keeps
old pages in its write-ahead log until that is emptied. PostgreSQL keeps old versions of rows until a VACUUM. What is
wiped here was sealed anyway: it is the second lock, for the day on which somebody gets the key.
"""

from typing import Any

from django.db import connection, models, transaction

PATIENCE = 500  # milliseconds


def wipe_what_is_deleted() -> None:
    """From now on this connection to SQLite writes zeros over what it deletes, however it was opened."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def leave_none(*tables: type[models.Model]) -> None:
    """Once the present transaction is stored: empty the log of SQLite, or vacuum the tables on PostgreSQL."""
    names = [connection.ops.quote_name(table._meta.db_table) for table in tables]
    transaction.on_commit(lambda: _clear(names))


def _clear(names: list[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _empty_log(cursor)
            return
        for name in names:
            cursor.execute(f"VACUUM {name}")


def _empty_log(cursor: Any) -> None:
    """Nothing is emptied while others read old pages. It is not waited for long, for nobody can vote meanwhile: the
    nightly recount asks again."""
    cursor.execute("PRAGMA busy_timeout")
    (patience,) = cursor.fetchone()
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.fetchall()
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
