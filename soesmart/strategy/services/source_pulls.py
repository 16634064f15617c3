"""Pull a source: claim it, ask outside of any transaction, hand in what changed, say in plain words what went wrong."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, DateTimeField, F, Q, Value, When

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Conflict, Refused
from soesmart.methods.units import same_kind
from soesmart.strategy.delivery.file import open_file, understand
from soesmart.strategy.delivery.guess import fitting_unit
from soesmart.strategy.delivery.mapping import Origin, Plan, Use
from soesmart.strategy.models import DataSource, Delivery, Indicator
from soesmart.strategy.pulling.connection import patience
from soesmart.strategy.pulling.content import content_of
from soesmart.strategy.rules import SourceKind
from soesmart.strategy.services.deliveries import receive

FIRST_WAIT = timedelta(minutes=30)
LONGEST_WAIT = timedelta(days=1)
# Who presses the button twice waits for the first answer.
PAUSE = timedelta(seconds=30)
SECONDS = 60.0
SECONDS_BY_HAND = 20.0


@dataclass(frozen=True)
class Pull:
    """What came of it: a delivery, a problem in words, or neither where nothing had changed."""

    delivery: Delivery | None = None
    problem: str = ""


def pull_due(*, actor: object, source: DataSource, at: datetime) -> Pull | None:
    """Pull a source whose turn has come; None when somebody else was faster, or its turn has not come."""
    return _pull(actor, source, at, None, SECONDS) if _claim(source, at, Q(next_pull_at__lte=at)) else None


def pull_by_hand(*, actor: object, source: DataSource, at: datetime, person: Person | None = None) -> Pull:
    """Pull a source now. Conflict when that just happened."""
    if source.kind == SourceKind.UPLOAD:
        raise Refused("strategy.source.upload", "Diese Quelle wird hochgeladen, nicht abgerufen.")
    rested = Q(last_pulled_at=None) | Q(last_pulled_at__lte=at - PAUSE)
    if not _claim(source, at, rested):
        raise Conflict("strategy.source.busy", "Diese Quelle wurde gerade erst abgerufen. Bitte einen Moment warten.")
    return _pull(actor, source, at, person, SECONDS_BY_HAND)


def wait_after(failures: int) -> timedelta:
    """Half an hour after the first failure, then twice as long each time, up to a day."""
    return min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)


def _claim(source: DataSource, at: datetime, condition: Q) -> bool:
    """Take the source as if the pull had failed already: should the process die, its turn comes later, not at once."""
    rows = DataSource.objects.filter(condition, pk=source.pk).exclude(kind=SourceKind.UPLOAD)
    later = _turn(at + wait_after(source.failures + 1))
    return bool(rows.update(last_pulled_at=at, failures=F("failures") + 1, next_pull_at=later))


def _turn(moment: datetime | None) -> Case | None:
    """The next turn, unless somebody switched the source off; None where it has no interval."""
    if moment is None:
        return None  # PostgreSQL takes a case of nothing but NULL for a text
    return Case(When(next_pull_at=None, then=None), default=Value(moment, DateTimeField()))


def _pull(actor: object, source: DataSource, at: datetime, person: Person | None, seconds: float) -> Pull:
    try:
        content, digest = _ask(source, at, seconds)
        if not DataSource.objects.filter(pk=source.pk, revision=source.revision).exists():
            return Pull(problem="Die Quelle wurde während des Abrufs geändert. Bitte noch einmal abrufen.")
        delivery = None if digest == source.last_digest else _hand_in(actor, source, content, at, person)
    except Refused as refusal:
        return _failed(actor, source, at, refusal)
    days = source.every_days
    turn = _turn(at + timedelta(days=days) if days else None)
    rows = DataSource.objects.filter(pk=source.pk, revision=source.revision)
    rows.update(problem="", failures=0, last_digest=digest, next_pull_at=turn)
    return Pull(delivery)


def _ask(source: DataSource, at: datetime, seconds: float) -> tuple[bytes, str]:
    """What stands there now, and its digest."""
    with patience(seconds) as waiting:
        content = content_of(
            kind=SourceKind(source.kind),
            address=source.address,
            query=source.query,
            waiting=waiting,
            this_year=at.astimezone(BERLIN).year,
            allow_private=settings.ALLOW_PRIVATE_SOURCES,
        )
    return content, sha256(content).hexdigest()


def _hand_in(actor: object, source: DataSource, content: bytes, at: datetime, person: Person | None) -> Delivery:
    if found := _mapping(source, content):
        source.mapping = found
        DataSource.objects.filter(pk=source.pk).update(mapping=found)
    return receive(
        actor=actor,
        municipality=source.municipality,
        name=source.name,
        kind=SourceKind(source.kind),
        content=content,
        at=at,
        source=source,
        delivered_by=person,
    )


def _mapping(source: DataSource, content: bytes) -> dict[str, Any] | None:
    """Of a platform's numbers: they are for the indicator that was named with the source. Else a person says so."""
    if source.kind != SourceKind.NGSI_LD or Plan.from_dict(source.mapping):
        return None
    indicator = Indicator.objects.filter(key=source.query["indicator"]).first()
    opened = understand(open_file(content, source.name))
    (name, one), *more = opened.series
    unit = fitting_unit(one.unit, indicator.unit) if indicator else ""
    if indicator is None or more or (unit and not same_kind(unit, indicator.unit)):
        return None
    uses = {name: Use(indicator.key, unit, found=one.unit)}
    origin = Origin(source.source_name or source.name, source.address, source.licence)
    return Plan(opened.sheet.title, opened.guess.to_dict(), opened.layout.to_dict(), uses, origin).to_dict()


@transaction.atomic
def _failed(actor: object, source: DataSource, at: datetime, refusal: Refused) -> Pull:
    """Keep the words for the office; the first failure in a row also goes into the log."""
    DataSource.objects.filter(pk=source.pk).update(problem=refusal.text[:500])
    if not source.failures:
        town = source.municipality.slug
        audit(actor, "strategy.source.failed", source, town=town, at=at, name=source.name, code=refusal.code)
    return Pull(problem=refusal.text)
