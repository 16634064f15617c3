from soesmart.events.models.agenda import Item, ItemLink, Option, Scene
from soesmart.events.models.event import Event, Track
from soesmart.events.models.question import AudienceQuestion, HallPass, QuestionSupport
from soesmart.events.models.round import Ballot, DelayReading, HiddenWord, Round, SecretBallot, Stage, Voter

__all__ = [
    "AudienceQuestion",
    "Ballot",
    "DelayReading",
    "Event",
    "HallPass",
    "HiddenWord",
    "Item",
    "ItemLink",
    "Option",
    "QuestionSupport",
    "Round",
    "Scene",
    "SecretBallot",
    "Stage",
    "Track",
    "Voter",
]
