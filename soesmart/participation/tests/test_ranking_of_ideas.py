"""In which order results stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.participation.rules import Voting
from soesmart.participation.rules.opinions import Counts
from soesmart.participation.rules.ranking import is_thin, rule_german, strength, wilson


def test_the_bound_is_that_of_the_literature() -> None:
    """Brown, Cai and DasGupta (2001) and any statistics program: 0 of 10, 5 of 10, 10 of 10."""
    assert wilson(0, 10) == pytest.approx(0, abs=1e-9)
    assert wilson(5, 10) == pytest.approx(0.2366, abs=1e-4)
    assert wilson(10, 10) == pytest.approx(0.7225, abs=1e-4)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_bound_is_below_the_share_and_rises_with_more_of_the_same(agree: int, disagree: int) -> None:
    if trials := agree + disagree:
        assert 0 <= wilson(agree, trials) <= agree / trials + 1e-9
        assert wilson(10 * agree, 10 * trials) >= wilson(agree, trials) - 1e-9


def test_three_of_three_stand_below_many_of_many() -> None:
    few, many = Counts(voices=3, agree=3), Counts(voices=200, agree=190, disagree=10)
    assert strength(Voting.AGREE, few) < strength(Voting.AGREE, many)


def test_stars_points_and_money_are_compared_by_what_was_given() -> None:
    assert strength(Voting.STARS, Counts(20, total=100)) > strength(Voting.STARS, Counts(20, total=80))
    assert strength(Voting.POINTS, Counts(1, total=9)) > strength(Voting.POINTS, Counts(8, total=8))
    assert strength(Voting.COMMENT, Counts(), comments=4) == 4


def test_few_voices_are_marked_where_shares_are_compared() -> None:
    assert is_thin(Voting.AGREE, Counts(9), 10)
    assert not is_thin(Voting.AGREE, Counts(10), 10)
    assert not is_thin(Voting.BUDGET, Counts(1), 10)


@pytest.mark.parametrize("voting", list(Voting))
def test_every_way_of_voting_has_its_rule_in_words(voting: Voting) -> None:
    assert rule_german(voting, 10).endswith(".")
