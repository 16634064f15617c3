"""The made-up audience of the demo: the same voters and the same ballots in every demo."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from soesmart.demo.story import SEED
from soesmart.events.credentials import Voter, token_for, voter_of
from soesmart.events.live.papers import Paper
from soesmart.events.models import Event, Item, Round
from soesmart.events.rehearsal.choices import Mood, fields_of
from soesmart.events.rules import Channel, ItemKind, canonical, choice_of


@dataclass(frozen=True)
class Audience:
    """Who sits in the hall and who watches."""

    event: Event
    voters: list[Voter]

    @classmethod
    def of(cls, event: Event, sizes: Mapping[str, int]) -> "Audience":
        return cls(
            event,
            [told(event, Channel(channel), number) for channel, size in sizes.items() for number in range(size)],
        )

    def papers(self, item: Item, round_: Round, moods: Mapping[str, Mood]) -> Iterator[Paper]:
        """A ballot of about nine in ten, in the order in which they arrive; most after a third of the time."""
        rng = random.Random(f"{SEED}-{item.number}-{round_.number}")  # noqa: S311  # a story, not a secret
        bounds, kind = item.bounds(), ItemKind(item.kind)
        cast = []
        for number, voter in enumerate(self.voters):
            if rng.random() > (0.93 if voter.channel == Channel.HALL else 0.86):
                continue
            choice = canonical(choice_of(kind, bounds, fields_of(kind, bounds, moods[voter.channel], rng)))
            opens = round_.opened_at if voter.channel == Channel.HALL else round_.stream_opens_at
            arrived = opens + timedelta(seconds=item.seconds * (0.05 + 0.9 * rng.betavariate(2, 3)))
            cast.append(Paper(self.event.pk, round_.pk, voter, f"demo-{number}", choice, arrived))
        yield from sorted(cast, key=lambda paper: paper.arrived_at)


def told(event: Event, channel: Channel, number: int) -> Voter:
    """Somebody of the audience by her number."""
    voter = voter_of(token_for(event.pk, channel, f"demo-{channel}-{number}"))
    assert voter is not None
    return voter


def moods_of(row: Mapping[str, Any], *, again: bool) -> dict[str, Mood]:
    """What hall and stream lean to, as the data say it. again: in the second round."""
    moods = row["mood_again"] if again else row["mood"]
    return {channel: Mood(**facts) for channel, facts in moods.items()}


def after(moment: datetime, minutes: float) -> datetime:
    return moment + timedelta(minutes=minutes)
