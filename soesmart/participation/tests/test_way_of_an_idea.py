"""The way of an idea: forward only, with who and why; undone only while nobody was told."""

from datetime import datetime, timedelta

import pytest

from soesmart.accounts.models import Person
from soesmart.core.ids import new_id
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation import related
from soesmart.participation.models import Idea, IdeaGoal, Notice, Step
from soesmart.participation.rules import IdeaState, StepKind, Visibility
from soesmart.participation.services.trail import take_back_step, take_step
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal, Strategy

DAY = timedelta(days=1)
WHY = "Das machen wir: Im Frühjahr wird gepflanzt."


@pytest.fixture
def idea(in_soest: Municipality, at: datetime) -> Idea:
    return an_idea(a_campaign(in_soest, at), at)


@pytest.fixture
def goal(in_soest: Municipality) -> Goal:
    return a_goal(in_soest)


@pytest.fixture
def pilots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "PILOTS", [lambda: [related.PilotChoice("baeume", "Baumallee")]])


def a_goal(town: Municipality, code: str = "NAT-1") -> Goal:
    strategy, _ = Strategy.objects.get_or_create(municipality=town, slug="2030", defaults={"horizon": 2030})
    return Goal.objects.create(strategy=strategy, code=code)


def go(idea: Idea, kind: StepKind, at: datetime, text: str = WHY, unit: str = "Grünflächen", **more: object) -> Step:
    step = take_step(actor="system:test", idea=idea, kind=kind, text=text, unit=unit, at=at, **more)  # type: ignore[arg-type]
    idea.refresh_from_db()
    return step


def test_an_idea_goes_from_the_letter_box_to_a_goal(idea: Idea, goal: Goal, pilots: None, at: datetime) -> None:
    go(idea, StepKind.CHECKED, at + DAY, text="", unit="Stadtplanung")
    assert (idea.state, idea.answered_at) == (IdeaState.CHECKED, None)
    go(idea, StepKind.ANSWERED, at + 2 * DAY)
    go(idea, StepKind.PILOT, at + 3 * DAY, pilot_key="baeume")
    go(idea, StepKind.GOAL, at + 4 * DAY, goal=goal)
    assert (idea.state, idea.answered_at) == (IdeaState.GOAL, at + 2 * DAY)
    assert [step.kind for step in idea.steps.all()] == ["received", "checked", "answered", "pilot", "goal"]
    assert list(idea.goals.all()) == [goal]
    assert AuditEntry.objects.filter(action="participation.step.taken").count() == 4


@pytest.mark.parametrize(
    ("kind", "words", "field"),
    [
        (StepKind.ANSWERED, {"text": " "}, "text"),
        (StepKind.ANSWERED, {"unit": " "}, "unit"),
        (StepKind.ANSWERED, {"text": "x" * 5001}, "text"),
        (StepKind.GOAL, {}, "goal"),
        (StepKind.PILOT, {}, "pilot_key"),
        (StepKind.PILOT, {"pilot_key": "gibt-es-nicht"}, "pilot_key"),
        (StepKind.ANSWERED, {"pilot_key": "baeume"}, "pilot_key"),
        (StepKind.RECEIVED, {}, "kind"),
        (StepKind.MERGED, {}, "kind"),
    ],
)
def test_a_step_that_says_too_little_is_refused_with_its_field(
    idea: Idea, pilots: None, at: datetime, kind: StepKind, words: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        go(idea, kind, at, **words)
    assert refusal.value.field == field
    assert idea.steps.count() == 1


def test_the_way_does_not_lead_back(idea: Idea, at: datetime) -> None:
    go(idea, StepKind.ANSWERED, at)
    with pytest.raises(Refused, match="Zurück geht es nicht"):
        go(idea, StepKind.CHECKED, at + DAY)
    go(idea, StepKind.ANSWERED, at + DAY, text="Nachtrag: Es sind zwölf Bäume.")
    assert (idea.state, idea.answered_at) == (IdeaState.ANSWERED, at)


def test_a_goal_with_reasons_is_an_answer_and_one_without_is_none(idea: Idea, goal: Goal, at: datetime) -> None:
    go(idea, StepKind.GOAL, at, text="", goal=goal)
    assert idea.answered_at is None
    go(idea, StepKind.GOAL, at + DAY, goal=a_goal(idea.campaign.municipality, "NAT-2"))
    assert idea.answered_at == at + DAY


def test_a_goal_of_another_town_is_refused(idea: Idea, olpe: Municipality, at: datetime) -> None:
    from django_scopes import scope

    with scope(municipality=olpe):
        foreign = a_goal(olpe)
    with pytest.raises(Refused, match="nicht"):
        go(idea, StepKind.GOAL, at, goal=foreign)


def test_the_same_goal_twice_is_refused_and_the_same_form_twice_is_one_step(
    idea: Idea, goal: Goal, at: datetime
) -> None:
    nonce = new_id()
    first = go(idea, StepKind.GOAL, at, goal=goal, nonce=nonce)
    assert go(idea, StepKind.GOAL, at, goal=goal, nonce=nonce) == first
    with pytest.raises(Refused, match="schon Teil"):
        go(idea, StepKind.GOAL, at, goal=goal)
    assert idea.steps.count() == 2


def test_ideas_that_nobody_sees_stay_where_they_are(idea: Idea, at: datetime) -> None:
    Idea.objects.update(visibility=Visibility.HELD)
    with pytest.raises(Refused, match="öffentlich"):
        go(idea, StepKind.ANSWERED, at)


def test_a_step_is_undone_while_nobody_was_told(idea: Idea, goal: Goal, at: datetime) -> None:
    go(idea, StepKind.ANSWERED, at)
    step = go(idea, StepKind.GOAL, at + DAY, goal=goal)
    take_back_step(actor="system:test", step=step, at=at + DAY)
    idea.refresh_from_db()
    assert (idea.state, idea.answered_at) == (IdeaState.ANSWERED, at)
    assert not IdeaGoal.objects.exists()
    take_back_step(actor="system:test", step=idea.steps.get(kind="answered"), at=at + DAY)
    idea.refresh_from_db()
    assert (idea.state, idea.answered_at) == (IdeaState.RECEIVED, None)
    assert AuditEntry.objects.filter(action="participation.step.taken_back").count() == 2


def test_what_people_were_told_is_not_undone(idea: Idea, amira: Person, at: datetime) -> None:
    spread, begun = go(idea, StepKind.CHECKED, at), go(idea, StepKind.ANSWERED, at)
    Step.objects.filter(pk=spread.pk).update(spread_at=at)
    Notice.objects.create(step=begun, person=amira)
    for step in (spread, begun):
        with pytest.raises(Conflict):
            take_back_step(actor="system:test", step=step, at=at)
    assert idea.steps.count() == 3
