"""Programs in processes of their own on one data folder: servers, and modules that prepare it and look into it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from soesmart.config.env import ROOT
from tests import prepared
from tests.ports import free_port, wait_until_up


class Server:
    """`soesmart serve` in a process of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.log = folder / f"server-{self.port}.log"
        with open(self.log, "w") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(self.port), "--no-jobs"],
                env=prepared.environment(folder) | settings,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait(self) -> "Server":
        wait_until_up(self.port, self.process, self.log)
        return self

    def worker(self) -> int:
        """The process that answers requests."""
        told = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=True
        )
        return int(told.stdout.split()[0])

    def kill(self) -> None:
        """As a power cut does: at once, and all of it. First the parent, who would start another worker."""
        worker = self.worker()
        self.process.kill()
        os.kill(worker, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(15)


@contextmanager
def servers(folder: Path, number: int, **settings: str) -> Iterator[list[Server]]:
    """Several servers on the same folder, started at the same time."""
    started = [Server(folder, **settings) for _ in range(number)]
    try:
        yield [server.wait() for server in started]
    finally:
        for server in started:
            server.stop()


@contextmanager
def two_servers(folder: Path) -> Iterator[list[int]]:
    """Two server processes on the same database; their ports."""
    with servers(folder, 2) as both:
        yield [server.port for server in both]


def ask(module: str, folder: Path, *what: object) -> Any:
    """Run a module such as "tests.seats.folder" on a data folder; what it prints, read as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, what)],
        env=prepared.environment(folder),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
