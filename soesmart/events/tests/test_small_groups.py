from itertools import product

import pytest

from soesmart.events.rules.small_groups import are_told_apart, may_grow_in_sight


def told(hall: tuple[int, int], stream: tuple[int, int], smallest: int) -> tuple[tuple[int, int], ...]:
    """What everybody sees of a question with two answers: the sums, and hall and stream where they are told apart."""
    both = (hall[0] + stream[0], hall[1] + stream[1])
    return (both, hall, stream) if are_told_apart(sum(hall), sum(stream), smallest) else (both,)


@pytest.mark.parametrize("smallest", [2, 3, 5])
def test_what_few_said_is_never_told_nor_to_be_had_by_subtracting(smallest: int) -> None:
    seen: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for a, b, c, d in product(range(5), repeat=4):
        for few, others in (((a, b), (c, d)), ((c, d), (a, b))):
            if 0 < sum(few) < smallest:
                (both,) = told(few, others, smallest)
                seen.setdefault(both, set()).add(few)
    # What is seen leaves open what the few said, unless everybody said the same anyway.
    for (yes, no), groups in seen.items():
        if max(yes, no) < 5:  # beyond, some of the others that are possible were not tried
            assert len(groups) > 1 or 0 in (yes, no)


@pytest.mark.parametrize(("hall", "stream"), [(0, 50), (50, 0), (4, 50), (50, 4), (4, 4), (0, 0)])
def test_one_small_group_hides_both(hall: int, stream: int) -> None:
    assert not are_told_apart(hall, stream, 5)


def test_a_group_of_nobody_is_not_told_even_where_every_group_may_be() -> None:
    assert not are_told_apart(10, 0, 0)
    assert are_told_apart(1, 1, 0)
    assert are_told_apart(5, 5, 5)


@pytest.mark.parametrize("smallest", [2, 5])
def test_nobody_sees_a_small_group_vote_while_the_tally_grows(smallest: int) -> None:
    for hall, stream in product(range(8), repeat=2):
        is_small = 0 < min(hall, stream) < smallest
        assert may_grow_in_sight(hall, stream, smallest) != is_small
