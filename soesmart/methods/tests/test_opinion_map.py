"""Groups of opinion: what must hold for any votes, and when there is no map."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.methods.opinion_map import (
    AGREE,
    DISAGREE,
    MISSING,
    PASS,
    Centres,
    Outcome,
    Votes,
    adjusted_rand_index,
    describe,
    opinion_map,
    places,
    votes_of_triples,
)
from soesmart.methods.tests.opinions import any_votes, camps, votes_of

SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=25, deadline=None)


def test_people_who_contradict_each_other_come_into_different_groups() -> None:
    found = opinion_map(camps(30, 20))
    assert found.outcome is Outcome.OK
    assert found.sentence == "2 Meinungsgruppen sind erkennbar."
    assert [found.groups[person] for person in range(50)] == [0] * 30 + [1] * 20
    assert found.is_clear


def test_three_camps_are_three_groups_numbered_by_size() -> None:
    found = opinion_map(camps(12, 30, 20, statements=20))
    assert [list(found.groups.values()).count(label) for label in (0, 1, 2)] == [30, 20, 12]


@FEW
@given(seed=SEEDS, order=SEEDS)
def test_the_order_of_people_does_not_matter(seed: int, order: int) -> None:
    votes = any_votes(seed, people=40)
    shuffled = np.random.default_rng(order).permutation(40)
    other = Votes(tuple(int(person) for person in shuffled), votes.statements, votes.matrix[shuffled])
    assert opinion_map(other) == opinion_map(votes)


@FEW
@given(seed=SEEDS)
def test_other_names_for_people_change_nothing(seed: int) -> None:
    votes = any_votes(seed, people=40)
    named = opinion_map(Votes(tuple(f"p{40 - person}" for person in range(40)), votes.statements, votes.matrix))
    numbered = opinion_map(votes)
    assert list(named.groups.values()) == list(numbered.groups.values())
    assert list(named.positions.values()) == list(numbered.positions.values())
    assert named.representative == numbered.representative


@FEW
@given(seed=SEEDS)
def test_who_says_the_opposite_of_everything_unites_in_the_opposite(seed: int) -> None:
    votes = any_votes(seed)
    mirrored = votes_of(np.where(votes.matrix == MISSING, MISSING, -votes.matrix))
    straight, turned = describe(votes, {}), describe(mirrored, {})
    assert (turned.consensus.agree, turned.consensus.disagree) == (
        straight.consensus.disagree,
        straight.consensus.agree,
    )
    assert all(
        turned.counts[one] == (tally.disagree, tally.agree, tally.passed) for one, tally in straight.counts.items()
    )
    assert places(mirrored) == {person: (-x, -y) for person, (x, y) in places(votes).items()}


@FEW
@given(seed=SEEDS, smallest=st.integers(2, 8))
def test_nobody_stands_alone_in_a_group(seed: int, smallest: int) -> None:
    groups = list(opinion_map(any_votes(seed, people=40), smallest_group=smallest).groups.values())
    assert all(groups.count(label) >= smallest for label in set(groups))


def test_a_group_of_one_cannot_even_be_asked_for() -> None:
    with pytest.raises(ValueError, match="at least two"):
        opinion_map(camps(30, 20), smallest_group=1)


def test_a_repeated_run_gives_the_same_picture() -> None:
    votes = camps(40, 30, 20, statements=20)
    assert opinion_map(votes) == opinion_map(votes)


def test_of_several_votes_on_a_statement_the_last_counts() -> None:
    person, statement, vote = np.array([0, 1, 0]), np.array([0, 0, 0]), np.array([AGREE, AGREE, DISAGREE])
    votes = votes_of_triples(["Amira", "Bernd"], [7], (person, statement, vote))
    assert describe(votes, {}).counts == {7: (1, 1, 0)}


def test_statements_left_out_are_counted_but_tell_nobody_apart_and_are_never_chosen() -> None:
    votes = camps(30, 20)
    without = Votes(votes.people, votes.statements, votes.matrix, frozenset({0, 1, 2}))
    found = opinion_map(without)
    chosen = {one.statement for group in found.representative.values() for one in group}
    assert chosen
    assert not (chosen | {*found.consensus.agree, *found.consensus.disagree}) & {0, 1, 2}
    assert found.counts[0] == opinion_map(votes).counts[0]
    silent = votes.matrix.copy()
    silent[:, :3] = MISSING
    unsaid = opinion_map(Votes(votes.people, votes.statements, silent, frozenset({0, 1, 2})))
    assert unsaid.positions == found.positions


def test_whoever_agrees_to_the_heaviest_statement_stands_to_the_right() -> None:
    found = opinion_map(camps(30, 20))
    assert found.centres
    heaviest = max(found.centres.axes, key=lambda one: abs(found.centres.axes[one][0]))  # type: ignore[union-attr]
    assert found.centres.axes[heaviest][0] > 0


def test_two_who_voted_alike_stand_in_the_same_place_and_group() -> None:
    votes = camps(30, 20)
    votes.matrix[1] = votes.matrix[0]
    found = opinion_map(votes)
    assert found.positions[0] == found.positions[1]
    assert found.groups[0] == found.groups[1]


NO_MAP = {
    "nobody": (votes_of(np.empty((0, 5))), Outcome.TOO_FEW_PEOPLE, "Bisher haben 0 Personen abgestimmt."),
    "no statement": (votes_of(np.empty((20, 0))), Outcome.TOO_FEW_PEOPLE, "Bisher haben 0 Personen abgestimmt."),
    "one person": (votes_of([[1, -1, 0]]), Outcome.ONE_PERSON, "Bisher hat erst eine Person abgestimmt."),
    "nine people": (camps(5, 4), Outcome.TOO_FEW_PEOPLE, "Bisher haben 9 Personen abgestimmt."),
    "three votes each": (
        votes_of([[1, -1, 1] + [MISSING] * 9] * 6 + [[-1, 1, -1] + [MISSING] * 9] * 6),
        Outcome.TOO_FEW_VOTES,
        "Für Meinungsgruppen müssen 10 Personen zu mindestens 7 Aussagen abgestimmt haben. Bisher sind es 0.",
    ),
    "all left out": (
        votes_of([[1, -1]] * 20, left_out={0, 1}),
        Outcome.TOO_FEW_PEOPLE,
        "Bisher haben 0 Personen abgestimmt.",
    ),
    "all the same": (votes_of([[1, -1, 0]] * 20), Outcome.ONE_OPINION, "Bisher sind sich alle einig"),
    "nobody disagrees": (
        votes_of([[1, 0, 1]] * 10 + [[0, 1, 1]] * 10),
        Outcome.NOBODY_DISAGREES,
        "Bisher gibt es zu keiner Aussage sowohl Zustimmung als auch Ablehnung.",
    ),
    "one against all": (
        votes_of([[1, 1, 1]] * 20 + [[-1, -1, -1]]),
        Outcome.ONE_GROUP,
        "Die Meinungen gehen auseinander, aber es sind keine getrennten Gruppen erkennbar.",
    ),
}


@pytest.mark.parametrize("name", NO_MAP)
def test_without_groups_a_sentence_says_why(name: str) -> None:
    votes, outcome, sentence = NO_MAP[name]
    found = opinion_map(votes)
    assert found.outcome is outcome
    assert found.sentence.startswith(sentence)
    assert not found.groups
    assert not found.representative
    assert len(found.counts) == len(votes.statements)


def test_every_outcome_has_its_sentence() -> None:
    assert {outcome for _, outcome, _ in NO_MAP.values()} | {Outcome.OK} == set(Outcome)


def test_where_everybody_could_be_recognised_there_is_no_picture() -> None:
    few = opinion_map(camps(5, 4))
    assert (few.positions, few.centres) == ({}, None)
    assert len(places(camps(5, 4))) == 9
    assert opinion_map(votes_of([[1, 0, 1]] * 10 + [[0, 1, 1]] * 10)).positions


def test_one_statement_is_enough_for_two_groups() -> None:
    found = opinion_map(votes_of([[AGREE]] * 10 + [[DISAGREE]] * 8))
    assert [found.groups[person] for person in range(18)] == [0] * 10 + [1] * 8
    assert {y for _, y in found.positions.values()} == {0.0}


def test_who_has_voted_too_little_is_in_no_group_but_counts() -> None:
    votes = camps(30, 20)
    votes.matrix[0] = [AGREE, *[MISSING] * 19]
    before, found = describe(votes, {}).counts[0], opinion_map(votes)
    assert 0 not in found.groups
    assert 0 in found.positions
    assert found.counts[0] == before
    assert (found.voters, found.eligible) == (50, 49)


def test_without_groups_all_people_count_as_one_for_the_consensus_of_groups() -> None:
    votes = votes_of([[AGREE], [AGREE], [DISAGREE], [PASS], [MISSING]])
    assert describe(votes, {}).group_aware_consensus == {0: 3 / 6}
    assert describe(votes, {0: "a", 2: "b"}).group_aware_consensus == {0: pytest.approx(2 / 3 * 1 / 3)}


def test_wrong_votes_are_refused() -> None:
    with pytest.raises(ValueError, match="1, 0, -1"):
        votes_of([[2]])
    with pytest.raises(ValueError, match="int8"):
        Votes((1, 2), (1,), np.zeros((1, 1), np.int8))
    with pytest.raises(ValueError, match="twice"):
        Votes((1, 1), (1,), np.zeros((2, 1), np.int8))
    with pytest.raises(IndexError):
        votes_of_triples([1], [1], (np.array([-1]), np.array([0]), np.array([1])))


def test_the_rand_index_compares_groups_whatever_they_are_called() -> None:
    assert adjusted_rand_index({1: 0, 2: 0, 3: 1}, {1: "b", 2: "b", 3: "a", 4: "a"}) == 1
    # One pair of two and one is together in both, of six pairs: by hand after Hubert and Arabie (1985).
    one, other = dict(enumerate([0, 0, 1, 1])), dict(enumerate([0, 0, 1, 2]))
    assert adjusted_rand_index(one, other) == pytest.approx((1 - 2 / 6) / (1.5 - 2 / 6))
    assert adjusted_rand_index({}, {}) == 1


def test_centres_survive_being_stored() -> None:
    centres = opinion_map(camps(30, 20)).centres
    assert centres
    assert Centres.from_json(json.loads(json.dumps(centres.as_json()))) == centres
