"""Pure rules of participation: dates of the way, formats and their windows, voices, visibility."""

from soesmart.participation.rules.dates import (
    MilestoneKind,
    PartialDate,
    PhaseState,
    Stretch,
    clock_german,
    moment_of,
    phase_state,
    quarrel,
    span_german,
)
from soesmart.participation.rules.formats import (
    AnswerTime,
    Channel,
    FormatState,
    ResultsShown,
    Right,
    Span,
    Voting,
    Who,
    overlapping,
)
from soesmart.participation.rules.ideas import (
    AuthorRole,
    CommentKind,
    IdeaState,
    StepKind,
    Visibility,
)

__all__ = [
    "AnswerTime",
    "AuthorRole",
    "Channel",
    "CommentKind",
    "FormatState",
    "IdeaState",
    "MilestoneKind",
    "PartialDate",
    "PhaseState",
    "ResultsShown",
    "Right",
    "Span",
    "StepKind",
    "Stretch",
    "Visibility",
    "Voting",
    "Who",
    "clock_german",
    "moment_of",
    "overlapping",
    "phase_state",
    "quarrel",
    "span_german",
]
