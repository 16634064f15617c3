"""Take an idea along its public way: checked, answered, part of a pilot, part of a goal."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation import related
from soesmart.participation.models import Idea, IdeaGoal, Step
from soesmart.participation.rules import IdeaState, StepKind, Visibility
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.strategy.models import Goal

LONGEST_TEXT, LONGEST_UNIT = 5000, 200
# The steps that the office takes, in the order of the way; each of them is a state too.
WAY = (StepKind.RECEIVED, StepKind.CHECKED, StepKind.ANSWERED, StepKind.PILOT, StepKind.GOAL)


@dataclass(frozen=True)
class _Saying:
    """What a step says, tidied."""

    kind: StepKind
    text: str
    unit: str
    goal: Goal | None
    pilot_key: str

    @property
    def is_answer(self) -> bool:
        """Whoever says of an idea what it became part of, by whom and why, has answered it."""
        return self.kind != StepKind.CHECKED and bool(self.text and self.unit)


@foreign_nonce_refused()
@transaction.atomic
def take_step(
    *,
    actor: object,
    idea: Idea,
    kind: StepKind,
    text: str,
    unit: str,
    goal: Goal | None = None,
    pilot_key: str = "",
    nonce: uuid.UUID | None = None,
    at: datetime,
    invented: bool = False,
) -> Step:
    """Note what became of a visible idea. Sent twice (same nonce) it is one step.

    An answer needs text (why) and unit (by whom). A pilot or a goal with both is an answer too. The state only moves
    forward; a step that lies behind it is refused, but a further answer, pilot or goal may always follow.
    """
    idea = Idea.objects.select_for_update(of=("self",)).select_related("campaign__municipality").get(pk=idea.pk)
    if nonce and (sent := Step.objects.filter(nonce=nonce, idea=idea).first()):
        return sent
    saying = _Saying(kind, text.strip(), " ".join(unit.split()), goal, pilot_key)
    _check(idea, saying)
    step = Step.objects.create(
        idea=idea,
        by=actor if isinstance(actor, Person) else None,
        nonce=nonce,
        at=at,
        invented=invented,
        **vars(saying),
    )
    if goal:
        IdeaGoal.objects.get_or_create(idea=idea, goal=goal, defaults={"at": at})
    state = max(IdeaState(idea.state), IdeaState(kind), key=list(IdeaState).index)
    answered = at if saying.is_answer and idea.answered_at is None else idea.answered_at
    Idea.objects.filter(pk=idea.pk).update(state=state, answered_at=answered)
    town = idea.campaign.municipality.slug
    audit(actor, "participation.step.taken", step, town=town, at=at, idea=idea.pk, kind=kind.value)
    return step


@transaction.atomic
def take_back_step(*, actor: object, step: Step, at: datetime) -> None:
    """Undo a step that nobody was told of yet; the idea stands again where the other steps leave it.

    `Conflict` once people were told: then only a further step can put it right.
    """
    if step.kind not in WAY[1:]:
        raise Refused("participation.step.not_of_the_way", "Nur Schritte des Wegs lassen sich zurücknehmen.")
    idea = Idea.objects.select_for_update(of=("self",)).select_related("campaign__municipality").get(pk=step.idea_id)
    gone = Step.objects.filter(pk=step.pk, spread_at=None)
    if step.notices.exists() or not gone.exists():
        raise Conflict(
            "participation.step.told",
            "Dieser Schritt wurde schon mitgeteilt. Bitte einen weiteren Schritt eintragen, der ihn richtigstellt.",
        )
    town = idea.campaign.municipality.slug
    audit(actor, "participation.step.taken_back", step, town=town, at=at, idea=idea.pk, kind=step.kind)
    gone.delete()
    left = list(Step.objects.filter(idea=idea, kind__in=WAY))
    if step.goal_id and not any(other.goal_id == step.goal_id for other in left):
        IdeaGoal.objects.filter(idea=idea, goal=step.goal_id).delete()
    kinds = {StepKind(other.kind) for other in left} | {StepKind.RECEIVED}
    answers = [other.at for other in left if _Saying(StepKind(other.kind), other.text, other.unit, None, "").is_answer]
    Idea.objects.filter(pk=idea.pk).update(
        state=max(kinds, key=WAY.index).value,
        answered_at=min((moment for moment in answers), default=None),
        revision=F("revision") + 1,
    )


def _check(idea: Idea, saying: _Saying) -> None:
    kind = saying.kind
    if kind not in WAY[1:]:
        raise Refused("participation.step.kind", "Bitte einen Schritt des Wegs wählen.", "kind")
    if idea.visibility != Visibility.VISIBLE:
        raise Refused("participation.idea.gone", "Diese Idee ist nicht (mehr) öffentlich zu sehen.")
    if len(saying.text) > LONGEST_TEXT:
        says = f"Der Text hat {len(saying.text)} Zeichen, höchstens {LONGEST_TEXT} sind möglich. Bitte kürzen."
        raise Refused("participation.step.long", says, "text")
    if len(saying.unit) > LONGEST_UNIT:
        raise Refused("participation.step.unit", f"Bitte höchstens {LONGEST_UNIT} Zeichen.", "unit")
    if kind == StepKind.ANSWERED and not saying.text:
        raise Refused("participation.answer.why", "Bitte begründen: Wird etwas daraus, und warum (nicht)?", "text")
    if kind == StepKind.ANSWERED and not saying.unit:
        raise Refused("participation.answer.who", "Bitte angeben, welche Stelle der Stadt antwortet.", "unit")
    if kind == StepKind.CHECKED and WAY.index(StepKind(idea.state)) >= WAY.index(kind):
        raise Refused("participation.step.backwards", "So weit ist die Idee schon. Zurück geht es nicht.", "kind")
    _check_links(idea, saying)


def _check_links(idea: Idea, saying: _Saying) -> None:
    if (saying.kind == StepKind.GOAL) != (saying.goal is not None):
        words = "Bitte das Ziel wählen." if saying.kind == StepKind.GOAL else "Ein Ziel gehört zum Schritt „Ziel“."
        raise Refused("participation.step.goal", words, "goal")
    if saying.goal and saying.goal.strategy.municipality_id != idea.campaign.municipality_id:
        raise Refused("participation.step.goal", "Dieses Ziel gibt es in dieser Stadt nicht.", "goal")
    if saying.goal and IdeaGoal.objects.filter(idea=idea, goal=saying.goal).exists():
        raise Refused("participation.step.goal", "Die Idee ist schon Teil dieses Ziels.", "goal")
    if saying.kind != StepKind.PILOT:
        if saying.pilot_key:
            raise Refused("participation.step.pilot", "Ein Projekt gehört zum Schritt „Pilotprojekt“.", "pilot_key")
        return
    if saying.pilot_key not in {pilot.key for pilot in related.pilots()}:
        raise Refused("participation.step.pilot", "Bitte ein Pilotprojekt dieser Stadt wählen.", "pilot_key")
    if Step.objects.filter(idea=idea, kind=StepKind.PILOT, pilot_key=saying.pilot_key).exists():
        raise Refused("participation.step.pilot", "Die Idee ist schon Teil dieses Projekts.", "pilot_key")
