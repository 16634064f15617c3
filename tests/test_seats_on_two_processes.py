"""200 buyers at once for 100 places, SQLite and two server processes: 100 are sold, and the books hold throughout."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests import prepared
from tests.processes import two_servers
from tests.seats.buyers import ask, storm

PLACES, BUYERS = 100, 200
# On an idle machine all are answered within two seconds (benchmarks/booking.py); here other tests may run beside it.
PATIENCE = 10.0
BOOKS = """
    SELECT c.free + c.held + c.sold, c.seats, c.sold,
      (SELECT count(*) FROM tickets_ticket WHERE state IN ('valid', 'used'))
    FROM tickets_contingent c WHERE c.source = 'online'
"""


@pytest.fixture(scope="module")
def folder(worker_folder: Path) -> Path:
    made = Path(shutil.copytree(prepared.migrated(), worker_folder / "seats"))
    ask(made, "prepare", str(PLACES))
    return made


@pytest.fixture(scope="module")
def ports(folder: Path) -> Iterator[list[int]]:
    with two_servers(folder) as numbers:
        yield numbers


def watch(database: Path, over: threading.Event) -> list[tuple[int, ...]]:
    """The books as they stand at every look, each in one reading."""
    seen = []
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)) as reader:
        while not over.wait(0.005):
            seen.append(reader.execute(BOOKS).fetchone())
    return seen


def test_200_buyers_at_once_get_100_places(folder: Path, ports: list[int]) -> None:
    over = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        watching = pool.submit(watch, folder / prepared.DATABASE, over)
        try:
            answers = storm(ports, BUYERS)
        finally:
            over.set()
        seen = watching.result()
    stored = ask(folder, "state")
    assert {answer.status for answer in answers} <= {303, 409}
    waiting = sorted(answer.buyer for answer in answers if "/warteliste/" in answer.location)
    booked = sorted(answer.buyer for answer in answers if answer.status == 303 and answer.buyer not in waiting)
    assert len(booked) == PLACES
    assert stored == {
        "places": [0, 0, PLACES],
        "tickets": PLACES,
        "booked": booked,
        "waiting": waiting,
        "line_is_whole": True,
        "mails": PLACES + len(waiting),
        "breaks": [],
    }
    assert {(whole, seats) for whole, seats, _, _ in seen} == {(PLACES, PLACES)}
    assert all(sold == tickets for _, _, sold, tickets in seen)
    assert len({sold for _, _, sold, _ in seen}) > 2, "nobody looked while it was sold"
    assert max(answer.seconds for answer in answers) < PATIENCE
