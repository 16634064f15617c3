"""Who is there: voters of the hall and of the stream whose phones listen or ask, each counted once."""

from dataclasses import dataclass

from soesmart.events.credentials import Voter
from soesmart.events.rules import Channel

# Seconds after its last question until a phone that only polls counts as gone.
GONE_AFTER = 20.0


@dataclass(slots=True)
class _Presence:
    channel: Channel
    streams: int
    seen: float


class People:
    """Times are seconds of the event loop's clock."""

    def __init__(self) -> None:
        self.counts = dict.fromkeys(Channel, 0)
        self._present: dict[str, _Presence] = {}

    def seen(self, voter: Voter, now: float, streams: int = 0) -> None:
        """A phone asked; streams: 1 when it begins to listen, -1 when it ends."""
        presence = self._present.get(voter.digest)
        if presence is None:
            presence = self._present[voter.digest] = _Presence(voter.channel, 0, now)
            self.counts[voter.channel] += 1
        elif presence.channel != voter.channel:
            self.counts[presence.channel] -= 1
            self.counts[voter.channel] += 1
            presence.channel = voter.channel
        presence.streams += streams
        presence.seen = now

    def forget_gone(self, now: float) -> None:
        gone = [
            digest
            for digest, presence in self._present.items()
            if presence.streams <= 0 and presence.seen < now - GONE_AFTER
        ]
        for digest in gone:
            self.counts[self._present.pop(digest).channel] -= 1
