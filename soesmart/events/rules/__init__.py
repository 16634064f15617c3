from soesmart.events.rules.ballots import Choice, canonical, choice_from, choice_of
from soesmart.events.rules.events import Channel, Entry, EventState, Moment, StreamKind, TrackKind, moment_at
from soesmart.events.rules.items import WITH_OPTIONS, WITHOUT_BALLOTS, Bounds, ItemKind
from soesmart.events.rules.stages import RoundState, Showing, is_taken

__all__ = [
    "WITHOUT_BALLOTS",
    "WITH_OPTIONS",
    "Bounds",
    "Channel",
    "Choice",
    "Entry",
    "EventState",
    "ItemKind",
    "Moment",
    "RoundState",
    "Showing",
    "StreamKind",
    "TrackKind",
    "canonical",
    "choice_from",
    "choice_of",
    "is_taken",
    "moment_at",
]
