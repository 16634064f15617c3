"""Rounds of voting: open, close, keep open, reset, show.

Closing sets the times at which hall and stream end; the round is closed by a marker in the queue of ballots
(events.live), so that what arrived before it is counted and what arrived after it is not.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.events.models import Event, Item, Round, Stage
from soesmart.events.rules import WITH_OPTIONS, WITHOUT_BALLOTS, EventState, ItemKind, RoundState, Showing
from soesmart.events.rules.delays import Window, closing, opening
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
    hall, stream = opening(at, delay_of(event))
    number = (Round.objects.filter(item=item).aggregate(last=Max("number"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                event=event,
                item=item,
                number=number,
                secret=item.secret,
                is_rehearsal=is_rehearsal,
                opened_at=hall.opens,
                stream_opens_at=stream.opens,
            )
    except IntegrityError:
        raise Conflict("round.other_open", "Es läuft schon eine Abstimmung. Bitte schließen Sie sie zuerst.") from None
    set_stage(event=event, showing=Showing.QUESTION, scene=item.scene, item=item, round=round_)
    _note(by, "events.round.opened", round_, at, item=item.number, number=number, rehearsal=is_rehearsal)
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

    Conflict when the round is no longer open, or has ended in the hall: nobody gets a second time.
    """
    if not 0 <= in_seconds <= LONGEST_CLOSING:
        raise Refused("round.closing", f"Bitte 0 bis {LONGEST_CLOSING} Sekunden angeben.", "in_seconds")
    # The stream gets as long as the hall: by the delay at which it was opened, though it was measured anew since.
    hall, stream = closing(Window(round_.opened_at), Window(round_.stream_opens_at), at + timedelta(seconds=in_seconds))
    changed = _still_open(round_, at).update(hall_closes_at=hall.closes, stream_closes_at=stream.closes)
    if not changed:
        raise Conflict("round.not_open", "Diese Abstimmung ist schon geschlossen.")
    set_stage(event=round_.event)
    _note(by, "events.round.closing", round_, at, in_seconds=in_seconds)
    round_.refresh_from_db()
    return round_


def _still_open(round_: Round, at: datetime) -> QuerySet[Round]:
    """The round while it takes ballots in the hall."""
    ends_later = Q(hall_closes_at__isnull=True) | Q(hall_closes_at__gt=at)
    return Round.objects.filter(ends_later, pk=round_.pk, state=RoundState.OPEN)


@transaction.atomic
def keep_open(*, round_: Round, by: object, at: datetime) -> None:
    """Take the closing back while its countdown runs. Conflict once the hall has ended."""
    if not _still_open(round_, at).update(hall_closes_at=None, stream_closes_at=None):
        raise Conflict("round.ended", "Im Saal ist schon geschlossen. Bitte eröffnen Sie eine neue Runde.")
    set_stage(event=round_.event)
    _note(by, "events.round.kept_open", round_, at)


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
        _note("system:live", "events.round.closed", round_, at, hall=hall, stream=stream)
    return bool(closed)


@transaction.atomic
def reset_round(*, round_: Round, by: object, at: datetime) -> None:
    """Discard a round; its ballots count for nothing, and the item can be opened anew. Conflict once it was shown."""
    _discard(Round.objects.filter(pk=round_.pk, shown_at__isnull=True).exclude(state=RoundState.DISCARDED), round_, at)
    _note(by, "events.round.discarded", round_, at)


@transaction.atomic
def withdraw_round(*, round_: Round, by: object, at: datetime) -> None:
    """Take the opening back while nobody has voted. Conflict once there is a ballot."""
    if round_.ballots.exists() or round_.voters.exists():
        raise Conflict(
            "round.has_ballots", "Es hat schon jemand abgestimmt. Verwerfen geht weiterhin, nach einer Frage."
        )
    _discard(Round.objects.filter(pk=round_.pk, state=RoundState.OPEN), round_, at)
    _note(by, "events.round.withdrawn", round_, at)


def _discard(rounds: QuerySet[Round], round_: Round, at: datetime) -> None:
    """The stage goes back to the scene, and keeps the item: it comes next again."""
    if not rounds.update(state=RoundState.DISCARDED, closed_at=at):
        raise Conflict("round.shown", "Das Ergebnis ist schon gezeigt worden. Bitte eröffnen Sie eine neue Runde.")
    is_on_stage = Stage.objects.filter(event=round_.event, round=round_).exists()
    set_stage(event=round_.event, **({"showing": Showing.SCENE, "round": None} if is_on_stage else {}))


@transaction.atomic
def show_result(*, round_: Round, by: object, at: datetime) -> None:
    """Show the counted result on the screens and to everybody. Conflict when it is not counted yet."""
    Round.objects.filter(pk=round_.pk, state=RoundState.COUNTED, shown_at__isnull=True).update(shown_at=at)
    round_.refresh_from_db()
    if round_.shown_at is None:
        raise Conflict("round.not_counted", "Das Ergebnis ist noch nicht ausgezählt. Bitte einen Augenblick warten.")
    item = round_.item
    set_stage(event=round_.event, showing=Showing.RESULT, scene=item.scene, item=item, round=round_)
    _note(by, "events.round.shown", round_, at)


def _note(by: object, action: str, round_: Round, at: datetime, **facts: object) -> None:
    audit(by, action, round_, town=round_.event.municipality.slug, at=at, **facts)
