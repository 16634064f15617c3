"""The pilots as a chapter of the yearly report."""

from collections import Counter
from datetime import date, datetime

from soesmart.core.numbers import format_euro
from soesmart.pilots.models import Programme
from soesmart.pilots.queries import PilotView, pilot_views, programme_of_the_town
from soesmart.pilots.rules import PilotState
from soesmart.strategy.reports.content import Chapter, FrameFact, Table

FINANCES, INNOVATION = 8, 9
COLUMNS = ("Nr.", "Name", "Stand", "Handlungsfeld", "Ziele", "Beispielwert")


def chapter(_first: date, _last: date, at: datetime) -> Chapter | None:
    """All pilots of the town as they stand, and the money for them; None where there are none. Three queries.

    Their states have no history: the report of a year tells those of the day on which it is put together.
    """
    views = pilot_views(at)
    if not views:
        return None
    programme = programme_of_the_town()
    count, money = _count(views), _money(programme)
    facts = [FrameFact(INNOVATION, count)]
    if money:
        facts.append(FrameFact(FINANCES, money))
    return Chapter(
        key="pilotprojekte",
        title="Pilotprojekte",
        sentences=tuple(filter(None, [count, money, programme.principle if programme else ""])),
        table=Table("Pilotprojekte und ihr Stand", COLUMNS, tuple(_row(view) for view in views), numbers=(0,)),
        frame=tuple(facts),
    )


def _count(views: list[PilotView]) -> str:
    states = Counter(view.pilot.state for view in views)
    known = ", ".join(f"{states[state]} {state.label}" for state in PilotState if states[state])
    return f"{len(views)} {'Pilotprojekt' if len(views) == 1 else 'Pilotprojekte'}: {known}."


def _money(programme: Programme | None) -> str:
    if programme is None or programme.budget_cents is None:
        return ""
    amount = " ".join(filter(None, [programme.budget_qualifier, format_euro(programme.budget_cents)]))
    until = f" bis {programme.until_year}" if programme.until_year else ""
    return f"Für die Pilotprojekte vorgesehen: {amount}{until}."


def _row(view: PilotView) -> tuple[str, ...]:
    pilot = view.pilot
    return (
        str(pilot.number),
        pilot.name,
        pilot.get_state_display(),
        view.field.name if view.field else "",
        ", ".join(goal.code for goal in view.goals),
        "ja" if pilot.invented or pilot.state_invented else "nein",
    )
