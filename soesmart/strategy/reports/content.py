"""What a report says, as plain data: every number and every word, so that a published report never changes. No Django.

Dates are ISO texts, numbers Decimal in the indicator's unit, shares whole percent.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from soesmart.strategy.reports.measured import IndicatorPart
from soesmart.strategy.rules import REPORTING_FIELDS

# What a later program must know to read a content; grows when a part changes its meaning.
EDITION = 1
STEERING = range(1, 10)


@dataclass(frozen=True)
class GoalPart:
    """A goal in the words of its version. path: of its page, below the town's address."""

    code: str
    number: str
    title: str
    text: str
    depth: int
    unit: str
    sdgs: tuple[int, ...]
    invented: bool
    path: str
    indicator: IndicatorPart | None

    @property
    def name(self) -> str:
        return f"{self.number} {self.title}" if self.number else self.title


@dataclass(frozen=True)
class FieldPart:
    """An action field with its goals and the office's words on the year."""

    key: str
    name: str
    guideline: str
    guideline_invented: bool
    sdgs: tuple[int, ...]
    text: str
    goals: tuple[GoalPart, ...]


@dataclass(frozen=True)
class FramePart:
    """A field of the reporting frame. facts: what the platform knows of it; goals: codes of those measured in it."""

    number: int
    text: str
    facts: tuple[str, ...]
    goals: tuple[str, ...]
    measurements: tuple[str, ...]

    @property
    def name(self) -> str:
        return REPORTING_FIELDS[self.number]

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.facts or self.goals or self.measurements)


@dataclass(frozen=True)
class Table:
    """Rows of written words under their headings. numbers: places of the columns that stand right-aligned."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()

    @property
    def heading(self) -> int:
        """The place of the column that names the row."""
        return next((place for place in range(len(self.columns)) if place not in self.numbers), 0)


@dataclass(frozen=True)
class FrameFact:
    """A sentence that belongs to a field of the reporting frame."""

    number: int
    text: str


@dataclass(frozen=True)
class Chapter:
    """What an app above the strategy tells of the year (related.REPORT). key: in addresses and the workbook."""

    key: str
    title: str
    sentences: tuple[str, ...]
    table: Table
    invented: bool = False
    frame: tuple[FrameFact, ...] = ()


@dataclass(frozen=True)
class RevisionPart:
    """A value that was another one before: in the last report, or when the year of this one began.

    new: None where it was taken back and no other followed.
    """

    indicator: str
    name: str
    goal: str
    year: int
    old: Decimal
    new: Decimal | None
    decimals: int
    said_unit: str
    recorded_on: str
    note: str


@dataclass(frozen=True)
class SourcePart:
    """Where values come from, and how many of them."""

    name: str
    address: str
    licence: str
    values: int


@dataclass(frozen=True)
class NamedText:
    """A word of the vision or an overarching goal with its explanation."""

    name: str
    text: str
    invented: bool


@dataclass(frozen=True)
class Content:
    """All of a report. edition: of this form; compared: known_on of the report before, empty where there is none."""

    edition: int
    year: int
    title: str
    town: str
    known_on: str
    composed_on: str
    strategy: str
    version: str
    decided: str
    horizon: int
    field_singular: str
    field_plural: str
    goal_word: str
    vision: str
    terms: tuple[NamedText, ...]
    overarching: tuple[NamedText, ...]
    foreword: str
    closing: str
    fields: tuple[FieldPart, ...]
    measurements: tuple[IndicatorPart, ...]
    frame: tuple[FramePart, ...]
    chapters: tuple[Chapter, ...]
    compared: str
    compared_year: int | None
    revisions: tuple[RevisionPart, ...]
    sources: tuple[SourcePart, ...]
    invented: bool

    @cached_property
    def goals(self) -> tuple[GoalPart, ...]:
        return tuple(goal for field in self.fields for goal in field.goals)

    @cached_property
    def indicators(self) -> tuple[tuple[str, IndicatorPart], ...]:
        """All indicators with the code of their goal; those without a goal last, with an empty code."""
        own = [(goal.code, goal.indicator) for goal in self.goals if goal.indicator]
        return (*own, *(("", one) for one in self.measurements))

    @property
    def steering(self) -> tuple[FramePart, ...]:
        return tuple(part for part in self.frame if part.number in STEERING)

    @property
    def thematic(self) -> tuple[FramePart, ...]:
        return tuple(part for part in self.frame if part.number not in STEERING)
