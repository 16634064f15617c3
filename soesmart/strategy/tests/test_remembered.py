"""What is kept between two readers is forgotten with the next write, whoever writes."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.audit import audit
from soesmart.region.models import Municipality
from soesmart.strategy import queries
from soesmart.strategy.models import Indicator, Strategy
from soesmart.strategy.services.values import record_value
from soesmart.strategy.services.versions import open_draft
from soesmart.strategy.services.words import GoalText, edit_goal
from soesmart.strategy.tests.drafting import ACTOR, goal, publish
from soesmart.strategy.tests.reading import make_published
from tests.clients import CountQueries


@pytest.fixture(autouse=True)
def strategy(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> None:
    make_published(in_soest, bernd, clara, at)


def test_the_second_reader_costs_one_query(at: datetime, count_queries: CountQueries) -> None:
    queries.strategy_at(at)
    queries.goal_page("MOB-1", at)
    with count_queries() as counted:
        queries.strategy_at(at)
        queries.goal_page("MOB-1", at)
    assert len(counted) == 2, counted


def test_a_new_value_is_seen_at_once(at: datetime) -> None:
    before = queries.goal_page("MOB-1", at)
    record_value(actor=ACTOR, indicator=Indicator.objects.get(), year=2025, value=Decimal(9), at=at)
    after = queries.goal_page("MOB-1", at)
    assert before
    assert after
    assert [page.goal.indicator and len(page.goal.indicator.values) for page in (before, after)] == [2, 3]
    tree = queries.strategy_at(at)
    assert tree
    assert [one.light.value for one in tree.goals if one.code == "MOB-1"] == ["dark"]


def test_a_new_version_is_seen_at_once(bernd: Person, clara: Person, at: datetime) -> None:
    first = queries.strategy_at(at)
    assert first
    draft = open_draft(actor=ACTOR, strategy=Strategy.objects.get(), label="2.0", at=at)
    text = GoalText("MOB-1", "mobilitaet", "Neuer Titel")
    edit_goal(actor=ACTOR, wording=goal(draft, "MOB-1"), text=text, at=at)
    publish(draft, bernd, clara, at)
    second = queries.strategy_at(at)
    assert second
    assert (first.goals[0].title, second.goals[0].title) == ("Mehr Wege mit dem Rad", "Neuer Titel")
    assert (second.version.label, queries.strategy_at(at - timedelta(days=1))) == ("2.0", None)


def test_a_write_in_one_town_keeps_what_another_knows(
    olpe: Municipality, at: datetime, count_queries: CountQueries
) -> None:
    queries.strategy_at(at)
    audit(ACTOR, "test.written", "x", town=olpe.slug, at=clock.now())
    with count_queries() as counted:
        queries.strategy_at(at)
    assert len(counted) == 1, counted


def test_an_unknown_goal_is_not_kept(at: datetime, count_queries: CountQueries) -> None:
    assert queries.goal_page("NIE-1", at) is None
    with count_queries() as counted:
        assert queries.goal_page("NIE-1", at) is None
    assert len(counted) > 1
