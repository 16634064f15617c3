"""Found an event, write it, draw its letters anew, throw a draft away."""

import random
import secrets
import uuid
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.events.models import Event, Round
from soesmart.events.models.event import SMALLEST_GROUP
from soesmart.events.rules import Entry, EventState, StreamKind
from soesmart.events.rules.join_codes import drawn_code
from soesmart.events.services.stage import set_stage
from soesmart.participation.keys import RESERVED, free_key
from soesmart.participation.models import Campaign, Phase
from soesmart.participation.services.days import change
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.region.models import Municipality

SMALLEST_ALLOWED_GROUP = 3
LONGEST_DELAY = 300_000


@dataclass(frozen=True)
class EventWords:
    """Everything an organiser says of an event but its agenda. stream_delay: milliseconds; stream_host: who shows the
    stream, told before anybody agrees to it; contact: an office, never a person."""

    title: str
    doors_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str = ""
    text: str = ""
    place: str = ""
    address: str = ""
    access_notes: str = ""
    languages: str = "Deutsch"
    contact: str = ""
    stream: StreamKind = StreamKind.NONE
    stream_url: str = ""
    stream_host: str = ""
    stream_delay: int = 0
    entry: Entry = Entry.DEVICE
    smallest_group: int = SMALLEST_GROUP
    source: str = ""
    invented: bool = False

    @classmethod
    def of(cls, event: Event) -> "EventWords":
        return cls(**{field.name: getattr(event, field.name) for field in fields(cls)})


@foreign_nonce_refused()
@transaction.atomic
def create_event(
    *,
    actor: object,
    municipality: Municipality,
    words: EventWords,
    key: str = "",
    phase: Phase | None = None,
    campaign: Campaign | None = None,
    nonce: uuid.UUID | None = None,
    at: datetime,
    rng: random.Random | None = None,
) -> Event:
    """A draft that only staff see. key: "" makes one from the title. Sent twice (same nonce) it is stored once.

    Refused for senseless words, and when the key is taken.
    """
    if sent := already_sent(municipality, nonce):
        return sent
    taken = set(Event.objects.values_list("key", flat=True))
    if key and (key in taken or key in RESERVED):
        raise Refused("events.event.taken", f"Eine Veranstaltung mit dem Kürzel {key} gibt es schon.", "key")
    event = Event.objects.create(
        municipality=municipality,
        key=key or free_key(words.title, taken),
        phase=phase,
        campaign=campaign,
        join_code=_free_code(rng),
        nonce=nonce or uuid.uuid4(),
        **asdict(_checked(words)),
    )
    audit(actor, "events.event.created", event, town=municipality.slug, at=at, key=event.key)
    return event


