"""Say what makes an event followable: captions, sign language, a translation."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.events.models import Event, Track
from soesmart.events.rules import TrackKind
from soesmart.events.services.events import locked
from soesmart.participation.services.days import change

MOST_TRACKS = 20


@dataclass(frozen=True)
class TrackWords:
    """language: BCP 47; url: a WebVTT file or a stream of its own, "" when it is to be had in the hall."""

    kind: TrackKind
    language: str
    label: str
    url: str = ""


@transaction.atomic
def set_tracks(
    *, actor: object, event: Event, tracks: Sequence[TrackWords], revision: int | None = None, at: datetime
) -> list[Track]:
    """All tracks anew, in this order. `Conflict` when the event changed since `revision`; Refused for a bad address."""
    stored = locked(event)
    if len(tracks) > MOST_TRACKS:
        raise Refused("events.tracks.many", f"Bitte höchstens {MOST_TRACKS} Hilfen.")
    for number, track in enumerate(tracks):
        _check(track, number)
    change(event, stored.revision if revision is None else revision, {})
    Track.objects.filter(event=event).delete()
    rows = [Track(event=event, position=place, **asdict(track)) for place, track in enumerate(tracks, 1)]
    Track.objects.bulk_create(rows)
    audit(actor, "events.tracks.set", event, town=stored.municipality.slug, at=at, tracks=len(rows))
    return rows


def _check(track: TrackWords, number: int) -> None:
    if not track.label.strip():
        raise Refused("events.tracks.label", "Bitte angeben, wie die Hilfe heißt.", f"label_{number}")
    if track.url and not track.url.startswith("https://"):
        raise Refused("events.tracks.address", "Bitte eine Adresse, die mit https:// beginnt.", f"url_{number}")
