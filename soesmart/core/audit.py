"""The audit log: who did what to which thing, in a chain of hashes per town.

An entry's hash covers all its columns and the hash before it, so a changed, removed or inserted row breaks the
chain from there on. The log is also the feed of changes from which the search index follows.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField, CharField, Model, QuerySet
from django.utils.functional import Promise

from soesmart.core import clock
from soesmart.core.models import AuditEntry, AuditHead
from soesmart.core.prepared import Blank, prepared, prepared_update

FIRST_HASH = "0" * 64


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold; `reason` completes "Eintrag <number> ..."."""

    number: int
    reason: str


@dataclass
class Chain:
    """What `verify` found in the chain of a town."""

    town: str
    entries: int = 0
    seal: str = FIRST_HASH
    breaks: list[Break] = field(default_factory=list)


def audit(
    actor: object, action: str, target: object, *, town: str = "", at: datetime | None = None, **facts: object
) -> AuditEntry:
    """Append one entry to the chain of `town`; call it inside the service's transaction.

    actor: a person, or a string like "system:demo". target: a model row, or a string. facts: no personal data; texts,
    numbers, dates, lists and dictionaries of them.
    """
    moment = (at or clock.now()).astimezone(UTC)
    with transaction.atomic():
        head = _head.first(town=town)
        if head is None:
            AuditHead.objects.get_or_create(town=town)
            head = AuditHead.objects.select_for_update().get(town=town)
        entry = AuditEntry(
            town=town,
            number=head.number + 1,
            at=moment,
            actor=_fitting("actor", name_of(actor)),
            action=_fitting("action", action),
            target=_fitting("target", name_of(target)),
            facts=plain(facts),
            previous_hash=head.hash,
        )
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
        _move_head(pk=head.pk, number=entry.number, hash=entry.hash)
    return entry


@prepared
def _head() -> QuerySet[AuditHead]:
    return AuditHead.objects.select_for_update().filter(town=Blank("town", CharField()))


@prepared_update
def _move_head() -> tuple[QuerySet[AuditHead], dict[str, Any]]:
    row = AuditHead.objects.filter(pk=Blank("pk", BigIntegerField()))
    return row, {"number": Blank("number", BigIntegerField()), "hash": Blank("hash", CharField())}


def name_of(thing: object) -> str:
    """A stable, opaque name: "strategy.version:12", "accounts.person:<uuid>"."""
    if isinstance(thing, str):
        return thing
    if isinstance(thing, Model):
        return f"{thing._meta.label_lower}:{thing.pk}"
    raise TypeError(f"neither a row nor a string: {thing!r}")


def _fitting(column: str, text: str) -> str:
    # SQLite would store a longer text, PostgreSQL refuse it: refuse it on both.
    longest = vars(AuditEntry._meta.get_field(column))["max_length"]
    if len(text) > longest:
        raise ValueError(f"{column} of an audit entry is longer than {longest} characters: {text}")
    return text


def plain(value: Any) -> Any:
    """`value` as JSON that reads back from every database as the same: numbers with a point become texts."""
    match value:
        case None | bool() | int():
            return value
        case str() | Promise() | UUID():
            return str(value).replace("\0", "")  # PostgreSQL's jsonb knows no NUL
        case float() | Decimal():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    raise TypeError(f"cannot be a fact of an audit entry: {value!r}")


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


def verify() -> Iterator[Chain]:
    """Walk every chain; the log may grow meanwhile. A chain without `breaks` is whole."""
    towns = {*AuditHead.objects.values_list("town", flat=True)}
    towns |= {*AuditEntry.objects.order_by().values_list("town", flat=True).distinct()}
    for town in sorted(towns):
        yield _verified(town)


def _verified(town: str) -> Chain:
    chain, number = Chain(town), 0
    while True:
        before = number
        for entry in AuditEntry.objects.filter(town=town, number__gt=number).order_by("number").iterator(2000):
            chain.breaks.extend(_breaks_at(entry, number, chain.seal))
            chain.entries += 1
            number, chain.seal = entry.number, entry.hash
        head = AuditHead.objects.filter(town=town).first()
        # Entries written during the walk moved the head on: walk those too before comparing.
        if head is None or head.number <= number or number == before:
            break
    if head is None or (head.number, head.hash) != (number, chain.seal):
        chain.breaks.append(Break(number, "ist nicht das Ende der Kette, das zuletzt vermerkt wurde"))
    return chain


def _breaks_at(entry: AuditEntry, number: int, seal: str) -> Iterator[Break]:
    if entry.number != number + 1:
        yield Break(entry.number, f"folgt auf {number}: dazwischen fehlt etwas")
    if entry.previous_hash != seal:
        yield Break(entry.number, "schließt nicht an den Eintrag davor an")
    if hash_of(entry) != entry.hash:
        yield Break(entry.number, "wurde verändert")
