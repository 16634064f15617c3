"""Dates that the office enters into the calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.portal.models import CalendarDate
from soesmart.portal.month import FIRST_YEAR, LAST_YEAR
from soesmart.region.models import Municipality


@dataclass(frozen=True)
class DateFacts:
    """What a date says. Times are local; without `starts_at` it takes whole days."""

    title: str
    kind: str
    starts_on: date
    ends_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    text: str = ""
    source: str = ""
    invented: bool = False


@transaction.atomic
def add_date(*, actor: object, town: Municipality, facts: DateFacts, at: datetime) -> CalendarDate:
    _check(facts)
    made = CalendarDate.objects.create(municipality=town, changed_at=at, **vars(facts))
    audit(actor, "portal.date.added", made, town=town.slug, at=at, title=facts.title)
    return made


@transaction.atomic
def change_date(
    *, actor: object, entry: CalendarDate, facts: DateFacts, seen_at: datetime | None, at: datetime
) -> CalendarDate:
    """Store new facts. seen_at: `changed_at` of what the person saw; somebody else's later change is a Conflict."""
    _check(facts)
    rows = CalendarDate.objects.filter(pk=entry.pk, is_deleted=False)
    if seen_at is not None:
        rows = rows.filter(changed_at=seen_at)
    if not rows.update(changed_at=at, **vars(facts)):
        raise Conflict(
            "portal.date.changed",
            "Jemand anderes hat diesen Termin inzwischen geändert. Die eigenen Eingaben stehen noch hier: bitte"
            " vergleichen"
            " und noch einmal speichern.",
        )
    audit(actor, "portal.date.changed", entry, town=entry.municipality.slug, at=at, title=facts.title)
    entry.refresh_from_db()
    return entry


@transaction.atomic
def delete_date(*, actor: object, entry: CalendarDate, at: datetime) -> None:
    """Take the date out of the calendar; `restore_date` brings it back."""
    if CalendarDate.objects.filter(pk=entry.pk, is_deleted=False).update(is_deleted=True, changed_at=at):
        audit(actor, "portal.date.deleted", entry, town=entry.municipality.slug, at=at)


@transaction.atomic
def restore_date(*, actor: object, entry: CalendarDate, at: datetime) -> None:
    if CalendarDate.objects.filter(pk=entry.pk, is_deleted=True).update(is_deleted=False, changed_at=at):
        audit(actor, "portal.date.restored", entry, town=entry.municipality.slug, at=at)


def _check(facts: DateFacts) -> None:
    for name in ("starts_on", "ends_on"):
        if not FIRST_YEAR <= getattr(facts, name).year <= LAST_YEAR:
            raise Refused("portal.date.year", f"Bitte ein Jahr von {FIRST_YEAR} bis {LAST_YEAR} eintragen.", name)
    if facts.ends_on < facts.starts_on:
        raise Refused("portal.date.order", "Das Ende liegt vor dem Beginn. Bitte die Tage prüfen.", "ends_on")
    if facts.ends_at and not facts.starts_at:
        raise Refused("portal.date.start", "Zu einer Uhrzeit des Endes gehört eine des Beginns.", "starts_at")
    is_same_day = facts.starts_on == facts.ends_on
    if is_same_day and facts.starts_at and facts.ends_at and facts.ends_at < facts.starts_at:
        raise Refused("portal.date.order", "Das Ende liegt vor dem Beginn. Bitte die Uhrzeiten prüfen.", "ends_at")