def already_sent(municipality: Municipality, nonce: uuid.UUID | None) -> Event | None:
    """The event that the same form made before. New ones of a town are made one after the other: call it first."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    return Event.objects.filter(nonce=nonce).first() if nonce else None


def locked(event: Event) -> Event:
    """The row as it is stored, held until the transaction is over: what belongs to an event is written in turns."""
    return Event.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=event.pk)


@transaction.atomic
def edit_event(
    *,
    actor: object,
    event: Event,
    words: EventWords,
    phase: Phase | None,
    campaign: Campaign | None,
    revision: int,
    at: datetime,
) -> Event:
    """Change what is said of an event. `Conflict` when it changed since `revision`.

    Refused for what people rely on: once a vote was held, what makes somebody a voter and the smallest group stay.
    """
    stored = locked(event)
    values = asdict(_checked(words)) | {"phase_id": phase and phase.pk, "campaign_id": campaign and campaign.pk}
    columns = [name for name, value in values.items() if getattr(stored, name) != value]
    _check_relied_on(stored, words, columns)
    change(event, revision, values)
    tell_stage(stored)
    town = stored.municipality.slug
    audit(actor, "events.event.edited", event, town=town, at=at, columns=",".join(columns))
    return event


@transaction.atomic
def draw_join_code(*, actor: object, event: Event, at: datetime, rng: random.Random | None = None) -> Event:
    """Six other letters; who already joined stays. Refused once the evening is over or called off."""
    stored = locked(event)
    if stored.state not in (EventState.DRAFT, EventState.PUBLISHED) or stored.ends_at <= at:
        raise Refused(
            "events.code.over", "Die Veranstaltung ist vorbei oder abgesagt: Die Buchstaben bleiben, wie sie sind."
        )
    change(event, stored.revision, {"join_code": _free_code(rng)})
    tell_stage(stored)
    audit(actor, "events.code.drawn", event, town=stored.municipality.slug, at=at)
    return event


@transaction.atomic
def delete_draft(*, actor: object, event: Event, at: datetime) -> None:
    """Throw a draft away with its agenda. Refused once it was published: then it is called off or put away."""
    stored = locked(event)
    if stored.state != EventState.DRAFT:
        text = "Was veröffentlicht war, bleibt nachlesbar. Statt zu löschen lässt es sich absagen oder ablegen."
        raise Refused("events.event.kept", text)
    audit(actor, "events.event.deleted", stored, town=stored.municipality.slug, at=at, key=stored.key)
    try:
        stored.delete()
    except ProtectedError:
        text = "Für diese Veranstaltung gibt es schon Buchungen. Bitte zuerst die Buchungen stornieren."
        raise Refused("events.event.booked", text) from None


def tell_stage(event: Event) -> None:
    """Phones and projector of a public event show at once what was changed."""
    if event.state == EventState.PUBLISHED:
        set_stage(event=event)


def _free_code(rng: random.Random | None) -> str:
    taken, chance = set(Event.objects.values_list("join_code", flat=True)), rng or secrets.SystemRandom()
    while (code := drawn_code(chance)) in taken:
        continue
    return code


def _checked(words: EventWords) -> EventWords:
    if not words.title.strip():
        raise Refused("events.event.title", "Bitte einen Titel eingeben.", "title")
    if words.starts_at < words.doors_at:
        raise Refused(
            "events.event.doors", "Der Einlass beginnt nach dem Beginn. Bitte eine der Zeiten ändern.", "doors_at"
        )
    if words.ends_at <= words.starts_at:
        raise Refused("events.event.ends", "Das Ende liegt nicht nach dem Beginn.", "ends_at")
    if words.smallest_group < SMALLEST_ALLOWED_GROUP:
        text = f"Ergebnisse von weniger als {SMALLEST_ALLOWED_GROUP} Menschen verraten zu viel über Einzelne."
        raise Refused("events.event.group", text, "smallest_group")
    return _checked_stream(replace(words, title=words.title.strip(), languages=words.languages.strip() or "Deutsch"))


def _checked_stream(words: EventWords) -> EventWords:
    if words.stream == StreamKind.NONE:
        return replace(words, stream_url="", stream_host="", stream_delay=0)
    if not words.stream_url.startswith("https://"):
        text = "Bitte die Adresse des Streams eingeben. Sie beginnt mit https://."
        raise Refused("events.stream.address", text, "stream_url")
    if words.stream == StreamKind.EMBED and not words.stream_host.strip():
        text = "Bitte angeben, wer den Stream zeigt. Der Name steht in der Frage nach Zustimmung."
        raise Refused("events.stream.host", text, "stream_host")
    if not 0 <= words.stream_delay <= LONGEST_DELAY:
        text = f"Bitte eine Verzögerung von 0 bis {LONGEST_DELAY // 1000} Sekunden angeben."
        raise Refused("events.stream.delay", text, "stream_delay")
    return replace(words, stream_host=words.stream_host.strip())


def _check_relied_on(stored: Event, words: EventWords, columns: list[str]) -> None:
    fixed = {"entry", "smallest_group"} & {*columns}
    if not fixed or not Round.objects.filter(event=stored, is_rehearsal=False).exists():
        return
    if "entry" in fixed:
        text = "Es ist schon abgestimmt worden. Was im Saal als Stimme zählt, bleibt also gleich."
        raise Refused("events.event.relied_on", text, "entry")
    if words.smallest_group < stored.smallest_group:
        text = f"Zugesagt ist, Gruppen unter {stored.smallest_group} Menschen nicht zu zeigen. Das gilt weiter."
        raise Refused("events.event.relied_on", text, "smallest_group")
