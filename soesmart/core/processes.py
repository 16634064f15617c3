"""Processes that belong together: a child ends when its parent is gone, however the parent ended."""

import os
import signal
import threading
import time

# Set by `soesmart serve` for its children.
PARENT = "SOESMART_PARENT"
# Likewise: the port that it listens on, for links in mails where no proxy stands before it.
PORT = "SOESMART_PORT"
GRACE = 5.0


def follow_parent() -> None:
    """End this process once the process named by SOESMART_PARENT is gone; nothing to do when none is named."""
    parent = os.environ.get(PARENT)
    if parent:
        threading.Thread(target=_watch, args=(int(parent),), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    # The system gives an orphan another parent; so this holds after SIGKILL too, where no message could be sent.
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
