import random
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.methods.tally import Tally, results_of, tally_for
from soesmart.methods.tally.ranked import order_after_schulze


@dataclass(frozen=True)
class Bounds:
    options: int = 4
    least: int = 1
    most: int = 5
    points: int = 6


KINDS = ("single", "next_idea", "multiple", "scale", "estimate", "ranking", "points", "words")
BOUNDS = {"estimate": Bounds(least=-50, most=100_000)}
some_option = st.integers(1, 4)
CHOICES: dict[str, st.SearchStrategy[Any]] = {
    "single": st.tuples(some_option),
    "next_idea": st.tuples(some_option),
    "multiple": st.sets(some_option, min_size=1).map(lambda chosen: tuple(sorted(chosen))),
    "scale": st.tuples(st.integers(1, 5)),
    "estimate": st.tuples(st.one_of(st.integers(-50, 60), st.integers(-50, 100_000))),
    "ranking": st.permutations((1, 2, 3, 4)).map(tuple),
    "points": st.tuples(*[st.integers(0, 1)] * 3, st.integers(1, 3)),
    "words": st.lists(st.sampled_from(["Ruhe", "ruhe", "Straße", "Zug", "Parks"]), min_size=1, unique=True).map(tuple),
}


def counted(kind: str, choices: list[Any]) -> Tally:
    tally = tally_for(kind, BOUNDS.get(kind, Bounds()))
    for choice in choices:
        tally.add(choice)
    return tally


@pytest.mark.parametrize("kind", KINDS)
def test_neither_the_order_of_ballots_nor_where_they_were_counted_matters(kind: str) -> None:
    @settings(max_examples=25, deadline=None, derandomize=True)
    @given(st.lists(CHOICES[kind], max_size=25), st.integers(0, 25), st.randoms(use_true_random=False))
    def prove(choices: list[Any], cut: int, rng: random.Random) -> None:
        whole = counted(kind, choices).result()
        mixed = list(choices)
        rng.shuffle(mixed)
        assert counted(kind, mixed).result() == whole
        one, other = counted(kind, choices[:cut]), counted(kind, choices[cut:])
        before = one.result()
        assert one.merge(other).result() == whole == other.merge(one).result()
        assert one.result() == before
        assert whole["ballots"] == len(choices)

    prove()


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(CHOICES["multiple"]), st.lists(CHOICES["points"]), st.lists(CHOICES["ranking"]))
def test_sums_are_those_of_the_ballots(multiple: list[Any], points: list[Any], ranking: list[Any]) -> None:
    assert sum(counted("multiple", multiple).result()["counts"]) == sum(len(choice) for choice in multiple)
    assert sum(counted("points", points).result()["sums"]) == sum(sum(choice) for choice in points)
    result = counted("ranking", ranking).result()
    assert sum(result["firsts"]) == len(ranking)
    assert sum(result["points"]) == len(ranking) * 6
    pairs = result["pairs"]
    assert all(pairs[i][j] + pairs[j][i] == len(ranking) for i in range(4) for j in range(i))
    assert sorted(number for place in result["order"] for number in place) == ([1, 2, 3, 4] if ranking else [])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(CHOICES["estimate"], min_size=1))
def test_estimates_lie_in_one_bar_each_and_their_median_is_that_of_the_library(choices: list[Any]) -> None:
    result, numbers = counted("estimate", choices).result(), [choice[0] for choice in choices]
    assert [bar[2] for bar in result["bars"]] == [
        sum(low <= number <= high for number in numbers) for low, high, _ in result["bars"]
    ]
    assert sum(bar[2] for bar in result["bars"]) == len(numbers)
    assert len(result["bars"]) <= 14
    assert result["median"] == median(numbers)
    assert result["sum"] == sum(numbers)
    assert result["counts"] == {str(number): times for number, times in Counter(numbers).items()}


def test_a_tie_is_told_as_a_tie() -> None:
    assert counted("single", [(1,), (1,), (3,), (3,), (2,)]).result()["leaders"] == [1, 3]
    assert counted("single", []).result()["leaders"] == []
    assert counted("ranking", [(1, 2, 3, 4), (2, 1, 3, 4)]).result()["order"] == [[1, 2], [3], [4]]


