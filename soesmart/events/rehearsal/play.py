"""The whole rehearsal: people come, the evening runs, everybody goes home, the ballots are recounted."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass

from soesmart.events.rehearsal.people import Evening, Guest, draw_manner
from soesmart.events.rehearsal.score import Found, Score
from soesmart.events.rehearsal.stage import Stage, recounted, votable
from soesmart.events.rehearsal.wire import CutOff, Phone, Server
from soesmart.events.rules import Channel

SEED = 2030
# Of a hundred people so many sit in the hall, as on an evening with a stream.
HALL = 30
# A person in the hall and one before the stream take at most so long to come in: seconds for a hundred of them.
ARRIVING = 1.5
# Late voters and second tries come in this time after the last round.
ENDING = 4.0
# Seconds: to think before voting where a person directs; at least; and what recount and result take of each round.
UNHURRIED, SHORTEST, BETWEEN = 12.0, 4.0, 2.0
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line. seconds: of the whole rehearsal; direct: nobody sits at the console.

    items: numbers of what is then voted on; empty: all.
    """

    people: int
    seconds: float
    direct: bool
    items: tuple[int, ...] = ()


async def rehearse(stage: Stage, server: Server, wish: Wish, tell: Tell) -> tuple[Score, dict[int, Found]]:
    """Play; raises CutOff when no server answers. Everything but the network repeats: chance comes from one seed."""
    await _knock(server)
    arriving = max(2.0, wish.people / 100 * ARRIVING)
    items = await stage.ask(lambda: votable(stage.event, wish.items))
    thinking = thinking_time(wish, len(items), stage.event.stream_delay, arriving) if wish.direct else UNHURRIED
    evening = Evening(stage.event.pk, stage.event.join_code, thinking, stage.choose, Score())
    people = [asyncio.create_task(_come(guest, arriving)) for guest in guests(evening, server, wish.people)]
    try:
        await asyncio.sleep(arriving + 1)
        tell(f"{evening.score.joined.total()} von {wish.people} sind da.")
        if wish.direct:
            await stage.direct(items, thinking, tell)
        else:
            tell(f"Bitte jetzt in der Regie Abstimmungen öffnen; Schluss ist in {wish.seconds:.0f} Sekunden.")
            await asyncio.sleep(max(0.0, wish.seconds - arriving - ENDING))
        await asyncio.sleep(ENDING)
    finally:
        for task in people:
            task.cancel()
        await asyncio.gather(*people, return_exceptions=True)
    _note_failures(people, evening.score)
    return evening.score, await stage.ask(lambda: recounted(evening.score.receipts))


def thinking_time(wish: Wish, rounds: int, stream_delay: int, arriving: float) -> float:
    """Seconds for each vote, so that all rounds fit in; the stream ends later by its delay (milliseconds)."""
    each = (wish.seconds - arriving - ENDING) / max(1, rounds)
    return max(SHORTEST, each - stream_delay / 1000 - BETWEEN)


def guests(evening: Evening, server: Server, number: int) -> list[Guest]:
    """The same people in every rehearsal."""
    found = []
    for place in range(number):
        rng = random.Random(f"{SEED}-{place}")  # noqa: S311  # an audience, not a secret
        channel = Channel.HALL if rng.random() * 100 < HALL else Channel.STREAM
        found.append(Guest(Phone(server), channel, draw_manner(rng), rng, evening))
    return found


async def _come(guest: Guest, within: float) -> None:
    await asyncio.sleep(guest.rng.uniform(0, within))
    await guest.attend()


async def _knock(server: Server) -> None:
    answer = await Phone(server).get("/live/health")
    if answer.status != 200:
        raise CutOff(f"/live/health: {answer.status}")


def _note_failures(people: list[asyncio.Task[None]], score: Score) -> None:
    for task in people:
        if not task.cancelled() and (problem := task.exception()):
            score.surprises[f"{type(problem).__name__}: {problem}"[:120]] += 1
