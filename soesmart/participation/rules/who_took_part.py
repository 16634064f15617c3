"""Participants by channel, in a shape that tells nothing of small groups. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from soesmart.participation.rules.formats import Channel
from soesmart.participation.rules.joined_groups import fork, shown_groups
from soesmart.participation.rules.opinions import Ballot, Counts
from soesmart.participation.rules.results import Result, sum_of


@dataclass(frozen=True)
class ChannelGroup:
    """One channel, or several that are only told together."""

    channels: tuple[Channel, ...]
    people: int

    @property
    def label(self) -> str:
        *first, last = [channel.label for channel in self.channels]
        return f"{', '.join(first)} und {last}" if first else last


def channel_groups(counts: Mapping[Channel, int], smallest: int) -> list[ChannelGroup]:
    """The channels that were used. One that nobody used was not on offer, which is no secret."""
    used = {channel.value: counts[channel] for channel in Channel if counts.get(channel)}
    # Which two are joined first must not follow from the counts, so all weigh the same.
    groups = shown_groups(fork(list(used), {}), used, smallest)
    return [ChannelGroup(tuple(Channel(key) for key in group.keys), group.people) for group in groups]


def told_channels(ballot: Ballot, counts: Mapping[Channel, Counts], smallest: int) -> list[tuple[str, Result]]:
    """What each channel, or several together, thought of an idea; [] where they cannot be told apart."""
    groups = channel_groups({channel: row.voices for channel, row in counts.items()}, smallest)
    if len(counts) > 1 and len(groups) < 2:
        return []
    return [(group.label, Result(ballot, sum_of(counts[channel] for channel in group.channels))) for group in groups]
