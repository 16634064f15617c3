"""What the queries give: frozen rows for pages, files and the picture of the house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from soesmart.methods.linear_ratio import Reading
from soesmart.strategy.addresses import field_url, goal_url
from soesmart.strategy.rating import NO_INDICATOR, Rating, counted, rate
from soesmart.strategy.rules import REPORTING_FIELDS, SDGS, Direction, Light, TargetKind, ValueState


@dataclass(frozen=True, slots=True)
class Sdg:
    """A Sustainable Development Goal by number, 1 to 17."""

    number: int

    @property
    def name(self) -> str:
        return SDGS[self.number]


@dataclass(frozen=True, slots=True)
class ValueView:
    """A measured value. Of several for one year the latest recorded counts."""

    year: int | None
    value: Decimal
    state: str
    is_baseline: bool
    source: str
    note: str
    invented: bool
    recorded_at: datetime
    has_break: bool = False
    day: date | None = None
    sector: str = ""
    district: str = ""
    group: str = ""
    source_name: str = ""
    licence: str = ""
    method_version: str = ""
    pk: int | None = None

    @property
    def part(self) -> str:
        """Which part of the whole it is, such as "Verkehr"; nothing for the whole."""
        return ", ".join(filter(None, (self.sector, self.district, self.group)))

    @property
    def state_label(self) -> str:
        """How sure the value is; nothing for an invented one, which nobody measured."""
        return "" if self.invented else ValueState(self.state).label


@dataclass(frozen=True, slots=True)
class TargetView:
    """A value to reach or keep; `replaced_on` is empty for the one that is valid. With `upper` it is a range."""

    value: Decimal
    year: int | None
    decided: str
    replaced_on: str
    source: str
    note: str
    invented: bool
    kind: str = TargetKind.REACH
    upper: Decimal | None = None
    decision: str = ""
    is_milestone: bool = False
    recorded_at: datetime | None = None
    ended_at: datetime | None = None


# Units that name a scale: "3,4" says it all where "3,4 Schulnote" is no German.
SCALES = ("Schulnote", "Index")


@dataclass(frozen=True)
class IndicatorView:
    """A number of the town: `values` by year, one a year, undated ones first; `corrected` are the replaced ones.

    parts: values of sectors, districts or groups, which do not decide the rating.
    """

    key: str
    name: str
    unit: str
    decimals: int
    direction: str
    method: str
    interval: str
    reporting_field: int | None
    source: str
    note: str
    invented: bool
    target: TargetView | None = None
    values: tuple[ValueView, ...] = ()
    corrected: tuple[ValueView, ...] = ()
    earlier_targets: tuple[TargetView, ...] = ()
    milestones: tuple[TargetView, ...] = ()
    parts: tuple[ValueView, ...] = ()
    is_emission: bool = False
    overlap: int = 20

    @property
    def said_unit(self) -> str:
        """The unit as it is said behind a number: nothing for a count or a scale, "je Jahr" for "Anzahl je Jahr"."""
        return "" if self.unit.startswith(SCALES) else self.unit.removeprefix("Anzahl").strip()

    @property
    def direction_label(self) -> str:
        return Direction(self.direction).label if self.direction else ""

    @property
    def reporting_name(self) -> str:
        return REPORTING_FIELDS.get(self.reporting_field or 0, "")

    @cached_property
    def dated(self) -> tuple[ValueView, ...]:
        return tuple(value for value in self.values if value.year is not None)

    @cached_property
    def latest(self) -> ValueView | None:
        """The value of the newest year; an undated one where there is no other."""
        return self.values[-1] if self.values else None

    @cached_property
    def baseline(self) -> ValueView | None:
        """The dated value that is marked as the baseline, else the first dated one."""
        return next((value for value in self.dated if value.is_baseline), self.dated[0] if self.dated else None)

    @cached_property
    def rating(self) -> Rating:
        base, latest = self.baseline, self.dated[-1] if self.dated else None
        return rate(
            direction=self.direction,
            base=Reading(base.year, base.value) if base and base.year else None,
            latest=Reading(latest.year, latest.value) if latest and latest.year else None,
            target=self.target.value if self.target else None,
            target_year=self.target.year if self.target else None,
        )


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


def one_per_year(values: Sequence[ValueView]) -> tuple[tuple[ValueView, ...], tuple[ValueView, ...]]:
    """Split values (in the order in which they were recorded) into those that count and those that were replaced.

    Undated values stand first in both; each undated value counts for itself only while no later one follows.
    """
    newest: dict[int | None, ValueView] = {}
    replaced: list[ValueView] = []
    for value in values:
        if value.year in newest:
            replaced.append(newest[value.year])
        newest[value.year] = value
    counting = sorted(newest.values(), key=lambda value: value.year or 0)
    return tuple(counting), tuple(sorted(replaced, key=lambda value: value.year or 0))
