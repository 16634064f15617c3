"""Whatever structure a town has, everything in its house has its place and nothing lies on another thing."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from soesmart.strategy.house import HouseContent, Part, Room, Window
from soesmart.strategy.house.measures import NARROW, WIDE, Measures
from soesmart.strategy.house.panes import Box, hang
from soesmart.strategy.house.plan import Plan, plan_house, storeys
from soesmart.strategy.house.style import Roof
from soesmart.strategy.tests.houses import rooms, soest, windows

BOTH = pytest.mark.parametrize("measures", [WIDE, NARROW], ids=["wide", "narrow"])
SLACK = 0.01


def overlap(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.x, other.x) > SLACK
        and min(one.bottom, other.bottom) - max(one.y, other.y) > SLACK
    )


def inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - SLACK
        and inner.right <= outer.right + SLACK
        and inner.y >= outer.y - SLACK
        and inner.bottom <= outer.bottom + SLACK
    )


def check(plan: Plan) -> None:
    """What holds for every house."""
    page = Box(0, 0, plan.measures.width, plan.height)
    boxes = [room.box for room in plan.rooms] + [tablet.box for tablet in plan.base.tablets] + [plan.base.door.box]
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    for room in plan.rooms:
        assert inside(room.box, page)
        assert room.name.width <= room.box.width
        assert room.sill + room.name.height <= room.box.bottom + SLACK
        panes = [pane.box for pane in room.panes]
        assert all(inside(pane, Box(room.box.x, room.box.y, room.box.width, room.sill - room.box.y)) for pane in panes)
        assert not [pair for pair in combinations(panes, 2) if overlap(*pair)]
    for tablet in plan.base.tablets:
        assert inside(tablet.box, plan.base.box)
        assert tablet.name.width <= tablet.box.width
    assert inside(plan.roof.sign, page)
    assert plan.roof.title.width <= plan.roof.sign.width
    assert plan.terms.width <= plan.carving.width


@BOTH
def test_soest_has_two_floors_of_four_rooms_on_a_desk_and_four_of_two_on_a_phone(measures: Measures) -> None:
    plan = plan_house(soest(), measures, Roof.CROSS)
    assert [len(row) for row in storeys(soest().rooms, measures.columns)] == [measures.columns] * (
        8 // measures.columns
    )
    assert [room.room.name for room in plan.rooms] == [room.name for room in soest().rooms]
    assert sum(len(room.panes) for room in plan.rooms) == 28
    check(plan)


@pytest.mark.parametrize(
    ("count", "floors"), [(1, [1]), (4, [4]), (5, [2, 3]), (6, [3, 3]), (7, [3, 4]), (9, [3, 3, 3]), (10, [3, 3, 4])]
)
def test_floors_are_even_and_the_fuller_ones_carry_the_others(count: int, floors: list[int]) -> None:
    assert [len(row) for row in storeys(rooms(*[1] * count), 4)] == floors


@BOTH
@pytest.mark.parametrize("form", list(Roof))
@pytest.mark.parametrize("counts", [(), (0,), (1, 0, 3), (12, 1, 0, 3, 7), (2,) * 6, (5,) * 7, (4,) * 9, (40, 1)])
def test_any_number_of_rooms_and_windows_finds_its_place(
    measures: Measures, form: Roof, counts: tuple[int, ...]
) -> None:
    check(plan_house(replace(soest(), rooms=rooms(*counts)), measures, form))


@BOTH
@pytest.mark.parametrize("form", list(Roof))
@pytest.mark.parametrize("parts", [0, 1, 2, 5, 9])
@pytest.mark.parametrize("has_door", [True, False])
def test_the_ground_floor_holds_any_number_of_overarching_goals(
    measures: Measures, form: Roof, parts: int, has_door: bool
) -> None:
    content = soest() if has_door else replace(soest(), door=None)
    names = ["Klimaneutralität", "Haushaltskonsolidierung", "Generationengerechtigkeit"]
    plan = plan_house(replace(content, overarching=tuple(Part(names[i % 3]) for i in range(parts))), measures, form)
    assert len(plan.base.tablets) == parts
    check(plan)


def test_many_windows_hang_in_rows_and_are_smaller() -> None:
    wall = Box(0, 0, 180, 80)
    few, many = hang(windows(3), wall, 38, 66), hang(windows(12), wall, 38, 66)
    assert len({pane.box.y for pane in few}) == 1
    assert len({pane.box.y for pane in many}) == 2
    assert many[0].box.width < few[0].box.width == 38


def test_sub_goals_are_smaller_windows_beside_their_goal() -> None:
    goal = Window("2", "Wohnen", "/2/", panes=(*windows(2), Window("2.3", "Bauen", "/2.3/", panes=windows(1))))
    panes = hang((goal,), Box(0, 0, 180, 80), 38, 66)
    assert [pane.is_small for pane in panes] == [False, True, True, True, True]
    assert all(pane.box.x >= panes[0].box.right for pane in panes[1:])


@BOTH
@pytest.mark.parametrize("form", list(Roof))
def test_a_long_vision_and_long_names_stay_in_their_places(measures: Measures, form: Roof) -> None:
    names = ["Donaudampfschifffahrtsgesellschaftskapitän", "Natur, Landschaft, Gewässer und Landwirtschaft", "Bau"]
    content = replace(
        soest(),
        title="Eine Stadt der Dörfer, die sehr lange Sätze in ihr Dach schreibt und trotzdem wohnlich bleibt",
        terms=("verantwortungsbewusst", "generationengerecht", "familienfreundlich", "lebenswert"),
        rooms=tuple(Room(name, "/", windows(4)) for name in names),
    )
    check(plan_house(content, measures, form))


def test_without_people_nobody_stands_before_the_house() -> None:
    full, empty = soest(), replace(soest(), people=None)
    assert plan_house(empty, WIDE, Roof.CROSS).height < plan_house(full, WIDE, Roof.CROSS).height


some_rooms = some.lists(
    some.builds(Room, some.text(max_size=60), some.just("/"), some.integers(0, 15).map(windows)), max_size=11
)


@settings(max_examples=60, deadline=None)
@given(some_rooms, some.text(max_size=120), some.lists(some.text(max_size=25), max_size=6), some.sampled_from(Roof))
def test_no_town_breaks_its_house(house: list[Room], title: str, terms: list[str], form: Roof) -> None:
    content = HouseContent(title=title, terms=tuple(terms), rooms=tuple(house))
    for measures in (WIDE, NARROW):
        plan = plan_house(content, measures, form)
        assert len(plan.rooms) == len(house)
        assert plan.height > plan.ground > plan.roof.eaves > plan.roof.top
