"""Bring a draft to publication: two people, as the rule wants it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from soesmart.accounts.models import Person
from soesmart.core.clock import BERLIN
from soesmart.strategy.models import Version
from soesmart.strategy.services.decisions import write_decision
from soesmart.strategy.services.versions import approve_version, publish_version, submit_version

ACTOR = "system:demo"


@dataclass(frozen=True)
class Publication:
    """When and by whom a version was decided (partial date), as far as it is public, and the day it counts from."""

    day: datetime
    decided_on: str = ""
    decided_by: str = ""
    note: str = ""
    source: str = ""


def day(year: int, month: int, number: int) -> datetime:
    """Noon of a day in the towns' time."""
    return datetime(year, month, number, 12, tzinfo=BERLIN)


def publish(draft: Version, publication: Publication) -> None:
    """Bernd submits and Clara approves the day before; the cast may not be there yet, their names are enough."""
    bernd, clara = (_person(name) for name in ("bernd", "clara"))
    at = publication.day
    write_decision(
        actor=ACTOR,
        version=draft,
        decided_on=publication.decided_on,
        decided_by=publication.decided_by,
        note=publication.note,
        source=publication.source,
        at=at,
    )
    submit_version(actor=bernd, version=draft, at=at - timedelta(days=2))
    approve_version(actor=clara, version=draft, at=at - timedelta(days=1))
    publish_version(actor=clara, version=draft, at=at)


def _person(name: str) -> Person:
    found, _ = Person.objects.get_or_create(email=f"{name}@example.org")
    return found
