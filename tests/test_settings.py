"""What the environment sets."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from soesmart.config import env
from soesmart.config.databases import database


def test_without_a_word_the_database_is_a_file_that_waits_instead_of_failing() -> None:
    config = database("", 0)
    assert config["ENGINE"].endswith("sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_named_sqlite_file_waits_as_well() -> None:
    config = database("sqlite:////srv/soesmart/daten.sqlite3", 0)
    assert config["NAME"] == "/srv/soesmart/daten.sqlite3"
    assert config["OPTIONS"] == database("", 0)["OPTIONS"]


def test_postgresql_keeps_a_checked_connection_for_each_thread() -> None:
    config = database("postgres://soesmart:geheim@db.example:5433/town?sslmode=require", 0)
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "town")
    assert config["OPTIONS"] == {"sslmode": "require"}
    assert config["CONN_MAX_AGE"] is None
    assert config["CONN_HEALTH_CHECKS"]


def test_postgresql_may_share_a_pool_instead() -> None:
    config = database("postgres://db.example/town?sslmode=require", 5)
    assert config["OPTIONS"]["pool"]["max_size"] == 5
    assert config["OPTIONS"]["sslmode"] == "require"
    assert "CONN_MAX_AGE" not in config, "Django refuses a pool of lasting connections"


def test_processes_that_start_at_once_share_one_signing_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "DATA_DIR", tmp_path)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: env.secret_key(), range(40)))
    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0, "readable by its owner only"
