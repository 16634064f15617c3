"""What became of the cards of December 2020: answered, part of a goal, ten of them part of a pilot."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from soesmart.core.clock import BERLIN
from soesmart.demo.participation.cards import cards
from soesmart.demo.story import read
from soesmart.demo.towns import ACTOR
from soesmart.participation.models import Idea
from soesmart.participation.rules import PartialDate, StepKind
from soesmart.participation.services.trail import take_step
from soesmart.strategy.models import Goal

UNIT = "Abteilung Innovation und digitaler Wandel"
# Three cards wait for an answer to this day: a demo in which every promise is kept would show nothing.
UNANSWERED = {"I18", "I24", "I26"}
LATE = {"I14", "I16", "I25"}
CHECKED = "Die Karten sind gezählt, die Fachabteilung prüft."
YES = "Die Idee fand Zustimmung. Sie geht in den Entwurf der Strategie ein, über den der Rat entscheidet."
MONEY = "Danke fürs Verteilen. Die Reihenfolge ging in die Auswahl der zehn Projektideen für den Dezember ein."
IN_PILOT = "Aus der Idee wird ein Pilotprojekt, das jede und jeder in Soest umsetzen kann."
IN_GOAL = "Die Idee zahlt auf dieses Ziel der Strategie ein."


def tell_what_became(ideas: Sequence[Idea]) -> None:
    """Steps of every card but those that wait."""
    pilots = {row["from_idea"]: row for row in read("pilots")["pilots"]}
    goals = {goal.code: goal for goal in Goal.objects.all()}
    fields = {row["id"]: row["action_field"] for row in cards()}
    by_field: dict[str, list[Goal]] = {}
    for row in read("strategy")["goals"]:
        by_field.setdefault(row["action_field"], []).append(goals[row["id"]])
    for place, idea in enumerate(ideas):
        if idea.reference in UNANSWERED:
            continue
        served = [goals[code] for code in pilots.get(idea.reference, {}).get("goals", [])]
        served = served or [by_field[fields[idea.reference]][place % len(by_field[fields[idea.reference]])]]
        _tell(idea, served, pilots.get(idea.reference, {}).get("key", ""))


def tell_of_the_money(ideas: Iterable[Idea]) -> None:
    """What the play money was for: one answer to all."""
    for idea in ideas:
        at = idea.received_at + timedelta(days=30)
        take_step(actor=ACTOR, idea=idea, kind=StepKind.ANSWERED, text=MONEY, unit=UNIT, at=at, invented=True)


def _tell(idea: Idea, goals: Sequence[Goal], pilot: str) -> None:
    received = idea.received_at
    after = 130 if idea.reference in LATE else 60
    decided = PartialDate.parse("2021-10-06").first_day
    adopted = received.astimezone(BERLIN).replace(year=decided.year, month=decided.month, day=decided.day, hour=20)
    steps = [
        (StepKind.CHECKED, CHECKED, received + timedelta(days=24), None, ""),
        (StepKind.ANSWERED, YES, received + timedelta(days=after), None, ""),
        *((StepKind.GOAL, IN_GOAL, adopted, goal, "") for goal in goals),
    ]
    if pilot:
        steps.insert(2, (StepKind.PILOT, IN_PILOT, adopted, None, pilot))
    for kind, text, at, goal, key in steps:
        take_step(
            actor=ACTOR, idea=idea, kind=kind, text=text, unit=UNIT, goal=goal, pilot_key=key, at=at, invented=True
        )
