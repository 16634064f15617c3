"""The strategies of the demo: Soest in full, the others with what is public of theirs, nothing invented unmarked."""

from collections.abc import Iterator

import pytest
from django_scopes import scope

from soesmart.core import clock
from soesmart.demo.story import read
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, IndicatorValue, Target
from soesmart.strategy.queries import strategy_at
from soesmart.strategy.queries.shapes import StrategyView
from soesmart.strategy.rules import Light


def strategy_of(slug: str) -> StrategyView:
    with scope(municipality=Municipality.objects.get(slug=slug)):
        found = strategy_at(clock.now())
    assert found is not None
    return found


@pytest.fixture
def in_demo_soest(demo_db: None) -> Iterator[StrategyView]:
    with scope(municipality=Municipality.objects.get(slug="soest")):
        found = strategy_at(clock.now())
        assert found is not None
        yield found


def test_soest_has_its_eight_fields_in_official_order_and_28_goals(in_demo_soest: StrategyView) -> None:
    assert [field.name for field in in_demo_soest.fields] == [row["name"] for row in read("strategy")["action_fields"]]
    assert [goal.code for goal in in_demo_soest.goals] == [row["id"] for row in read("strategy")["goals"]]
    assert (len(in_demo_soest.terms), len(in_demo_soest.overarching)) == (5, 3)
    assert [decision.year for decision in in_demo_soest.decisions] == [2035, 2030]
    assert all(goal.indicator and goal.unit for goal in in_demo_soest.goals)


def test_all_five_lights_are_seen(in_demo_soest: StrategyView) -> None:
    assert set(in_demo_soest.lights) == set(Light)


def test_a_number_without_source_is_marked_as_invented(in_demo_soest: StrategyView) -> None:
    public = {row["key"].replace("_", "-") for row in read("indicators")["additional_public_measurements"]}
    assert public <= set(Indicator.objects.filter(goal=None).values_list("key", flat=True))
    assert not IndicatorValue.objects.filter(source="", invented=False).exists()
    assert not Target.objects.filter(source="", invented=False).exists()
    assert not IndicatorValue.objects.exclude(source="").filter(invented=True).exists()


def test_the_climate_target_remembers_where_it_came_from(in_demo_soest: StrategyView) -> None:
    targets = Target.objects.filter(indicator__goal__code="KLI-1").order_by("decided")
    assert [(target.year, target.decided, target.invented) for target in targets] == [
        (2035, "2019", False),
        (2030, "2020-06", True),
    ]


@pytest.mark.parametrize(
    ("slug", "plural", "fields", "goals"),
    [
        ("arnsberg", "Handlungsfelder", 7, 0),
        ("bad-berleburg", "Themen", 7, 0),
        ("menden", "Innovationsfelder", 6, 0),
        ("olpe", "Handlungsfelder", 5, 8),
    ],
)
def test_the_other_towns_keep_their_own_structure(
    demo_db: None, slug: str, plural: str, fields: int, goals: int
) -> None:
    strategy = strategy_of(slug)
    assert (strategy.field_plural, len(strategy.fields), len(strategy.goals)) == (plural, fields, goals)
    assert strategy.note


def test_olpe_numbers_its_goals_on_two_levels(demo_db: None) -> None:
    olpe = strategy_of("olpe")
    assert [level.is_numbered for level in olpe.levels] == [True, True]
    assert {goal.depth for goal in olpe.goals} == {1, 2}
    assert [goal.number for goal in olpe.fields[0].goals] == ["1", "1.1", "1.2", "3", "3.1", "3.2"]
    assert [goal.invented for goal in olpe.goals if goal.depth == 1] == [False, False, False]
    assert all(goal.invented for goal in olpe.goals if goal.depth == 2)
