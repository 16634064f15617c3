"""Backup and restore of a town on SQLite: database, uploaded files and signing key in one archive.

A town on PostgreSQL backs up its database with pg_dump; see docs/operate.md.
"""

import fcntl
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connections

from soesmart.core.refusals import Refused

DATABASE = "soesmart.sqlite3"
PARTS = (DATABASE, "media", "secret_key")
AFTER_RESTORE: list[Callable[[datetime], None]] = []


def after_restore(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
    """Let `function` (of an app's `jobs`) run on restored data before anybody can read it, such as to erase again."""
    AFTER_RESTORE.append(function)
    return function


def database_file() -> Path:
    """The SQLite file in use; refused on PostgreSQL."""
    settings = connections["default"].settings_dict
    if not settings["ENGINE"].endswith("sqlite3"):
        raise Refused(
            "backup.postgresql", "Diese Stadt läuft auf PostgreSQL: bitte mit pg_dump sichern (docs/operate.md)."
        )
    return Path(settings["NAME"])


def back_up(data_dir: Path, archive: Path) -> None:
    """Write all that makes up the town into `archive` (tar.gz), while it runs; readable by its owner only."""
    if archive.exists():
        raise Refused("backup.exists", f"{archive} gibt es schon. Bitte einen anderen Namen nehmen.")
    with tempfile.TemporaryDirectory(dir=archive.parent) as scratch:
        copy = Path(scratch) / DATABASE
        # The online backup: a whole copy of one moment, though others write meanwhile.
        with closing(sqlite3.connect(database_file())) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        draft = Path(scratch) / "archive"
        draft.touch(mode=0o600)
        with tarfile.open(draft, "w:gz") as bundle:
            bundle.add(copy, DATABASE)
            for part in PARTS[1:]:
                if (data_dir / part).exists():
                    bundle.add(data_dir / part, part)
        draft.rename(archive)


def restore(data_dir: Path, archive: Path, at: datetime) -> Path | None:
    """Put a backup in the place of the present data, which moves aside; returns where to, or None if there was none."""
    database = database_file()
    with running(data_dir, alone=True), tempfile.TemporaryDirectory(dir=data_dir) as scratch:
        _unpack(archive, Path(scratch))
        aside = data_dir / f"vor-wiederherstellung-{at:%Y%m%d-%H%M%S}"
        present = [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))]
        present += [data_dir / part for part in PARTS[1:]]
        connections.close_all()
        for path in filter(Path.exists, present):
            aside.mkdir(exist_ok=True)
            path.rename(aside / path.name)
        for part in PARTS:
            if (Path(scratch) / part).exists():
                shutil.move(Path(scratch) / part, database if part == DATABASE else data_dir / part)
    return aside if aside.exists() else None


def _unpack(archive: Path, target: Path) -> None:
    """Unpack and check before anything is touched."""
    try:
        with tarfile.open(archive) as bundle:
            bundle.extractall(target, filter="data")  # refuses paths and links that lead elsewhere
        with closing(sqlite3.connect(f"file:{target / DATABASE}?mode=rw", uri=True)) as copy:
            # Constraints with a pattern need a function that only Django's connections have.
            copy.execute("PRAGMA ignore_check_constraints=ON")
            whole = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            whole = whole and copy.execute("SELECT count(*) FROM core_auditentry").fetchone() is not None
    except (OSError, tarfile.TarError, sqlite3.Error) as error:
        raise Refused("backup.broken", f"{archive} ist keine lesbare Sicherung: {error}") from error
    if not whole:
        raise Refused("backup.broken", f"{archive} ist beschädigt. Bitte eine andere Sicherung nehmen.")


@contextmanager
def running(data_dir: Path, *, alone: bool = False) -> Iterator[None]:
    """Hold while this process works on the data; `alone`: refused while another one does."""
    with open(data_dir / "running.lock", "w") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                "data.in_use",
                "Der Server läuft noch, oder eine Wiederherstellung. Bitte erst beenden, dann erneut versuchen.",
            ) from None
        yield
