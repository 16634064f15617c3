"""The tally of a round as it grows: a cache of the ballots, in the order in which they were stored."""

import asyncio
from collections.abc import Mapping
from typing import Any

from soesmart.events.live.facts import RoundFacts
from soesmart.events.rules import Channel, choice_from
from soesmart.events.rules.small_groups import are_told_apart, may_grow_in_sight
from soesmart.methods.tally import Choice, results_of, tally_for

# Distinct choices whose parsed form is remembered.
MOST_KNOWN = 10_000


class Ledger:
    """Holds the first ballots of the round, as many as `counts` says. Touched on the event loop only.

    is_whole: the ballots that were stored before it began are in it. is_fresh: it grew since it was last shown;
    has_own: by ballots that this process stored. lag: seconds that ballots waited for their answer since then, at most.
    """

    def __init__(self, round_: RoundFacts) -> None:
        self.round = round_.pk
        self.secret = round_.secret
        self.counts = {Channel.HALL.value: 0, Channel.STREAM.value: 0}
        self.lag = 0.0
        self.is_fresh = True
        self.has_own = False
        self.is_whole = asyncio.Event()
        self._tallies = {channel: tally_for(round_.kind, round_.bounds) for channel in self.counts}
        self._parsed: dict[str, Choice] = {}

    def add(self, news: list[tuple[str, str]], lag: float = 0.0, *, own: bool = False) -> None:
        """Count ballots, each once. news: channel and canonical choice, "" where the round is secret. own: stored by
        this process.
        """
        self.has_own |= own
        self.is_fresh |= bool(news)
        self.is_whole.set()
        self.lag = max(self.lag, lag)
        for channel, choice in news:
            self.counts[channel] += 1
            if choice:
                self._tallies[channel].add(self._parsed.get(choice) or self._parse(choice))

    def _parse(self, choice: str) -> Choice:
        if len(self._parsed) >= MOST_KNOWN:
            self._parsed.clear()
        parsed = self._parsed[choice] = choice_from(choice)
        return parsed

    def told(self, smallest_group: int, hidden: frozenset[str]) -> Mapping[str, Any] | None:
        """The tally for a screen; hall and stream apart only where both have enough ballots. None in a secret round
        and while one of both is small: whoever watches the tally grow sees what the last voter chose.
        """
        hall, stream = self.counts["hall"], self.counts["stream"]
        if self.secret or not may_grow_in_sight(hall, stream, smallest_group):
            return None
        told = results_of(self._tallies["hall"], self._tallies["stream"], hidden=hidden)
        if not are_told_apart(hall, stream, smallest_group):
            return {"all": told["all"], "hall": None, "stream": None}
        return told
