"""Promises: 50 complete bookings a second, mail in the outbox; 200 buyers at once all answered within two seconds.

On SQLite and two server processes, over HTTP. Baseline: the same requests, asked in the same way, of two processes that
store one bare row each and nothing else.
"""

import http.client
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from benchmarks.measure import report
from soesmart.config.env import ROOT, THREADS
from tests import prepared
from tests.ports import free_port
from tests.processes import two_servers
from tests.seats.buyers import PAGE, ask, form_of, headers_for, look, storm

ROUNDS, SECONDS, CONNECTIONS = 3, 3.0, 8
# Of the limit per internet address (tickets/limits.py): each address of this machine books so often.
BOOKINGS_OF_ONE = 200
BARE = ["-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", str(THREADS)]
BARE += ["--http", "1", "--no-ws", "--log-level", "error", "benchmarks.insert:application", "--port"]

_buyers = count(1_000)
_addresses = count(2)


def main() -> None:
    with _folder(100_000) as folder, _bare(folder) as bare, two_servers(folder) as booked:
        rates: dict[str, list[float]] = {"booked": [], "bare": []}
        done = 0
        for number in range(ROUNDS + 1):
            for name, ports in (("booked", booked), ("bare", bare)):
                bookings, rate = _rate(ports)
                done += bookings if name == "booked" else 0
                if number:  # the first round warms
                    rates[name].append(rate)
        stored = ask(folder, "state")
        assert (stored["mails"], stored["tickets"], stored["places"][2]) == (done, done, done), "something was lost"
        report("booking.complete", statistics.median(rates["booked"]), "bookings/s", statistics.median(rates["bare"]))
    with _folder(100) as folder, _bare(folder) as bare, two_servers(folder) as booked:
        look(booked, 40)
        slowest = max(answer.seconds for answer in storm(bare, 200))
        answers = storm(booked, 200)
        stored = ask(folder, "state")
        assert {answer.status for answer in answers} <= {303, 409}
        assert stored["places"] == [0, 0, 100]
        report("booking.two_hundred_at_once.slowest", max(answer.seconds for answer in answers), "s", slowest)


@contextmanager
def _folder(places: int) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(shutil.copytree(prepared.migrated(), Path(scratch) / "town"))
        ask(made, "prepare", str(places))
        yield made


@contextmanager
def _bare(folder: Path) -> Iterator[list[int]]:
    """Two processes that store a bare row a request."""
    with ExitStack() as stack:
        ports = [free_port(), free_port()]
        for port in ports:
            command = [sys.executable, *BARE, str(port)]
            server = subprocess.Popen(command, env=prepared.environment(folder), cwd=ROOT, stdout=subprocess.DEVNULL)
            stack.callback(server.wait, 15)
            stack.callback(server.send_signal, signal.SIGTERM)
            _wait(port)
        yield ports


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            return _send(http.client.HTTPConnection("127.0.0.1", port, timeout=30), port)
        except ConnectionError:
            time.sleep(0.1)
    raise RuntimeError("the bare server did not start")


def _rate(ports: Sequence[int]) -> tuple[int, float]:
    """Forms that were stored, and how many a second, over a few connections that stay open."""
    counts = [0] * CONNECTIONS
    end = time.monotonic() + SECONDS

    def buyer(number: int) -> None:
        port = ports[number % len(ports)]
        while time.monotonic() < end:
            counts[number] += _some(port, lambda: time.monotonic() < end)

    began = time.monotonic()
    threads = [threading.Thread(target=buyer, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts), sum(counts) / (time.monotonic() - began)


def _some(port: int, goes_on: Callable[[], bool]) -> int:
    """Bookings from one internet address of its own, as many as the limit allows."""
    address = f"127.0.{next(_addresses) % 250}.{next(_addresses) % 250 + 1}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(address, 0))
    done = 0
    while done < BOOKINGS_OF_ONE and goes_on():
        _send(connection, port)
        done += 1
    connection.close()
    return done


def _send(connection: http.client.HTTPConnection, port: int) -> None:
    body = urllib.parse.urlencode(form_of(next(_buyers)))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", PAGE, body, headers_for(port) | kind)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 303, f"the booking answers {answer.status}"


if __name__ == "__main__":
    main()
