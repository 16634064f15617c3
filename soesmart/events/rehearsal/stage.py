"""The rehearsal's side of the database: which rounds there are, what they ask, and the console where nobody directs."""

import asyncio
import random
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import TypeVar

from django.conf import settings

from soesmart.core import clock
from soesmart.events.models import Ballot, Event, Item, Round, SecretBallot
from soesmart.events.models import Stage as StageRow
from soesmart.events.rehearsal.choices import WORDS, Mood, fields_of
from soesmart.events.rehearsal.people import Fields
from soesmart.events.rehearsal.score import Found
from soesmart.events.rules import WITH_OPTIONS, WITHOUT_BALLOTS, Bounds, Channel, ItemKind, RoundState
from soesmart.events.services.rounds import close_round, open_round, show_result

BY = "system:rehearsal"
COUNTDOWN = 3
Result = TypeVar("Result")


@dataclass(frozen=True)
class Asked:
    """What a round asks, and what hall and stream lean to."""

    kind: ItemKind
    bounds: Bounds
    moods: Mapping[Channel, Mood]


@dataclass
class Stage:
    """One thread asks the database, so that the phones go on meanwhile. Must be made inside the town's scope."""

    event: Event
    asked: dict[int, Asked] = field(default_factory=dict)
    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "rehearsal"))

    async def ask(self, question: Callable[[], Result]) -> Result:
        """Run something of Django in the database's thread, in the scope of whoever asks."""
        context = copy_context()
        return await asyncio.get_running_loop().run_in_executor(self.thread, context.run, question)

    async def choose(self, round_: int, channel: Channel, rng: random.Random) -> Fields:
        """A ballot that this round allows."""
        if round_ not in self.asked:
            self.asked[round_] = await self.ask(lambda: what_is_asked(round_))
        asked = self.asked[round_]
        return fields_of(asked.kind, asked.bounds, asked.moods[channel], rng)

    async def direct(self, items: Iterable[Item], seconds: float, tell: Callable[[str], None]) -> None:
        """Open one question after the other, close it, wait for the recount, show the result."""
        for item in items:
            tell(f"  {item.title} …")
            await self._play(item, seconds)

    async def _play(self, item: Item, seconds: float) -> None:
        round_ = await self.ask(lambda: open_for_rehearsal(item))
        await asyncio.sleep(max(1.0, seconds - COUNTDOWN))
        await self.ask(lambda: close_round(round_=round_, by=BY, at=clock.now(), in_seconds=COUNTDOWN))
        while await self.ask(lambda: state_of(round_)) in (RoundState.OPEN, RoundState.CLOSED):
            await asyncio.sleep(0.2)
        await self.ask(lambda: show_result(round_=round_, by=BY, at=clock.now()))
        await asyncio.sleep(1.5)


def votable(event: Event, numbers: Collection[int] = ()) -> list[Item]:
    """What can be voted on, in the order of the agenda. numbers: only these; empty: all."""
    items = Item.objects.filter(event=event).exclude(kind__in=WITHOUT_BALLOTS)
    if numbers:
        items = items.filter(number__in=numbers)
    rows = items.select_related("event", "scene").prefetch_related("options")
    return [item for item in rows if item.kind not in WITH_OPTIONS or item.bounds().options > 1]


def what_is_asked(round_: int) -> Asked:
    """Kind and bounds of a round's item, and what hall and stream lean to: the same in every rehearsal."""
    item = Item.objects.prefetch_related("options").get(rounds=round_)
    bounds, moods = item.bounds(), {}
    for channel in Channel:
        rng = random.Random(f"{item.number}-{channel}")  # noqa: S311  # a taste, not a secret
        weights = [rng.uniform(1, 6) for _ in range(bounds.options)]
        centre = rng.uniform(0.35, 0.75) * (bounds.most - bounds.least) + bounds.least
        moods[channel] = Mood(weights, centre, words=rng.sample(WORDS, len(WORDS)))
    return Asked(ItemKind(item.kind), bounds, moods)


def open_for_rehearsal(item: Item) -> Round:
    """Rounds of a rehearsal are never public; in the demo, where nothing is real, they may be shown."""
    return open_round(item=item, by=BY, at=clock.now(), is_rehearsal=is_rehearsing(item.event) or not settings.DEMO)


def is_rehearsing(event: Event) -> bool:
    return bool(StageRow.objects.filter(event=event, is_rehearsal=True).exists())


def may_play_on(event: Event) -> bool:
    """Only where no real vote can be touched: in a rehearsal, or on what the demo made up."""
    return is_rehearsing(event) or (settings.DEMO and event.invented)


def state_of(round_: Round) -> str:
    return str(Round.objects.values_list("state", flat=True).get(pk=round_.pk))


def recounted(rounds: Iterable[int]) -> dict[int, Found]:
    """What the recount says of these rounds; those that were discarded or are not counted are missing."""
    rows = Round.objects.filter(pk__in=list(rounds), state=RoundState.COUNTED).select_related("item")
    found = {}
    for row in rows:
        ballots = (SecretBallot if row.secret else Ballot).objects.filter(round=row)
        known = frozenset(ballots.values_list("receipt", flat=True))
        found[row.pk] = Found(row.item.title, row.number, row.ballots_hall + row.ballots_stream, known)
    return found
