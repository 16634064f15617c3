"""Nothing of a secret ballot stays behind in the files of the database: not in free pages, not in the journal.

SQLite writes zeros over what is deleted only when told to, and keeps old pages in its write-ahead log until that is
emptied (sqlite.org, "PRAGMA secure_delete" and "PRAGMA wal_checkpoint"). PostgreSQL keeps old versions of rows until a
VACUUM. What is wiped here was sealed anyway: it is the second lock, for the day on which somebody gets the key.
"""

from django.db import connection, models, transaction


def wipe_what_is_deleted() -> None:
    """From now on this connection to SQLite writes zeros over what it deletes."""
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
            # Empties nothing while others read old pages; the nightly recount asks again.
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for name in names:
            cursor.execute(f"VACUUM {name}")
