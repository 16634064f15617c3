"""Promise: pages through the ASGI entry reach at least 0.8 of the same pages over plain WSGI. Baseline: granian's WSGI.

Both servers run on the same demo with one process and the same number of threads; they are asked in turns, so that what
else the machine does falls on both. Value and baseline are medians of the rounds.
"""

import http.client
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.measure import report
from benchmarks.town import HOST, demo_folder, enter, paths
from soesmart.config.env import ROOT, THREADS
from tests import prepared
from tests.ports import free_port

ROUNDS, SECONDS, CONNECTIONS = 7, 1.5, 8
PAGES = ("goal", "start")

ASGI = [str(ROOT / "manage.py"), "serve", "--no-jobs", "--port"]
WSGI = ["-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", str(THREADS)]
WSGI += ["--http", "1", "--no-ws", "--log-level", "error", "soesmart.config.wsgi:application", "--port"]


def main() -> None:
    with demo_folder() as folder, ExitStack() as servers:
        enter(folder)
        addresses = paths()
        asgi, wsgi = (servers.enter_context(_server(command, folder)) for command in (ASGI, WSGI))
        for page in PAGES:
            rates: dict[int, list[float]] = {asgi: [], wsgi: []}
            for port in (asgi, wsgi):
                _rate(port, addresses[page])  # warm
            for _ in range(ROUNDS):
                for port in (asgi, wsgi):
                    rates[port].append(_rate(port, addresses[page]))
            report(f"entry.{page}", statistics.median(rates[asgi]), "pages/s", statistics.median(rates[wsgi]))


@contextmanager
def _server(command: list[str], folder: Path) -> Iterator[int]:
    """A server on a free port, stopped at the end."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *command, str(port)],
        env=prepared.environment(folder),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,  # only results stand on the benchmark's own output
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(150):
        if process.poll() is not None:
            break
        try:
            return _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/")
        except ConnectionError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _ask(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path, headers={"Host": HOST, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, f"{path} antwortet mit {answer.status}"


def _rate(port: int, path: str) -> float:
    """Pages a second over a few connections that stay open, for a short time."""
    counts = [0] * CONNECTIONS
    end = time.monotonic() + SECONDS

    def visitor(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < end:
            _ask(connection, path)
            counts[number] += 1
        connection.close()

    began = time.monotonic()
    threads = [threading.Thread(target=visitor, args=(number,)) for number in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - began)


if __name__ == "__main__":
    main()
