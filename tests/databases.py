"""Database fixtures: every test process works on its own copy of a prepared database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker, Settings

from tests import prepared


@pytest.fixture(scope="session")
def worker_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test process alone."""
    return tmp_path_factory.mktemp("process")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    worker_folder: Path,
) -> Iterator[None]:
    """Replaces pytest-django's: copies the migrated template. On PostgreSQL Django builds the database itself."""
    settings.MEDIA_ROOT = worker_folder / "media"
    if connection.vendor != "sqlite":
        with django_db_blocker.unblock():
            made = setup_databases(verbosity=0, interactive=False)
            yield
            teardown_databases(made, verbosity=0)
        return
    # Not emptied table by table, which the audit log's guard would refuse: see pytest_runtest_protocol.
    TransactionTestCase._fixture_teardown = lambda case: None  # type: ignore[attr-defined]
    request.config.stash[DATABASE_FILE] = worker_folder / "test.sqlite3"
    use_file(copy_fresh(request.config))
    yield
    connections.close_all()


DATABASE_FILE = pytest.StashKey[Path]()


def copy_fresh(config: pytest.Config) -> Path:
    """Put an untouched copy of the migrated template in the place of this process's database."""
    file = config.stash[DATABASE_FILE]
    connections.close_all()
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.copy(prepared.migrated() / prepared.DATABASE, file)
    return file


def use_file(file: Path) -> None:
    """Point Django's connection at a SQLite file."""
    connections.close_all()
    connections["default"].settings_dict["NAME"] = str(file)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A test with real transactions leaves its rows behind: renew the whole database after it."""
    result = yield
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction") and DATABASE_FILE in item.config.stash:
        copy_fresh(item.config)
    return result


@pytest.fixture(scope="session")
def demo_folder(worker_folder: Path) -> Path:
    """This process's own copy of the demo's data folder."""
    return Path(shutil.copytree(prepared.with_demo(), worker_folder / "demo"))


@pytest.fixture
def demo_db(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    demo_folder: Path,
    settings: Settings,
) -> Iterator[None]:
    """The whole demo in the database, rolled back after the test. Instead of, not beside, the mark `django_db`."""
    assert not request.node.get_closest_marker("django_db"), "demo_db and the mark django_db exclude each other"
    assert connection.vendor == "sqlite", "the demo's database is prepared for SQLite"
    settings.DEMO = True
    settings.MEDIA_ROOT = demo_folder / "media"
    before = Path(connections["default"].settings_dict["NAME"])
    use_file(demo_folder / prepared.DATABASE)
    with django_db_blocker.unblock():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        use_file(before)
