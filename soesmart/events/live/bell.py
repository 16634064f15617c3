"""The bell: whoever changes the stage in the database rings it, and the live engine looks at once.

Without an engine in this process nobody hears it; engines elsewhere look at the version of the stage every second.
"""

from collections.abc import Callable

from django.db import transaction

LISTENERS: list[Callable[[int], None]] = []


def ring(event: int) -> None:
    """Tell all listeners, from any thread. event: its primary key."""
    for listener in LISTENERS:
        listener(event)


def ring_after_commit(event: int) -> None:
    transaction.on_commit(lambda: ring(event))
