"""What the pilots show on the pages of the strategy and of participation."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from soesmart.participation.models import Idea, Step
from soesmart.participation.related import Offspring, PilotChoice
from soesmart.participation.rules import FormatState, StepKind, Visibility
from soesmart.pilots.models import Pilot
from soesmart.strategy.house import Door
from soesmart.strategy.models import Goal
from soesmart.strategy.related import Related


def pilots_of_goal(goal: Goal) -> Iterator[Related]:
    """The pilots that serve a goal; one query."""
    yield from (_related(pilot) for pilot in Pilot.objects.filter(goals=goal))


def pilots_of_idea(idea: Idea) -> Iterator[Offspring]:
    """The pilots that grew from an idea: a step on its way says so, or the pilot names its card; one query."""
    steps = Step.objects.filter(idea=idea, kind=StepKind.PILOT).values("pilot_key")
    named = Q(key__in=steps)
    if idea.reference:
        elsewhere = Step.objects.filter(kind=StepKind.PILOT, pilot_key=OuterRef("key"))
        named |= Q(~Exists(elsewhere), from_idea=idea.reference)
    yield from (_related(pilot) for pilot in Pilot.objects.filter(named))


def ideas_of_pilot(pilot: Pilot) -> list[Idea]:
    """The public ideas from which a pilot grew, by the steps of their way; two queries at most.

    The card's name on the pilot ("I03") stands in where no step names the pilot: two campaigns may have such a card.
    """
    public = Idea.objects.filter(visibility=Visibility.VISIBLE).exclude(campaign__state=FormatState.DRAFT)
    rows = public.select_related("campaign").order_by("campaign", "number")
    steps = Step.objects.filter(kind=StepKind.PILOT, pilot_key=pilot.key).values("idea")
    found = list(rows.filter(pk__in=steps))
    return found or list(rows.filter(reference=pilot.from_idea) if pilot.from_idea else ())


def choices() -> Iterator[PilotChoice]:
    """The pilots that an idea can become part of; one query."""
    for key, name in Pilot.objects.values_list("key", "name"):
        yield PilotChoice(key, name, reverse("pilot", args=[key]))


def _related(pilot: Pilot) -> Offspring:
    return Offspring(
        key=pilot.key,
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
