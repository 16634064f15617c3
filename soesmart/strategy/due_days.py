"""When the next value of an indicator is due, and who is to be reminded on which day. Pure: no clock, no database."""

import calendar
from collections.abc import Collection
from datetime import date, timedelta

from soesmart.core.dates import format_date
from soesmart.strategy.rules import Stage

# Days from the due date to the day on which a stage's turn comes.
TURNS = {Stage.CONTACT: timedelta(days=-14), Stage.UNIT: timedelta(0), Stage.OFFICER: timedelta(days=14)}
SOON = -TURNS[Stage.CONTACT]


def add_months(day: date, months: int) -> date:
    """The same day `months` later (or earlier), at the latest the last of that month: 31 January + 1 is 28 February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_due(due_on: date, months: int | None, today: date) -> date | None:
    """The due date after a value came in `today`; None where only one value was asked for.

    It stays in its rhythm: whole intervals after `due_on`, the first that lies in the future, so never more than one
    interval after `today` or `due_on`, whichever is later. A value in the first half of the interval does not move it:
    it is the late one of before, or a correction, and the next one is still to come.
    """
    if not months:
        return None
    before = add_months(due_on, -months)
    if today < before + (due_on - before) / 2:
        return due_on
    steps = 1
    while (found := add_months(due_on, steps * months)) <= today:
        steps += 1
    return found


def stages_to_remind(due_on: date, today: date, reached: Collection[Stage], told: Collection[Stage]) -> list[Stage]:
    """The stages that get their reminder now, first the contact.

    reached: stages that have somebody; told: those that were reminded of this due date. The turn of a stage that has
    nobody goes to the next one at once; a turn that was missed is made up for.
    """
    stages = list(TURNS)
    due = set()
    for place, stage in enumerate(stages):
        if due_on + TURNS[stage] <= today:
            due.update([one for one in stages[place:] if one in reached][:1])
    return [stage for stage in stages if stage in due and stage not in told]


def when_due(due_on: date, today: date) -> str:
    """ "fällig am 31. März 2027", "heute fällig" or "überfällig seit 31. März 2026"."""
    if due_on == today:
        return "heute fällig"
    return f"{'überfällig seit' if due_on < today else 'fällig am'} {format_date(due_on)}"
