"""Where one can sit, and whether somebody's voice already lies in the box."""

from soesmart.events.credentials import Voter
from soesmart.events.models import Ballot, Event
from soesmart.events.models import Voter as SecretVoter
from soesmart.events.rules import Channel, RoundState, StreamKind


def channels_of(event: Event) -> list[Channel]:
    """Hall and stream, as far as the event has them; the hall where it says neither."""
    has_stream = event.stream != StreamKind.NONE
    hall = [Channel.HALL] if event.place or not has_stream else []
    return [*hall, Channel.STREAM] if has_stream else hall


def has_open_ballot(voter: Voter) -> bool:
    """Whether she voted in the round that is open now. Two queries at most."""
    now = {"credential": voter.digest, "round__event": voter.event, "round__state": RoundState.OPEN}
    return Ballot.objects.filter(**now).exists() or SecretVoter.objects.filter(**now).exists()
