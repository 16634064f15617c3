"""What the pilots show on the pages of the strategy."""

from collections.abc import Iterator

from django.urls import reverse

from soesmart.pilots.models import Pilot
from soesmart.strategy.house import Door
from soesmart.strategy.models import Goal
from soesmart.strategy.related import Related


def pilots_of_goal(goal: Goal) -> Iterator[Related]:
    """The pilots that serve a goal; one query."""
    for pilot in Pilot.objects.filter(goals=goal):
        yield Related(
            kind="Pilotprojekte",
            title=pilot.name,
            url=reverse("pilot", args=[pilot.key]),
            text=pilot.summary,
            state=pilot.get_state_display(),
            invented=pilot.invented,
        )


def door() -> Door | None:
    """The door of the house; none while the town has no pilots. One query."""
    count = Pilot.objects.count()
    return Door(count, "Pilotprojekt" if count == 1 else "Pilotprojekte", reverse("pilots")) if count else None
