"""What the stage shows. Every change moves the version on and rings the bell of the live engine."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.events.live import bell
from soesmart.events.models import Event, Item, Round, Scene, Stage
from soesmart.events.rules import EventState, RoundState, Showing

# These cover what the stage holds, so that it goes on where it was.
COVERS = (Showing.HOUSE, Showing.JOIN, Showing.STOPPED)


@transaction.atomic
def show(
    *,
    event: Event,
    showing: Showing,
    scene: Scene | None = None,
    item: Item | None = None,
    round_: Round | None = None,
    by: object,
    at: datetime,
) -> None:
    """Put something on projector and phones. House, join and an interruption cover what is there, the stage keeps it.

    Refused where the event is not public.
    """
    if event.state != EventState.PUBLISHED:
        raise Refused("stage.not_public", "Bitte veröffentlichen Sie die Veranstaltung zuerst.")
    held = {} if showing in COVERS else {"scene": scene, "item": item, "round": round_}
    set_stage(event=event, showing=showing, **held)
    audit(
        by,
        "events.stage.shown",
        event,
        town=event.municipality.slug,
        at=at,
        showing=showing,
        item=item.number if item else None,
    )


@transaction.atomic
def begin_rehearsal(*, event: Event, by: object, at: datetime) -> None:
    """From now on the stage rehearses: what it shows is marked, and the rounds it opens are never published.

    Refused while a round takes ballots, or where the event is not public.
    """
    if event.state != EventState.PUBLISHED:
        raise Refused("stage.not_public", "Bitte veröffentlichen Sie die Veranstaltung zuerst.")
    _check_no_open_round(event)
    set_stage(event=event, is_rehearsal=True, **_NOTHING)
    audit(by, "events.rehearsal.begun", event, town=event.municipality.slug, at=at)


@transaction.atomic
def end_rehearsal(*, event: Event, by: object, at: datetime) -> None:
    """Back to the real evening, from its beginning. Refused while a round takes ballots."""
    _check_no_open_round(event)
    set_stage(event=event, is_rehearsal=False, **_NOTHING)
    audit(by, "events.rehearsal.ended", event, town=event.municipality.slug, at=at)


def set_stage(*, event: Event, **changes: object) -> None:
    """Change the stage and its version; inside the caller's transaction. Other columns keep what they hold."""
    rows = Stage.objects.filter(event=event)
    if not rows.update(version=F("version") + 1, **changes):
        Stage.objects.create(event=event, version=1, **changes)
    bell.ring_after_commit(event.pk)


_NOTHING: dict[str, object] = {"showing": Showing.HOUSE, "scene": None, "item": None, "round": None, "probe_at": None}


def _check_no_open_round(event: Event) -> None:
    if Round.objects.filter(event=event, state=RoundState.OPEN).exists():
        raise Refused(
            "stage.round_open", "Es läuft noch eine Abstimmung. Bitte schließen oder verwerfen Sie sie zuerst."
        )
