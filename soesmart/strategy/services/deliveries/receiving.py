"""A file or a pull arrives: read, given a mapping as far as one can be guessed, and checked where it is known."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.region.models import District, Municipality
from soesmart.strategy.delivery.file import Opened, open_file, reread, understand
from soesmart.strategy.delivery.guess import guess_uses
from soesmart.strategy.delivery.mapping import Origin, Plan, fits, layout_for, merged
from soesmart.strategy.models import DataSource, Delivery
from soesmart.strategy.queries.deliveries import measured
from soesmart.strategy.rules import DeliveryState, SourceKind
from soesmart.strategy.services import checks
from soesmart.strategy.services.deliveries.locking import UNDECIDED
from soesmart.strategy.services.deliveries.mapping import count_values, queue_check

MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class _Arrival:
    opened: Opened
    plan: Plan
    is_known: bool


def receive(
    *,
    actor: object,
    municipality: Municipality,
    name: str,
    kind: SourceKind,
    content: bytes,
    at: datetime,
    source: DataSource | None = None,
    delivered_by: Person | None = None,
) -> Delivery:
    """Take in a file. Where the source's remembered mapping fits, its check begins; else a person confirms one.

    Refused for what is too big or no table; nothing is stored then. The same file sent twice by one person while
    nobody decided about it is one delivery.
    """
    if len(content) > MOST_BYTES:
        raise Refused(
            "strategy.delivery.too_big", "Die Datei ist größer als 5 MB. Bitte auf mehrere Dateien teilen.", "file"
        )
    digest = sha256(content).hexdigest()
    waiting = _waiting(municipality, digest, delivered_by, source)
    if waiting:
        return waiting
    arrival = _look(content, name, source)
    return _store(
        actor=actor,
        arrival=arrival,
        at=at,
        columns={
            "municipality": municipality,
            "source": source,
            "name": checks.line(name[:200], name="Der Name der Datei", field="file") or "Tabelle",
            "kind": SourceKind(kind),
            "content": content,
            "digest": digest,
            "delivered_by": delivered_by,
            "delivered_at": at,
        },
    )


def _waiting(town: Municipality, digest: str, person: Person | None, source: DataSource | None) -> Delivery | None:
    rows = Delivery.objects.filter(municipality=town, digest=digest, delivered_by=person, source=source)
    return rows.filter(state__in=UNDECIDED).exclude(state=DeliveryState.FAILED).defer("content").first()


def _look(content: bytes, name: str, source: DataSource | None) -> _Arrival:
    """Read the file outside any transaction: it may take a second, and nobody else could write meanwhile."""
    sheets = open_file(content, name)
    remembered = Plan.from_dict(source.mapping) if source else None
    opened = understand(sheets, remembered.sheet if remembered else "")
    if remembered:
        opened = reread(opened, layout_for(remembered, opened.guess))
    guessed = guess_uses(opened.series, measured(), District.objects.values_list("name", flat=True))
    is_known = remembered is not None and fits(remembered, opened.layout, guessed)
    plan = Plan(
        sheet=opened.sheet.title,
        guess=opened.guess.to_dict(),
        layout=opened.layout.to_dict(),
        uses=merged(remembered, guessed) if remembered else guessed,
        origin=_origin(source, remembered),
    )
    return _Arrival(opened, plan, is_known)


def _origin(source: DataSource | None, remembered: Plan | None) -> Origin:
    if remembered:
        return remembered.origin
    if source is None:
        return Origin()
    return Origin(source_name=source.source_name or source.name, address=source.address, licence=source.licence)


@transaction.atomic
def _store(*, actor: object, arrival: _Arrival, at: datetime, columns: dict[str, Any]) -> Delivery:
    made: Delivery = Delivery.objects.create(
        state=DeliveryState.CHECKING if arrival.is_known else DeliveryState.MAPPING,
        mapping={**arrival.plan.to_dict(), "file": arrival.opened.told()},
        rows_total=count_values(arrival.opened, arrival.plan),
        **columns,
    )
    town = made.municipality.slug
    audit(actor, "strategy.delivery.received", made, town=town, at=at, kind=made.kind, known=arrival.is_known)
    if arrival.is_known:
        queue_check(made)
    return made
