"""Database fixtures: every test process works on its own copy of a prepared database."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections, transaction
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker, Settings

from tests import prepared

RENEW = pytest.StashKey[Callable[[], None]]()


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
    """Replaces pytest-django's: copies the migrated template. On PostgreSQL the first process to come migrates."""
    django_settings.MEDIA_ROOT = worker_folder / "media"
    django_settings.DATA_DIR = worker_folder
    # Not emptied table by table, which the audit log's guard would refuse: see pytest_runtest_protocol.
    TransactionTestCase._fixture_teardown = lambda case: None  # type: ignore[attr-defined]
    if connection.vendor == "sqlite":
        file = worker_folder / "test.sqlite3"
        request.config.stash[RENEW] = lambda: copy_fresh(file)
        copy_fresh(file)
        use_file(file)
        yield
        connections.close_all()
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
        name = connection.settings_dict["NAME"]
        recreate(f"{name}_template", template=name)
        request.config.stash[RENEW] = lambda: recreate(name, template=f"{name}_template")
        yield
        recreate(name, template=f"{name}_template")  # throws out the connections of threads that still live
        recreate(f"{name}_template")
        teardown_databases(made, verbosity=0)


def copy_fresh(file: Path) -> None:
    """Put an untouched copy of the migrated template in the place of this process's database."""
    connections.close_all()
    # A new file under the old name, not new content in the old file: a thread may still hold that one open.
    draft = shutil.copy(prepared.migrated() / prepared.DATABASE, file.with_suffix(".new"))
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    Path(draft).replace(file)


def use_file(file: Path) -> None:
    """Point Django's connection at a SQLite file."""
    connections.close_all()
    connections["default"].settings_dict["NAME"] = str(file)


def recreate(name: str, template: str = "") -> None:
    """Drop a PostgreSQL database, and make it anew from a template if one is given."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        quote = connection.ops.quote_name
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
        if template:
            cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A test with real transactions leaves its rows behind: renew the whole database after it."""
    result = yield
    if "transactional_db" in getattr(item, "fixturenames", ()) or _is_transactional(item):
        item.config.stash.get(RENEW, lambda: None)()
    return result


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


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
    if connection.vendor != "sqlite":
        pytest.skip("the demo's database is prepared for SQLite")
    settings.DEMO = True
    settings.MEDIA_ROOT = demo_folder / "media"
    before = Path(connections["default"].settings_dict["NAME"])
    use_file(demo_folder / prepared.DATABASE)
    with django_db_blocker.unblock():
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        use_file(before)
