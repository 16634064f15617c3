"""What the queries give: frozen rows for pages, files and the picture of the house."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from soesmart.strategy.addresses import field_url, goal_url
from soesmart.strategy.queries.measured import IndicatorView, TargetView, ValueView
from soesmart.strategy.rating.light import NO_INDICATOR, Rating, counted
from soesmart.strategy.rules import SDGS, Light

__all__ = [
    "DecisionView",
    "FieldView",
    "GoalView",
    "IndicatorView",
    "LevelView",
    "OverarchingView",
    "Sdg",
    "StrategyView",
    "TargetView",
    "TermView",
    "ValueView",
    "VersionPair",
    "VersionView",
]


@dataclass(frozen=True, slots=True)
class Sdg:
    """A Sustainable Development Goal by number, 1 to 17."""

    number: int

    @property
    def name(self) -> str:
        return SDGS[self.number]


NOT_RATED = Rating(Light.UNKNOWN, reason=NO_INDICATOR)


@dataclass(frozen=True)
class GoalView:
    """A goal as a version words it, with its indicator. `parent` is the code of the goal above."""

    code: str
    field_key: str
    parent: str
    depth: int
    number: str
    title: str
    description: str
    unit_key: str
    unit: str
    unit_task: str
    unit_invented: bool
    dimensions: tuple[str, ...]
    sdg_numbers: tuple[int, ...]
    source: str
    related_sources: tuple[str, ...]
    invented: bool
    indicator: IndicatorView | None = None

    @property
    def name(self) -> str:
        """Title with the number that the town prints before it."""
        return f"{self.number} {self.title}" if self.number else self.title

    @property
    def url(self) -> str:
        return goal_url(self.code)

    @property
    def rating(self) -> Rating:
        return self.indicator.rating if self.indicator else NOT_RATED

    @property
    def light(self) -> Light:
        return self.rating.light

    @property
    def sdgs(self) -> tuple[Sdg, ...]:
        return tuple(Sdg(number) for number in self.sdg_numbers)


@dataclass(frozen=True)
class FieldView:
    """An action field as a version words it, with its goals in the town's order, all levels."""

    key: str
    code: str
    name: str
    guideline: str
    guideline_invented: bool
    sdg_numbers: tuple[int, ...]
    sdgs_invented: bool
    source: str
    invented: bool
    goals: tuple[GoalView, ...] = ()

    @property
    def url(self) -> str:
        return field_url(self.key)

    @property
    def sdgs(self) -> tuple[Sdg, ...]:
        return tuple(Sdg(number) for number in self.sdg_numbers)

    @cached_property
    def lights(self) -> dict[Light, int]:
        return counted([goal.light for goal in self.goals])

    @property
    def all_invented(self) -> bool:
        """Whether there are goals and each is made up, so that one mark can stand for all."""
        return bool(self.goals) and all(goal.invented for goal in self.goals)


@dataclass(frozen=True, slots=True)
class TermView:
    """One of the words that say what the town wants to be."""

    name: str
    description: str
    source: str
    description_invented: bool


@dataclass(frozen=True, slots=True)
class OverarchingView:
    """A goal that all fields serve."""

    key: str
    name: str
    description: str
    source: str
    invented: bool


@dataclass(frozen=True, slots=True)
class DecisionView:
    """An entry of the target history: the subject, the year to reach it, and when that was decided."""

    subject: str
    year: int
    decided: str
    source: str


@dataclass(frozen=True, slots=True)
class LevelView:
    """What the town calls its goals on a level; depth 1 is the highest."""

    depth: int
    singular: str
    plural: str
    is_numbered: bool


@dataclass(frozen=True)
class VersionView:
    """A version as such: label, decision, vote; `published_at` orders them."""

    pk: int
    label: str
    vision: str
    vision_source: str
    decided_on: str
    decided_by: str
    decision_reference: str
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    note: str
    source: str
    published_at: datetime | None
    revision: int

    @property
    def has_vote(self) -> bool:
        return self.votes_for is not None

    @property
    def day(self) -> str:
        """Until when something must have been decided to belong to this version; for comparing, not for showing."""
        known = self.decided_on or (self.published_at.date().isoformat() if self.published_at else "")
        return known.ljust(10, "9")


@dataclass(frozen=True)
class StrategyView:
    """A town's strategy in one version: all that the house, the list and the files need."""

    pk: int
    slug: str
    name: str
    horizon: int
    field_singular: str
    field_plural: str
    note: str
    version: VersionView
    levels: tuple[LevelView, ...] = ()
    terms: tuple[TermView, ...] = ()
    overarching: tuple[OverarchingView, ...] = ()
    decisions: tuple[DecisionView, ...] = ()
    fields: tuple[FieldView, ...] = ()

    @cached_property
    def goals(self) -> tuple[GoalView, ...]:
        """All goals, field after field."""
        return tuple(goal for field in self.fields for goal in field.goals)

    @cached_property
    def lights(self) -> dict[Light, int]:
        return counted([goal.light for goal in self.goals])

    @property
    def goal_word(self) -> str:
        """What the town calls several goals of the highest level."""
        return self.levels[0].plural if self.levels else "Ziele"

    def level(self, depth: int) -> LevelView | None:
        return next((level for level in self.levels if level.depth == depth), None)

    def field(self, key: str) -> FieldView | None:
        return next((field for field in self.fields if field.key == key), None)


@dataclass(frozen=True, slots=True)
class VersionPair:
    """Two versions to compare, the older one first."""

    before: StrategyView
    after: StrategyView
