"""What booking is measured against: a WSGI application that reads a form and stores one bare row a request.

The same database and journal as the town's, in a file of its own: DATA_DIR/bare.sqlite3.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any

_local = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """303 once the row is stored."""
    form = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    connection = _connection()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO bare (form) VALUES (?)", (form.decode(),))
    connection.execute("COMMIT")
    start_response("303 See Other", [("Location", "/"), ("Content-Length", "0")])
    return [b""]


def _connection() -> sqlite3.Connection:
    if not hasattr(_local, "connection"):
        file = os.path.join(os.environ["DATA_DIR"], "bare.sqlite3")
        made = sqlite3.connect(file, timeout=20, isolation_level=None)
        made.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
        made.execute("CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, form TEXT)")
        _local.connection = made
    connection: sqlite3.Connection = _local.connection
    return connection
