"""All that a decision about one goal turns on, today or as it was known on a day."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from soesmart.core.clock import BERLIN
from soesmart.strategy import related
from soesmart.strategy.models import Version
from soesmart.strategy.queries.goals import GoalPage, goal_page_in
from soesmart.strategy.queries.known import Asked
from soesmart.strategy.queries.measures import AssumptionView, MeasureView, thoughts
from soesmart.strategy.queries.remembered import remembered
from soesmart.strategy.queries.versions import current_version
from soesmart.strategy.rating.assessment import Assessment, assess
from soesmart.strategy.related import Related
from soesmart.strategy.sheet.decision import Plan, Waiting, decided_ones, plan, waiting


@dataclass(frozen=True)
class Sheet:
    """A goal, its indicator assessed (None where it has none), measures by name, pilots, assumptions newest first.

    overlap: percent that each further measure loses; this_year: from which a measure without a year would start.
    """

    page: GoalPage
    assessment: Assessment | None
    measures: tuple[MeasureView, ...]
    pilots: tuple[Related, ...]
    assumptions: tuple[AssumptionView, ...]
    overlap: int
    this_year: int

    @cached_property
    def waiting(self) -> Waiting | None:
        return waiting(self.assessment, self.this_year) if self.assessment else None

    @cached_property
    def none(self) -> Plan | None:
        """Nothing is done beside what the values show; None without an indicator, like the next two."""
        return self.plan(())

    @cached_property
    def decided(self) -> Plan | None:
        return self.plan(decided_ones(self.measures))

    @cached_property
    def all(self) -> Plan | None:
        return self.plan(self.measures)

    def plan(self, chosen: tuple[MeasureView, ...], starts: dict[str, int] | None = None) -> Plan | None:
        """What carrying out `chosen` makes of the goal; starts: other years than planned, by key."""
        if self.assessment is None:
            return None
        return plan(self.assessment, chosen, overlap=self.overlap, this_year=self.this_year, starts=starts)


def sheet(code: str, at: datetime, asked: Asked) -> Sheet | None:
    """The sheet of a published goal, or None. One query; six after a write, beside those of apps above."""
    version = current_version(at)
    if version is None:
        return None
    this_year = (asked.day or at.astimezone(BERLIN).date()).year
    if asked.day:  # days are many: what nobody asks twice is not kept
        return _read(version, code, at, asked, this_year)
    return remembered(version, f"sheet:{code}:{this_year}", lambda: _read(version, code, at, asked, this_year))


def _read(version: Version, code: str, at: datetime, asked: Asked, this_year: int) -> Sheet | None:
    page = goal_page_in(version, code, at)
    if page is None:
        return None
    pilots = related.done_for(page.thing)
    if page.goal.indicator is None:
        return Sheet(page, None, (), pilots, (), 0, this_year)
    indicator = asked.of(page.goal.indicator)
    until = datetime.combine(asked.day + timedelta(days=1), time(), BERLIN) if asked.day else None
    found = thoughts(indicator.key, until)
    overlap = found.overlap if until else indicator.overlap
    return Sheet(page, assess(indicator), found.measures, pilots, found.assumptions, overlap, this_year)
