"""The town of the benchmarks: a copy of the prepared demo in a folder that goes away."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.test import Client

from soesmart.config import env
from tests import prepared

HOST = "soest.localhost"
# The pages of the promise. A goal and a field are those the demo lists first.
PAGES = {
    "start": "/",
    "house": "/strategie/",
    "field": "/strategie/felder/{field}/",
    "goal": "/strategie/ziele/{goal}/",
    "search": "/suche/?q=Klima",
    "calendar": "/kalender/",
    "process": "/prozess/",
    "news": "/aktuelles/",
}


@contextmanager
def demo_folder() -> Iterator[Path]:
    """A data folder with the demo, ours alone."""
    with tempfile.TemporaryDirectory() as scratch:
        yield Path(shutil.copytree(prepared.with_demo(), Path(scratch) / "town"))


def copied(scratch: Path) -> Path:
    """A data folder with all tables and nothing in them, ours alone."""
    return Path(shutil.copytree(prepared.migrated(), scratch / "empty"))


def enter(folder: Path) -> None:
    """Set up Django in this process on a data folder; before any import of models."""
    env.DATA_DIR, env.DEMO, env.DATABASE_URL = folder, True, ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "soesmart.config.settings"
    django.setup()


def paths() -> dict[str, str]:
    """The pages' addresses, found by following the links of the house; Django must be set up."""
    house = Client(HTTP_HOST=HOST).get(PAGES["house"]).content.decode()
    field = re.search(r'href="/strategie/felder/([^"/]+)/"', house)
    goal = re.search(r'href="/strategie/ziele/([^"/]+)/"', house)
    assert field, "the house links to no field"
    assert goal, "the house links to no goal"
    return {name: path.format(field=field[1], goal=goal[1]) for name, path in PAGES.items()}
