"""Keep what was read from the database until something is written in the town.

Every write has an entry in the town's audit chain in the same transaction, so the chain's last hash names the state of
all its rows. What was built under a hash is right as long as the hash is; the next hash forgets everything of the town.
Building the statements of a page costs Django five times what the database needs to answer them (see docs/decisions).
"""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from django.db.models import OuterRef, QuerySet, Subquery

from soesmart.core.models import AuditHead
from soesmart.strategy.models import Version

T = TypeVar("T")

# A town's goals and versions fit many times; junk addresses find nothing and are not kept.
MOST_PER_TOWN = 10_000

_lock = Lock()
_kept: dict[int, tuple[str, dict[str, Any]]] = {}


def with_state(versions: "QuerySet[Version]") -> "QuerySet[Version]":
    """Annotate the last hash of the town's audit chain as `state_of_town`."""
    head = AuditHead.objects.filter(town=OuterRef("strategy__municipality__slug")).values("hash")
    return versions.annotate(state_of_town=Subquery(head[:1]))


def remembered(version: Version, what: str, build: Callable[[], T]) -> T:
    """The result of `build`, kept under the version and `what`; version: from `with_state`. None is not kept."""
    state: str | None = getattr(version, "state_of_town", None)
    if state is None:
        return build()
    town, key = version.strategy.municipality_id, f"{version.pk}:{what}"
    with _lock:
        known, found = _kept.get(town, ("", {}))
        if known == state and key in found:
            return found[key]
    built = build()
    with _lock:
        known, found = _kept.get(town, ("", {}))
        if known != state:
            found = {}
            _kept[town] = (state, found)
        if built is not None and len(found) < MOST_PER_TOWN:
            found[key] = built
    return built


def forget() -> None:
    """Forget everything; for tests that write past the services."""
    with _lock:
        _kept.clear()
