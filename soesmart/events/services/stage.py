"""What the stage shows. Every change moves the version on and rings the bell of the live engine."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.events.live import bell
from soesmart.events.models import Event, Item, Round, Scene, Stage
from soesmart.events.rules import EventState, Showing


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
    """Put something on projector and phones. Refused where the event is not public."""
    if event.state != EventState.PUBLISHED:
        raise Refused("stage.not_public", "Bitte veröffentlichen Sie die Veranstaltung zuerst.")
    set_stage(event=event, showing=showing, scene=scene, item=item, round=round_)
    audit(by, "events.stage.shown", event, at=at, showing=showing, item=item.number if item else None)


def set_stage(*, event: Event, **changes: object) -> None:
    """Change the stage and its version; inside the caller's transaction. Other columns keep what they hold."""
    rows = Stage.objects.filter(event=event)
    if not rows.update(version=F("version") + 1, **changes):
        Stage.objects.create(event=event, version=1, **changes)
    bell.ring_after_commit(event.pk)
