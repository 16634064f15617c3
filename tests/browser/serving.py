"""A real server on a data folder, for as long as tests need it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from soesmart.config.env import ROOT
from tests import prepared
from tests.browser.helpers import Town
from tests.ports import free_port, wait_until_up


@contextmanager
def serving(folder: Path) -> Iterator[Town]:
    """The ASGI entry with its job worker, on a copy of the demo in `folder`."""
    port, log = free_port(), folder / "server.log"
    with open(log, "w") as output:
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)],
            env=prepared.environment(folder),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_up(port, server, log)
            yield Town(port)
        finally:
            server.terminate()
            server.wait(15)
