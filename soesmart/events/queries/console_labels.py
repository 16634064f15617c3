"""What stands on the buttons of the console."""

from collections.abc import Mapping

from soesmart.events.rules import RoundState
from soesmart.events.rules.steps import Place, Step, StepKind, natural

_SAYS = {
    StepKind.SCENE: "Szene {number}: {scene}",
    StepKind.OPEN: "Abstimmung öffnen: {item}",
    StepKind.CLOSE: "Schließen, nach 10 Sekunden",
    StepKind.RESULT: "Ergebnis zeigen: {voted}",
    StepKind.QUESTION: "Frage zeigen: {voted}",
    StepKind.QUESTIONS: "Fragen aus dem Publikum: {item}",
    StepKind.HOUSE: "Das Haus zeigen",
    StepKind.RESUME: "Wieder zeigen: {behind}",
    StepKind.REOPEN: "Doch offen lassen",
    StepKind.WITHDRAW: "Öffnen zurücknehmen",
    StepKind.WAIT: "{waits}",
}


def label_of(step: Step, place: Place, scenes: Mapping[int, str], items: Mapping[int, str]) -> str:
    """scenes: titles by position, items: by number."""
    voted = next((vote.item for vote in place.votes.values() if vote.pk == step.target), 0)
    return _SAYS.get(step.kind, "").format(
        number=step.target,
        scene=scenes.get(step.target, ""),
        item=items.get(step.target, ""),
        voted=items.get(voted, ""),
        behind=natural(place).label,
        waits=_waits(place),
    )


def _waits(place: Place) -> str:
    vote = place.running
    if vote is None or vote.state != RoundState.OPEN:
        return "Die Stimmen werden ausgezählt"
    return "Im Saal ist geschlossen, im Stream läuft es noch" if vote.is_ended else "Es wird gleich geschlossen"
