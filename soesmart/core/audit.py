"""The audit log: who did what to which thing, in a chain of hashes per town.

An entry's hash covers all its columns and the hash before it, so a changed, removed or inserted row breaks the
chain from there on. The log is also the feed of changes from which the search index follows.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from soesmart.core import clock
from soesmart.core.models import AuditEntry, AuditHead

type_of_fact = str | int | bool | None


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold."""

    town: str
    number: int
    reason: str


def audit(
    actor: object, action: str, target: object, *, town: str = "", at: datetime | None = None, **facts: type_of_fact
) -> AuditEntry:
    """Append one entry to the chain of `town`; call it inside the service's transaction.

    actor: a person, or a string like "system:demo". target: a model row, or a string. facts: no personal data.
    """
    moment = (at or clock.now()).astimezone(UTC)
    with transaction.atomic():
        AuditHead.objects.get_or_create(town=town)
        head = AuditHead.objects.select_for_update().get(town=town)
        entry = AuditEntry(
            town=town,
            number=head.number + 1,
            at=moment,
            actor=name_of(actor),
            action=action,
            target=name_of(target),
            facts=facts,
            previous_hash=head.hash,
        )
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
        AuditHead.objects.filter(pk=head.pk).update(number=entry.number, hash=entry.hash)
    return entry


def name_of(thing: object) -> str:
    """A stable, opaque name: "strategy.version:12", "accounts.person:<uuid>"."""
    if isinstance(thing, str):
        return thing
    meta = getattr(thing, "_meta", None)
    if meta is None:
        raise TypeError(f"neither a row nor a string: {thing!r}")
    return f"{meta.label_lower}:{thing.pk}"  # type: ignore[attr-defined]


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 (hex) over the previous hash and all columns as canonical JSON."""
    content = [
        entry.previous_hash,
        entry.town,
        entry.number,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor,
        entry.action,
        entry.target,
        entry.facts,
    ]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> Iterator[Break]:
    """Walk every chain and yield where it breaks; nothing when all hold."""
    heads = {head.town: head for head in AuditHead.objects.all()}
    seen: dict[str, tuple[int, str]] = dict.fromkeys(heads, (0, "0" * 64))
    for entry in AuditEntry.objects.order_by("town", "number").iterator(2000):
        number, previous = seen.get(entry.town, (0, "0" * 64))
        if entry.number != number + 1:
            yield Break(entry.town, entry.number, "Eintrag fehlt davor")
        if entry.previous_hash != previous:
            yield Break(entry.town, entry.number, "schließt nicht an den Eintrag davor an")
        if hash_of(entry) != entry.hash:
            yield Break(entry.town, entry.number, "wurde verändert")
        seen[entry.town] = (entry.number, entry.hash)
    for town, (number, last) in seen.items():
        head = heads.get(town)
        if head is None or (head.number, head.hash) != (number, last):
            yield Break(town, number, "das Ende der Kette fehlt")