def test_huge_numbers_of_ballots_stay_exact() -> None:
    tally = tally_for("estimate", Bounds(least=0, most=10**12))
    for number in (10**12, 10**12 - 1, 0):
        tally.add((number,))
    assert tally.result()["sum"] == 2 * 10**12 - 1


# Schulze 2011, example 1: 45 voters, the order is E A C B D; Borda would tell it otherwise.
SCHULZE = (
    (5, "ACBED"),
    (5, "ADECB"),
    (8, "BEDAC"),
    (3, "CABED"),
    (7, "CAEBD"),
    (2, "CBADE"),
    (7, "DCEBA"),
    (8, "EBADC"),
)


def test_the_order_is_that_of_the_example_in_schulzes_paper() -> None:
    tally = tally_for("ranking", Bounds(options=5))
    for times, letters in SCHULZE:
        for _ in range(times):
            tally.add(tuple("ABCDE".index(letter) + 1 for letter in letters))
    order = tally.result()["order"]
    assert ["".join("ABCDE"[number - 1] for number in place) for place in order] == ["E", "A", "C", "B", "D"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(CHOICES["ranking"], min_size=1))
def test_who_beats_everybody_in_pairs_comes_first(choices: list[Any]) -> None:
    result = counted("ranking", choices).result()
    pairs = result["pairs"]
    assert result["order"] == order_after_schulze(pairs)
    for i in range(4):
        if all(pairs[i][j] > pairs[j][i] for j in range(4) if j != i):
            assert result["order"][0] == [i + 1]


def test_a_few_wild_guesses_do_not_push_all_others_into_one_bar() -> None:
    result = counted("estimate", [*((number,) for number in range(40, 60)), (100_000,)]).result()
    assert max(bar[2] for bar in result["bars"]) <= 3
    assert result["bars"][-1][1] == 100_000


def test_words_that_differ_in_capitals_are_one_and_hidden_ones_are_left_out() -> None:
    tally = counted("words", [("Ruhe", "ruhe"), ("Ruhe",), ("ruhe", "Zug"), ("Mist",)])
    assert tally.result()["words"] == [["Ruhe", 3], ["Mist", 1], ["Zug", 1]]
    hidden = results_of(tally, tally_for("words", Bounds()), hidden=["mist"])["all"]
    assert hidden == {"ballots": 4, "words": [["Ruhe", 3], ["Zug", 1]], "distinct": 2}


def test_hall_and_stream_are_drawn_with_the_same_bars() -> None:
    hall, stream = counted("estimate", [(10,), (20,)]), counted("estimate", [(900,), (5000,)])
    results = results_of(hall, stream)
    edges = [[bar[:2] for bar in results[name]["bars"]] for name in ("all", "hall", "stream")]
    assert edges[0] == edges[1] == edges[2]
    assert [bar[2] for bar in results["all"]["bars"]] == [
        one[2] + other[2] for one, other in zip(results["hall"]["bars"], results["stream"]["bars"], strict=True)
    ]


FORBIDDEN = [
    ("single", (0,)), ("single", (5,)), ("single", ()), ("single", (1, 2)), ("multiple", (2, 2)),
    ("scale", (6,)), ("scale", (1, 2)), ("estimate", (-51,)), ("ranking", (1, 2, 3)), ("ranking", (1, 2, 3, 3)),
    ("points", (1, 1, 1)), ("points", (7, 0, 0, 0)), ("points", (-1, 2, 0, 0)), ("points", (0, 0, 0, 0)),
    ("words", ()), ("words", ("",)), ("words", (3,)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "choice"), FORBIDDEN)
def test_a_ballot_that_nobody_may_cast_is_not_counted(kind: str, choice: Any) -> None:
    tally = counted(kind, [])
    with pytest.raises(ValueError, match=r"not|no such"):
        tally.add(choice)
    assert tally.ballots == 0


def test_only_like_is_counted_with_like() -> None:
    with pytest.raises(TypeError):
        counted("single", []).merge(counted("words", []))
    with pytest.raises(ValueError, match="cannot be counted together"):
        tally_for("ranking", Bounds(options=3)).merge(tally_for("ranking", Bounds(options=4)))
    with pytest.raises(ValueError, match="no tally"):
        tally_for("questions", Bounds())
