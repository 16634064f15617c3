"""What the live engine must know of an event, read once per change and then kept in memory: no query for a ballot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django_scopes import scope, scopes_disabled

from soesmart.events.models import Event, HiddenWord, Round, Stage
from soesmart.events.rules import Bounds, Channel, ItemKind, RoundState, Showing
from soesmart.events.rules.result_rows import without_hidden
from soesmart.region.models import HostName, Municipality


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round. opens, closes: per channel; closes None while nobody has set it. result: of the recount.

    choices: the value of the field `choice`, as it is sent, to the canonical choice, where a ballot is one number. key:
    the field `round`.
    """

    pk: int
    kind: ItemKind
    bounds: Bounds
    secret: bool
    state: RoundState
    opens: Mapping[Channel, datetime]
    closes: Mapping[Channel, datetime | None]
    shows_live: bool
    is_shown: bool
    hidden: frozenset[str]
    stored: Mapping[str, int]
    result: Mapping[str, Any] | None
    choices: Mapping[bytes, str]
    key: bytes


@dataclass(frozen=True, slots=True)
class EventFacts:
    """An event and its stage. round: the open one, else the one that is shown. hosts: names of its town."""

    pk: int
    town: Municipality
    hosts: frozenset[str]
    smallest_group: int
    version: int
    showing: Showing
    item: int | None
    round: RoundFacts | None
    open_round: RoundFacts | None


def facts_of(event: int) -> EventFacts | None:
    """Across towns, for the address names no town: the facts of an event that is public. Seven queries at most."""
    with scopes_disabled():
        found = Event.objects.public().select_related("municipality__region").filter(pk=event).order_by().first()
    if found is None:
        return None
    with scope(municipality=found.municipality):
        stage = Stage.objects.select_related("item").filter(event=found).first() or Stage(event=found)
        round_ = _round(found, stage)
        hosts = HostName.objects.filter(municipality=found.municipality).values_list("host", flat=True)
        return EventFacts(
            pk=found.pk,
            town=found.municipality,
            hosts=frozenset(hosts),
            smallest_group=found.smallest_group,
            version=stage.version,
            showing=Showing(stage.showing),
            item=stage.item.number if stage.item else None,
            round=round_,
            open_round=round_ if round_ and round_.state == RoundState.OPEN else None,
        )


def _round(event: Event, stage: Stage) -> RoundFacts | None:
    rows = Round.objects.filter(Q(event=event, state=RoundState.OPEN) | Q(pk=stage.round_id)).select_related("item")
    row = min(rows, key=lambda row: row.state != RoundState.OPEN, default=None)
    if row is None:
        return None
    kind, bounds = ItemKind(row.item.kind), row.item.bounds()
    words = HiddenWord.objects.filter(item=row.item) if kind == ItemKind.WORDS else HiddenWord.objects.none()
    hidden = frozenset(words.values_list("word", flat=True))
    return RoundFacts(
        pk=row.pk,
        kind=kind,
        bounds=bounds,
        secret=row.secret,
        state=RoundState(row.state),
        opens={Channel.HALL: row.opened_at, Channel.STREAM: row.stream_opens_at},
        closes={Channel.HALL: row.hall_closes_at, Channel.STREAM: row.stream_closes_at},
        shows_live=row.shows_live,
        is_shown=row.is_shown,
        hidden=hidden,
        stored={Channel.HALL.value: row.ballots_hall, Channel.STREAM.value: row.ballots_stream},
        result=without_hidden(row.result, hidden) if row.result else None,
        choices=_choices(kind, bounds),
        key=str(row.pk).encode(),
    )


def _choices(kind: ItemKind, bounds: Bounds) -> dict[bytes, str]:
    match kind:
        case ItemKind.SINGLE | ItemKind.NEXT_IDEA:
            numbers = range(1, bounds.options + 1)
        case ItemKind.SCALE if bounds.most - bounds.least < 1000:
            numbers = range(bounds.least, bounds.most + 1)
        case _:
            return {}
    return {str(number).encode(): f"[{number}]" for number in numbers}


def versions_of(events: list[int]) -> dict[int, int]:
    """Across towns: the versions of the stages of these events, and of all that take ballots now. One query."""
    with scopes_disabled():
        taking = Round.objects.filter(state=RoundState.OPEN).order_by().values("event")
        return dict(Stage.objects.filter(Q(pk__in=events) | Q(pk__in=taking)).values_list("pk", "version"))
