"""Let people see an event, call it off, put it away when it is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.events import related
from soesmart.events.models import Event, Round
from soesmart.events.queries.readiness import readiness
from soesmart.events.rules import EventState, RoundState, Showing
from soesmart.events.services.events import locked
from soesmart.events.services.stage import set_stage
from soesmart.participation.rules.readiness import Missing

LONGEST_REASON = 1_000


class NotReady(Refused):
    """An event lacks something; `missing` lists it with the pages on which it is mended."""

    def __init__(self, missing: list[Missing]) -> None:
        sentences = " ".join(row.sentence for row in missing)
        super().__init__("events.event.incomplete", f"Vor dem Veröffentlichen fehlt noch etwas. {sentences}")
        self.missing = missing


@transaction.atomic
def publish_event(*, actor: object, event: Event, at: datetime) -> Event:
    """From now on everybody sees it. NotReady when a part is missing; twice: once."""
    stored = locked(event)
    if stored.state == EventState.PUBLISHED:
        event.refresh_from_db()
        return event
    if stored.state != EventState.DRAFT:
        raise Refused("events.event.no_draft", "Abgesagte und abgelegte Veranstaltungen lassen sich nur kopieren.")
    if missing := readiness(stored, at):
        raise NotReady(missing)
    return _move(actor, event, EventState.PUBLISHED, "published", at, published_at=at)


@transaction.atomic
def cancel_event(*, actor: object, event: Event, reason: str, at: datetime) -> Event:
    """Call it off, with a reason that everybody reads; who booked is told by what related.CANCELLED holds.

    Refused without a reason, while a vote is open, and when it is over; twice: once.
    """
    stored = locked(event)
    if stored.state == EventState.CANCELLED:
        event.refresh_from_db()
        return event
    if not reason.strip():
        raise Refused(
            "events.cancel.reason", "Bitte den Grund angeben: Er steht auf der Seite und in den Nachrichten.", "reason"
        )
    if stored.state != EventState.PUBLISHED or stored.ends_at <= at:
        raise Refused("events.cancel.over", "Absagen lässt sich nur, was veröffentlicht und noch nicht vorbei ist.")
    if Round.objects.filter(event=stored, state=RoundState.OPEN).exists():
        raise Refused("events.cancel.voting", "Es läuft noch eine Abstimmung. Bitte schließen Sie sie zuerst.")
    _move(actor, event, EventState.CANCELLED, "cancelled", at, cancelled_because=reason.strip()[:LONGEST_REASON])
    set_stage(event=event, showing=Showing.HOUSE, scene=None, item=None, round=None)
    for tell in related.CANCELLED:
        tell(event, at)
    return event


@transaction.atomic
def archive_event(*, actor: object, event: Event, at: datetime) -> Event:
    """Put an event away: it stays readable, and leaves the lists of what is on. Refused before it is over."""
    stored = locked(event)
    is_over = stored.state == EventState.PUBLISHED and stored.ends_at <= at
    if not is_over and stored.state != EventState.CANCELLED:
        raise Refused("events.archive.running", "Ablegen lässt sich nur, was vorbei oder abgesagt ist.")
    if Round.objects.filter(event=stored, state=RoundState.OPEN).exists():
        raise Refused("events.archive.voting", "Es läuft noch eine Abstimmung. Bitte schließen Sie sie zuerst.")
    return _move(actor, event, EventState.ARCHIVED, "archived", at)


@transaction.atomic
def take_from_archive(*, actor: object, event: Event, at: datetime) -> Event:
    """Undo the archiving: it is what it was before, over or called off."""
    stored = locked(event)
    if stored.state != EventState.ARCHIVED:
        raise Refused("events.archive.not_there", "Diese Veranstaltung ist nicht abgelegt.")
    state = EventState.CANCELLED if stored.cancelled_because else EventState.PUBLISHED
    return _move(actor, event, state, "unarchived", at)


def _move(actor: object, event: Event, state: EventState, how: str, at: datetime, **values: datetime | str) -> Event:
    Event.objects.filter(pk=event.pk).update(state=state, revision=F("revision") + 1, **values)
    event.refresh_from_db()
    audit(actor, f"events.event.{how}", event, town=event.municipality.slug, at=at, key=event.key)
    return event
