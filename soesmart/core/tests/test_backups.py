"""A backup taken while the town runs brings everything back; a bad one changes nothing."""

import io
import sqlite3
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from soesmart.core import backups
from soesmart.core.refusals import Refused

AT = datetime(2026, 11, 1, 11, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a small database, an uploaded file and a key."""
    folder = tmp_path / "town"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "bild.txt").write_text("alt")
    (folder / "secret_key").write_text("key")
    write(folder, "CREATE TABLE core_auditentry (word)", "INSERT INTO core_auditentry VALUES ('alt')")
    monkeypatch.setitem(connection.settings_dict, "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(connection.settings_dict, "NAME", folder / backups.DATABASE)
    return folder


def write(folder: Path, *commands: str) -> None:
    with sqlite3.connect(folder / backups.DATABASE) as database:
        database.execute("PRAGMA journal_mode=WAL")
        for command in commands:
            database.execute(command)


def words(folder: Path) -> list[str]:
    with sqlite3.connect(folder / backups.DATABASE) as database:
        return [row[0] for row in database.execute("SELECT word FROM core_auditentry")]


def test_what_was_backed_up_comes_back_and_what_was_there_moves_aside(town: Path, tmp_path: Path) -> None:
    archive = tmp_path / "sicherung.tar.gz"
    backups.back_up(town, archive)
    write(town, "INSERT INTO core_auditentry VALUES ('neu')")
    (town / "media" / "bild.txt").write_text("neu")

    aside = backups.restore(town, archive, AT)

    assert words(town) == ["alt"]
    assert (town / "media" / "bild.txt").read_text() == "alt"
    assert aside is not None
    assert words(aside) == ["alt", "neu"]
    assert (aside / "media" / "bild.txt").read_text() == "neu"


def test_a_backup_is_readable_by_its_owner_only_and_leaves_no_scraps(town: Path, tmp_path: Path) -> None:
    archive = tmp_path / "sicherung.tar.gz"
    backups.back_up(town, archive)
    assert archive.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sicherung.tar.gz", "town"]


def test_a_backup_holds_what_is_still_in_the_write_ahead_log(town: Path, tmp_path: Path) -> None:
    with sqlite3.connect(town / backups.DATABASE) as still_open:
        still_open.execute("INSERT INTO core_auditentry VALUES ('eben')")
        still_open.commit()
        backups.back_up(town, tmp_path / "sicherung.tar.gz")
    (town / backups.DATABASE).unlink()
    backups.restore(town, tmp_path / "sicherung.tar.gz", AT)
    assert words(town) == ["alt", "eben"]


def test_an_existing_file_is_not_overwritten(town: Path, tmp_path: Path) -> None:
    (tmp_path / "wichtig").write_text("wichtig")
    with pytest.raises(Refused, match="gibt es schon"):
        backups.back_up(town, tmp_path / "wichtig")
    assert (tmp_path / "wichtig").read_text() == "wichtig"


def _tar(path: Path, **files: bytes) -> Path:
    with tarfile.open(path, "w:gz") as bundle:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            bundle.addfile(member, io.BytesIO(content))
    return path


@pytest.mark.parametrize(
    "files",
    [{}, {"soesmart.sqlite3": b"kein SQLite"}, {"../anderswo": b"x"}, {"soesmart.sqlite3": b""}],
    ids=["empty", "no database", "leads elsewhere", "no tables"],
)
def test_a_bad_archive_changes_nothing(town: Path, tmp_path: Path, files: dict[str, bytes]) -> None:
    with pytest.raises(Refused, match="keine lesbare Sicherung"):
        backups.restore(town, _tar(tmp_path / "x.tar.gz", **files), AT)
    assert words(town) == ["alt"]
    assert not (tmp_path / "anderswo").exists()


def test_a_file_that_is_no_archive_changes_nothing(town: Path, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Guten Tag")
    with pytest.raises(Refused, match="keine lesbare Sicherung"):
        backups.restore(town, tmp_path / "brief.txt", AT)
    assert words(town) == ["alt"]


def test_nothing_is_restored_under_a_running_server(town: Path, tmp_path: Path) -> None:
    backups.back_up(town, tmp_path / "sicherung.tar.gz")
    with backups.running(town), pytest.raises(Refused, match="läuft noch"):
        backups.restore(town, tmp_path / "sicherung.tar.gz", AT)
    assert backups.restore(town, tmp_path / "sicherung.tar.gz", AT)
