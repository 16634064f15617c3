"""The delay of the stream: set by hand, or measured by a mark that the stream's viewers tap."""

from datetime import datetime, timedelta

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.events.credentials import Voter
from soesmart.events.models import DelayReading, Event, Stage
from soesmart.events.rules import Channel
from soesmart.events.rules.delays import LONGEST_DELAY, Measured, measured
from soesmart.events.services.stage import set_stage

# The mark is announced before it comes, so that every screen in the hall shows it at the same moment.
ANNOUNCED = timedelta(seconds=6)


@transaction.atomic
def set_delay(*, event: Event, delay: int, by: object, at: datetime) -> None:
    """delay: milliseconds, up to five minutes. A round that is open keeps the one at its opening."""
    if not 0 <= delay <= LONGEST_DELAY:
        raise Refused("delay.range", "Bitte 0 bis 300 Sekunden angeben.", "seconds")
    Event.objects.filter(pk=event.pk).update(stream_delay=delay)
    event.stream_delay = delay
    audit(by, "events.delay.set", event, town=event.municipality.slug, at=at, delay=delay)


@transaction.atomic
def begin_measuring(*, event: Event, by: object, at: datetime) -> datetime:
    """Announce a mark on the projector; says when it comes. Taps on an earlier mark count no more."""
    if Stage.objects.filter(event=event, probe_at__gt=at).exists():
        raise Conflict("delay.announced", "Das Zeichen ist schon angekündigt.")
    mark = at + ANNOUNCED
    set_stage(event=event, probe_at=mark)
    audit(by, "events.delay.measuring", event, town=event.municipality.slug, at=at)
    return mark


@transaction.atomic
def end_measuring(*, event: Event, by: object, at: datetime) -> None:
    """Take the mark away without using what was read."""
    if Stage.objects.filter(event=event, probe_at__isnull=False).exists():
        set_stage(event=event, probe_at=None)
        audit(by, "events.delay.measuring_ended", event, town=event.municipality.slug, at=at)


@transaction.atomic
def accept_delay(*, event: Event, by: object, at: datetime) -> Measured:
    """Take the median of the taps for the delay of the stream. Refused without a reading."""
    stage = Stage.objects.select_for_update(of=("self",)).filter(event=event).first()
    found = readings_of(event, stage.probe_at if stage else None)
    if found is None:
        raise Refused("delay.no_reading", "Noch hat im Stream niemand getippt.")
    set_delay(event=event, delay=found.delay, by=by, at=at)
    set_stage(event=event, probe_at=None)
    return found


@transaction.atomic
def tap(*, event: Event, voter: Voter, at: datetime) -> int:
    """Somebody on the stream sees the mark; milliseconds since it was shown in the hall. Her first tap counts.

    Refused from the hall, without a mark, before it and later than five minutes after it.
    """
    if voter.event != event.pk or voter.channel != Channel.STREAM:
        raise Refused("delay.not_on_stream", "Gemessen wird nur im Stream. Im Saal ist nichts zu tun.")
    mark = Stage.objects.filter(event=event).values_list("probe_at", flat=True).first()
    late = (at - mark) // timedelta(milliseconds=1) if mark else -1
    if mark is None or late > LONGEST_DELAY:
        raise Refused("delay.no_mark", "Gerade wird nicht gemessen. Danke!")
    if late < 0:
        raise Refused("delay.early", "Das Zeichen kommt gleich. Bitte tippen Sie erst, wenn Sie es sehen.")
    reading, _ = DelayReading.objects.get_or_create(
        event=event, probe_at=mark, credential=voter.digest, defaults={"delay": late}
    )
    return reading.delay


def readings_of(event: Event, mark: datetime | None) -> Measured | None:
    """What was read for a mark; None without a mark or a reading. One query."""
    if mark is None:
        return None
    rows = DelayReading.objects.filter(event=event, probe_at=mark).order_by("pk")
    return measured(rows.values_list("delay", flat=True)[:1000])
