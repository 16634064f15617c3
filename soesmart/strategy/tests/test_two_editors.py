"""Two people write at once: nothing gets lost, nobody overwrites what she has not seen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial

import pytest
from django.db import connections
from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.core.audit import verify
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import GoalWording, RemovedText, Version
from soesmart.strategy.services.decisions import VersionFacts, edit_version_facts
from soesmart.strategy.services.order import move_goal
from soesmart.strategy.services.removals import remove_goal, restore
from soesmart.strategy.services.texts import text_of_goal
from soesmart.strategy.services.versions import submit_version
from soesmart.strategy.services.words import GoalText, add_goal, edit_goal, write_vision
from soesmart.strategy.tests.drafting import ACTOR, codes, goal, make_draft, make_strategy
from tests.clients import CountQueries


@pytest.fixture
def draft(in_soest: Municipality, at: datetime) -> Version:
    return make_draft(make_strategy(in_soest, at), at)


def reworded(row: GoalWording, title: str) -> GoalText:
    words = {**text_of_goal(row).__dict__, "title": title}
    return GoalText(**words)


def test_of_two_editors_the_second_is_stopped_and_nothing_of_hers_is_stored(draft: Version, at: datetime) -> None:
    first, second = goal(draft, "MOB-1"), goal(draft, "MOB-1")
    edit_goal(actor=ACTOR, wording=first, text=reworded(first, "Von Bernd"), revision=first.revision, at=at)
    with pytest.raises(Conflict):
        edit_goal(actor=ACTOR, wording=second, text=reworded(second, "Von Clara"), revision=second.revision, at=at)
    assert goal(draft, "MOB-1").title == "Von Bernd"


def test_saving_what_already_stands_there_disturbs_nobody(draft: Version, at: datetime) -> None:
    row = goal(draft, "MOB-1")
    edit_goal(actor=ACTOR, wording=row, text=text_of_goal(row), revision=row.revision, at=at)
    assert goal(draft, "MOB-1").revision == row.revision


def test_the_version_itself_is_guarded_too(draft: Version, at: datetime) -> None:
    seen = draft.revision
    write_vision(actor=ACTOR, version=draft, vision="Neu", terms=[], revision=seen, at=at)
    with pytest.raises(Conflict):
        edit_version_facts(actor=ACTOR, version=draft, facts=VersionFacts("2.0"), revision=seen, at=at)
    assert Version.objects.get(pk=draft.pk).label == "1.0"


def test_a_goal_is_followed_by_the_goals_below_it_wherever_it_moves(draft: Version, at: datetime) -> None:
    assert codes(draft) == ["MOB-1", "MOB-1-1", "MOB-1-2", "MOB-2", "ENE-1"]
    assert move_goal(actor=ACTOR, wording=goal(draft, "MOB-2"), way="up", at=at)
    assert codes(draft) == ["MOB-2", "MOB-1", "MOB-1-1", "MOB-1-2", "ENE-1"]
    assert not move_goal(actor=ACTOR, wording=goal(draft, "MOB-2"), way="up", at=at)
    assert not move_goal(actor=ACTOR, wording=goal(draft, "ENE-1"), way="up", at=at)
    assert move_goal(actor=ACTOR, wording=goal(draft, "MOB-1-1"), way="down", at=at)
    assert codes(draft) == ["MOB-2", "MOB-1", "MOB-1-2", "MOB-1-1", "ENE-1"]


def test_a_new_goal_below_another_stands_behind_its_siblings(draft: Version, at: datetime) -> None:
    add_goal(actor=ACTOR, version=draft, text=GoalText("MOB-1-3", "mobilitaet", "Neu", parent_code="MOB-1"), at=at)
    assert codes(draft) == ["MOB-1", "MOB-1-1", "MOB-1-2", "MOB-1-3", "MOB-2", "ENE-1"]


def test_a_goal_may_change_field_and_parent_but_not_leave_its_children(draft: Version, at: datetime) -> None:
    row = goal(draft, "MOB-2")
    moved = GoalText("MOB-2", "mobilitaet", row.title, parent_code="MOB-1")
    edit_goal(actor=ACTOR, wording=row, text=moved, revision=row.revision, at=at)
    assert (goal(draft, "MOB-2").depth, codes(draft)[3]) == (2, "MOB-2")
    with pytest.raises(Refused) as refusal:
        edit_goal(actor=ACTOR, wording=goal(draft, "MOB-1"), text=GoalText("MOB-1", "energie", "X"), at=at)
    assert refusal.value.code == "strategy.goal.children"
    with pytest.raises(Refused) as refusal:
        text = GoalText("MOB-1", "mobilitaet", "X", parent_code="MOB-1-1")
        edit_goal(actor=ACTOR, wording=goal(draft, "MOB-1"), text=text, at=at)
    assert refusal.value.field == "parent"


def test_a_removed_goal_comes_back_with_its_words_in_its_place(draft: Version, at: datetime) -> None:
    before = text_of_goal(goal(draft, "MOB-1-1"))
    with pytest.raises(Refused, match="weitere Ziele"):
        remove_goal(actor=ACTOR, wording=goal(draft, "MOB-1"), at=at)
    remove_goal(actor=ACTOR, wording=goal(draft, "MOB-1-1"), at=at)
    assert "MOB-1-1" not in codes(draft)
    kept = RemovedText.objects.get()
    restore(actor=ACTOR, removed=kept, at=at)
    assert text_of_goal(goal(draft, "MOB-1-1")) == before
    assert codes(draft) == ["MOB-1", "MOB-1-1", "MOB-1-2", "MOB-2", "ENE-1"]
    with pytest.raises(Conflict):
        restore(actor=ACTOR, removed=kept, at=at)


def test_a_write_takes_at_most_ten_queries(draft: Version, at: datetime, count_queries: CountQueries) -> None:
    row = goal(draft, "MOB-1-1")
    with count_queries() as queries:
        edit_goal(actor=ACTOR, wording=row, text=reworded(row, "Neu"), revision=row.revision, at=at)
    assert len(queries) <= 10, queries
    with count_queries() as queries:
        add_goal(actor=ACTOR, version=draft, text=GoalText("MOB-1-9", "mobilitaet", "Neu", parent_code="MOB-1"), at=at)
    assert len(queries) <= 10, queries
    with count_queries() as queries:
        move_goal(actor=ACTOR, wording=goal(draft, "MOB-2"), way="up", at=at)
    assert len(queries) <= 11, queries
    with count_queries() as queries:
        write_vision(actor=ACTOR, version=draft, vision="Neu", terms=[], revision=draft.revision, at=at)
    assert len(queries) <= 10, queries


def at_once(town: Municipality, *writes: Callable[[], object]) -> list[str]:
    """Run writes in threads of their own; what became of each, sorted."""

    def run(write: Callable[[], object]) -> str:
        try:
            with scope(municipality=town):
                write()
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "stored"

    with ThreadPoolExecutor(len(writes)) as pool:
        return sorted(pool.map(run, writes))


@pytest.mark.django_db(transaction=True)
def test_of_writes_at_the_same_moment_exactly_one_is_stored(
    draft: Version, in_soest: Municipality, bernd: Person, clara: Person, at: datetime
) -> None:
    row, seen = goal(draft, "MOB-1"), draft.revision
    titles = [
        partial(edit_goal, actor=ACTOR, wording=row, text=reworded(row, title), revision=row.revision, at=at)
        for title in ("Eins", "Zwei", "Drei")
    ]
    assert at_once(in_soest, *titles) == ["Conflict", "Conflict", "stored"]
    facts = [
        partial(edit_version_facts, actor=ACTOR, version=draft, facts=VersionFacts(label), revision=seen, at=at)
        for label in ("7.0", "8.0")
    ]
    assert at_once(in_soest, *facts) == ["Conflict", "stored"]
    handed_in = [
        partial(submit_version, actor=person, version=Version.objects.get(), at=at) for person in (bernd, clara)
    ]
    assert "stored" in at_once(in_soest, *handed_in)
    assert Version.objects.get().submitted_by in (bernd, clara)
    assert [chain.breaks for chain in verify()] == [[]]
