"""A campaign is live: the picture must stay where it was when votes come in."""

import numpy as np
import pytest

from soesmart.methods.opinion_map import AGREE, DISAGREE, Votes, opinion_map
from soesmart.methods.tests.opinions import camps


def after(votes: Votes, number: int, seed: int = 3) -> Votes:
    """The same with some more votes at random."""
    rng, matrix = np.random.default_rng(seed), votes.matrix.copy()
    cells = rng.integers(len(votes.people), size=number), rng.integers(len(votes.statements), size=number)
    matrix[cells] = rng.choice([AGREE, DISAGREE], number)
    return Votes(votes.people, votes.statements, matrix, votes.left_out)


def only(votes: Votes, rows: range) -> Votes:
    return Votes(votes.people[rows.start : rows.stop], votes.statements, votes.matrix[rows.start : rows.stop])


@pytest.mark.parametrize("seed", range(5))
def test_ten_more_votes_leave_nearly_everybody_in_place_and_group(seed: int) -> None:
    votes = camps(60, 50, 40, statements=30, seed=seed)
    first = opinion_map(votes)
    second = opinion_map(after(votes, 10), previous=first.centres)
    assert sum(second.groups[person] == label for person, label in first.groups.items()) >= 0.98 * len(first.groups)
    shifts = [np.hypot(*np.subtract(second.positions[one], place)) for one, place in first.positions.items()]
    assert np.mean(shifts) < 0.1 * np.std(list(first.positions.values()))


def test_a_later_run_without_new_votes_gives_the_same_picture() -> None:
    votes = camps(40, 30, 20)
    first = opinion_map(votes)
    second = opinion_map(votes, previous=first.centres)
    third = opinion_map(votes, previous=second.centres)
    assert first.positions == second.positions == third.positions
    assert first.groups == second.groups == third.groups


def test_a_group_keeps_its_label_when_another_one_becomes_larger() -> None:
    votes = camps(30, 50)
    early = opinion_map(only(votes, range(45)))
    late = opinion_map(votes, previous=early.centres)
    assert (early.groups[0], early.groups[44]) == (0, 1)
    assert (late.groups[0], late.groups[44]) == (0, 1)
    assert opinion_map(votes).groups[44] == 0  # without an earlier run the larger one comes first


def test_a_new_group_gets_a_new_label_and_the_others_keep_theirs() -> None:
    votes = camps(30, 20, 25, statements=30)
    early = opinion_map(only(votes, range(50)))
    late = opinion_map(votes, previous=early.centres)
    assert {early.groups[person] for person in range(50)} == {0, 1}
    assert all(late.groups[person] == label for person, label in early.groups.items())
    assert {late.groups[person] for person in range(50, 75)} == {2}


def test_a_picture_lies_as_before_even_if_an_axis_points_the_other_way() -> None:
    votes = camps(30, 20)
    first = opinion_map(votes)
    assert first.centres
    turned = {one: (-y, x) for one, (x, y) in first.centres.axes.items()}
    second = opinion_map(votes, previous=type(first.centres)(turned, {}))
    assert second.positions[0] == pytest.approx((-first.positions[0][1], first.positions[0][0]), abs=1e-5)
    assert second.explained == pytest.approx(first.explained[::-1])


def test_further_statements_do_not_turn_the_picture() -> None:
    votes = camps(30, 20)
    first = opinion_map(Votes(votes.people, votes.statements[:10], votes.matrix[:, :10]))
    second = opinion_map(votes, previous=first.centres)
    assert second.groups[0] == first.groups[0]
    sides = [np.sign(np.mean([found.positions[one][0] for one in range(30)])) for found in (first, second)]
    assert sides[0] == sides[1]


def test_statements_that_are_all_new_begin_a_new_picture() -> None:
    votes = camps(30, 20)
    other = Votes(votes.people, tuple(range(100, 120)), votes.matrix)
    assert opinion_map(other, previous=opinion_map(votes).centres).positions == opinion_map(votes).positions
