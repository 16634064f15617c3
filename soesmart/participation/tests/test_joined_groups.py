"""Nothing below the minimum can be worked out from what is shown."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.participation.rules.joined_groups import Group, fork, shown_groups

CELLS = st.lists(st.integers(0, 40), min_size=1, max_size=7)


def shown(numbers: tuple[int, ...], smallest: int, *, is_ordered: bool) -> tuple[Group, ...]:
    counts = {f"cell-{place}": number for place, number in enumerate(numbers)}
    weights = {key: 3 * place % 7 for place, key in enumerate(counts)}
    return tuple(shown_groups(fork(list(counts), weights, is_ordered=is_ordered), counts, smallest))


@pytest.mark.parametrize("is_ordered", [True, False])
@pytest.mark.parametrize(("cells", "smallest"), [(2, 4), (3, 3), (4, 3)])
def test_every_small_number_remains_possible_for_who_knows_rule_and_sum(
    cells: int, smallest: int, is_ordered: bool
) -> None:
    """By trying: all tables with the same sum that look the same leave each cell all its small numbers, or none."""
    most = 3 * smallest
    looks: dict[tuple[int, tuple[object, ...]], list[tuple[int, ...]]] = defaultdict(list)
    for numbers in product(range(most), repeat=cells):
        looks[sum(numbers), tuple(shown(numbers, smallest, is_ordered=is_ordered))].append(numbers)
    for (total, groups), tables in looks.items():
        if not groups or total >= most:  # all hidden; or tables that could look the same were not tried
            continue
        for cell in range(cells):
            small = {table[cell] for table in tables if table[cell] < smallest}
            assert small in (set(), set(range(smallest))), (total, groups, cell)


@given(CELLS, st.integers(1, 15), st.booleans())
def test_no_group_is_small_and_the_sum_is_the_whole(numbers: list[int], smallest: int, is_ordered: bool) -> None:
    groups = shown(tuple(numbers), smallest, is_ordered=is_ordered)
    assert all(group.people >= smallest for group in groups)
    if sum(numbers) >= smallest:
        assert sum(group.people for group in groups) == sum(numbers)
        assert sorted(key for group in groups for key in group.keys) == [f"cell-{n}" for n in range(len(numbers))]
    else:
        assert groups == ()


@given(CELLS, st.integers(1, 15), st.booleans())
def test_who_is_many_enough_everywhere_is_not_joined(numbers: list[int], smallest: int, is_ordered: bool) -> None:
    groups = shown(tuple(number + smallest for number in numbers), smallest, is_ordered=is_ordered)
    assert len(groups) == len(numbers)


def test_ages_are_joined_with_neighbours_only() -> None:
    tree = fork(["a", "b", "c", "d"], {"a": 5, "b": 9, "c": 9, "d": 1}, is_ordered=True)
    groups = shown_groups(tree, {"a": 2, "b": 30, "c": 30, "d": 30}, 10)
    assert [group.keys for group in groups] == [("a", "b"), ("c",), ("d",)]
