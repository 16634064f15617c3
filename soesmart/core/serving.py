"""The server: the ASGI entry under granian in one worker process, and a job worker beside it."""

import os
import resource
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from soesmart.core.backups import running
from soesmart.core.processes import GRACE, PARENT, PORT

# Requests and streams that may be open at once; below the number of open streams granian would stop answering.
MOST_OPEN = 20_000


def is_port_free(host: str, port: int) -> bool:
    """Whether nobody listens there. granian would share the port with a forgotten server, and each would get half."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(host: str, port: int, *, jobs: bool, when_ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C. `jobs`: also run a job worker."""
    _allow_open_files()
    os.environ[PARENT] = str(os.getpid())
    os.environ[PORT] = str(port)
    connections.close_all()  # the server's process is forked from this one and must not inherit an open database
    server = Server(
        "soesmart.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        backlog=2048,
        backpressure=MOST_OPEN,
        respawn_failed_workers=True,
        workers_kill_timeout=int(GRACE),  # it may ignore SIGTERM while many streams are open
        log_level=LogLevels.warning,
        log_dictconfig=settings.LOGGING,
    )
    address = f"[{host}]" if ":" in host else host
    with running(settings.DATA_DIR), _companion(f"http://{address}:{port}/live/health", jobs, when_ready):
        server.serve()


def _allow_open_files() -> None:
    """Every open stream is an open file; the usual 1,024 would end an evening with a hall full of phones."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_OPEN + 1_000
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


@contextmanager
def _companion(health: str, jobs: bool, when_ready: Callable[[], None]) -> Iterator[None]:
    """A thread beside the server: says when it is up, and then keeps a job worker running."""
    over = threading.Event()

    def accompany() -> None:
        # The worker waits, for on a small machine it would take from the pages the time to start.
        if _is_up(health, over):
            when_ready()
            if jobs:
                _keep_working(over)

    companion = threading.Thread(target=accompany, name="companion")
    companion.start()
    try:
        yield
    finally:
        over.set()
        companion.join()


def _is_up(health: str, over: threading.Event) -> bool:
    """Wait until the server answers; False when it ended before."""
    while not over.wait(0.1):
        try:
            with urllib.request.urlopen(health, timeout=5):  # noqa: S310  # our own address
                return True
        except urllib.error.HTTPError:
            return True  # it answers, though its database does not
        except OSError:
            pass
    return False


def _keep_working(over: threading.Event) -> None:
    """A job worker in a process of its own, started again when it dies."""
    while not over.is_set():
        worker = subprocess.Popen([sys.executable, "-m", "soesmart.config.command", "work"])
        while worker.poll() is None and not over.wait(0.5):
            pass
        worker.terminate()
        try:
            worker.wait(GRACE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
        over.wait(2)  # not in a hot circle when it cannot start
