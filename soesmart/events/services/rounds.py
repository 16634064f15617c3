"""Rounds of voting: open, close, reset, show.

Closing sets the times at which hall and stream end; the round is closed by a marker in the queue of ballots
(events.live), so that what arrived before it is counted and what arrived after it is not.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.events.models import Event, Item, Round
from soesmart.events.rules import WITH_OPTIONS, WITHOUT_BALLOTS, EventState, ItemKind, RoundState, Showing
from soesmart.events.services.stage import set_stage

LONGEST_CLOSING = 600


@transaction.atomic
def open_round(*, item: Item, by: object, at: datetime, is_rehearsal: bool = False) -> Round:
    """Take ballots for an item; on the stream from when its viewers see the question.

    Refused when the event is not public, the item takes no ballots or has fewer than two options; Conflict when
    another round of the event is open.
    """
    event = item.event
    _check_can_open(item)
    number = (Round.objects.filter(item=item).aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                event=event,
                item=item,
                number=number,
                secret=item.secret,
                is_rehearsal=is_rehearsal,
                opened_at=at,
                stream_opens_at=at + delay_of(event),
            )
    except IntegrityError:
        raise Conflict("round.other_open", "Es läuft schon eine Abstimmung. Bitte schließen Sie sie zuerst.") from None
    set_stage(event=event, showing=Showing.QUESTION, scene=item.scene, item=item, round=round_)
    audit(by, "events.round.opened", round_, at=at, item=item.number, number=number, rehearsal=is_rehearsal)
    return round_


def delay_of(event: Event) -> timedelta:
    return timedelta(milliseconds=event.stream_delay)


def _check_can_open(item: Item) -> None:
    if item.event.state != EventState.PUBLISHED:
        raise Refused("round.not_public", "Bitte veröffentlichen Sie die Veranstaltung zuerst.")
    if item.kind in WITHOUT_BALLOTS:
        raise Refused("round.no_ballots", "Zu diesem Punkt wird nicht abgestimmt.")
    if ItemKind(item.kind) in WITH_OPTIONS and item.bounds().options < 2:
        raise Refused("round.few_options", "Es fehlen Antworten: Zum Abstimmen braucht es mindestens zwei.")


@transaction.atomic
def close_round(*, round_: Round, by: object, at: datetime, in_seconds: int = 0) -> Round:
    """Set when the round ends: in the hall in `in_seconds`, on the stream later by its delay. May be set anew.

    Conflict when the round is no longer open.
    """
    if not 0 <= in_seconds <= LONGEST_CLOSING:
        raise Refused("round.closing", f"Bitte 0 bis {LONGEST_CLOSING} Sekunden angeben.", "in_seconds")
    hall = at + timedelta(seconds=in_seconds)
    # The stream gets as long as the hall: by the delay at which it was opened, though it was measured anew since.
    stream = hall + (round_.stream_opens_at - round_.opened_at)
    changed = Round.objects.filter(pk=round_.pk, state=RoundState.OPEN).update(
        hall_closes_at=hall, stream_closes_at=stream
    )
    if not changed:
        raise Conflict("round.not_open", "Diese Abstimmung ist schon geschlossen.")
    set_stage(event=round_.event)
    audit(by, "events.round.closing", round_, at=at, in_seconds=in_seconds)
    round_.refresh_from_db()
    return round_


@transaction.atomic
def finish_round(*, round_: Round, at: datetime, hall: int, stream: int) -> bool:
    """The marker has passed: no ballot is taken any more. hall, stream: ballots stored. False if it was closed before.

    Called by the live engine, or by a job where none runs.
    """
    closed = Round.objects.filter(pk=round_.pk, state=RoundState.OPEN).update(
        state=RoundState.CLOSED, closed_at=at, ballots_hall=hall, ballots_stream=stream
    )
    if closed:
        set_stage(event=round_.event)
        audit("system:live", "events.round.closed", round_, at=at, hall=hall, stream=stream)
    return bool(closed)


@transaction.atomic
def reset_round(*, round_: Round, by: object, at: datetime) -> None:
    """Discard a round; its ballots count for nothing, and the item can be opened anew. Conflict once it was shown."""
    discarded = (
        Round.objects.filter(pk=round_.pk, shown_at__isnull=True)
        .exclude(state=RoundState.DISCARDED)
        .update(state=RoundState.DISCARDED, closed_at=at)
    )
    if not discarded:
        raise Conflict("round.shown", "Das Ergebnis ist schon gezeigt worden. Bitte eröffnen Sie eine neue Runde.")
    set_stage(event=round_.event, round=None)
    audit(by, "events.round.discarded", round_, at=at)


@transaction.atomic
def show_result(*, round_: Round, by: object, at: datetime) -> None:
    """Show the counted result on the screens and to everybody. Conflict when it is not counted yet."""
    Round.objects.filter(pk=round_.pk, state=RoundState.COUNTED, shown_at__isnull=True).update(shown_at=at)
    round_.refresh_from_db()
    if round_.shown_at is None:
        raise Conflict("round.not_counted", "Das Ergebnis ist noch nicht ausgezählt. Bitte einen Augenblick warten.")
    item = round_.item
    set_stage(event=round_.event, showing=Showing.RESULT, scene=item.scene, item=item, round=round_)
    audit(by, "events.round.shown", round_, at=at)
