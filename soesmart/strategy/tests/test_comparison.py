"""What changed between two versions: nothing is lost, nothing is told twice."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.strategy.comparison import Change, Kind, compare, diff_words, targets_on
from soesmart.strategy.queries.shapes import FieldView, GoalView, StrategyView, TargetView, TermView, VersionView

words = st.text(st.sampled_from("abü .,-ß\n"), max_size=30)


def goal(code: str, field: str = "mob", title: str = "Titel", **changes: object) -> GoalView:
    plain = GoalView(code, field, "", 1, "", title, "Text", "", "", "", False, (), (), "", (), False)
    return replace(plain, **changes)  # type: ignore[arg-type]


def strategy(
    goals: list[GoalView], keys: tuple[str, ...] = ("mob", "kli"), terms: tuple[str, ...] = ()
) -> StrategyView:
    version = VersionView(
        1, "1.0", "Vision", "", "2021", "", "", None, None, None, "", "", datetime(2021, 1, 1, tzinfo=UTC), 1
    )
    fields = tuple(
        FieldView(
            key, "", key.upper(), "", False, (), False, "", False, tuple(one for one in goals if one.field_key == key)
        )
        for key in keys
    )
    return StrategyView(
        1,
        "s",
        "S",
        2030,
        "Feld",
        "Felder",
        "",
        version,
        terms=tuple(TermView(t, "", "", False) for t in terms),
        fields=fields,
    )


codes = st.lists(st.sampled_from(["A-1", "A-2", "A-3", "A-4", "A-5"]), unique=True)
goals = codes.flatmap(
    lambda some: st.tuples(
        *(
            st.builds(goal, st.just(code), st.sampled_from(["mob", "kli"]), words.filter(bool), description=words)
            for code in some
        )
    )
).map(list)


@given(goals)
def test_a_version_compared_with_itself_is_empty(some: list[GoalView]) -> None:
    found = compare(strategy(some), strategy(list(some)))
    assert (found.count, found.goals) == (0, ())


@given(goals, goals)
def test_every_goal_that_differs_is_told_exactly_once(old: list[GoalView], new: list[GoalView]) -> None:
    before, after = {one.code: one for one in old}, {one.code: one for one in new}
    found = compare(strategy(old), strategy(new)).goals
    differing = {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}
    assert sorted(change.key for change in found) == sorted(differing)
    kinds = {change.key: change.kind for change in found}
    assert {code for code, kind in kinds.items() if kind is Kind.ADDED} == after.keys() - before.keys()
    assert {code for code, kind in kinds.items() if kind is Kind.REMOVED} == before.keys() - after.keys()


@given(words, words)
def test_a_difference_holds_both_texts_whole(old: str, new: str) -> None:
    pieces = diff_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != "ins") == old
    assert "".join(piece.text for piece in pieces if piece.op != "del") == new


def parts_of(changes: tuple[Change, ...]) -> dict[str, list[tuple[str, str]]]:
    return {
        part.label: [(piece.op, piece.text) for piece in part.pieces if piece.op != "same"]
        for change in changes
        for part in change.parts
    }


def test_whole_phrases_are_marked_rather_than_single_words() -> None:
    pieces = diff_words("sinkt so schnell wie möglich.", "sinkt bis 2030 auf ein gutes Maß.")
    assert [(piece.op, piece.text) for piece in pieces] == [
        ("same", "sinkt "),
        ("del", "so schnell wie möglich"),
        ("ins", "bis 2030 auf ein gutes Maß"),
        ("same", "."),
    ]


def test_a_moved_goal_says_from_where_to_where() -> None:
    found = compare(strategy([goal("A-1", "mob")]), strategy([goal("A-1", "kli")])).goals
    assert parts_of(found) == {"Feld": [("del", "MOB"), ("ins", "KLI")]}


def test_another_order_is_one_change_and_no_goal_is_blamed() -> None:
    one, two = goal("A-1"), goal("A-2")
    found = compare(strategy([one, two]), strategy([two, one]))
    assert (found.goals, found.is_reordered, found.count) == ((), True, 1)


def test_a_new_field_does_not_count_as_another_order() -> None:
    found = compare(strategy([], ("mob", "kli")), strategy([], ("neu", "mob", "kli")))
    assert ([change.key for change in found.fields], found.is_reordered) == (["neu"], False)


def test_words_of_the_vision_come_and_go() -> None:
    found = compare(strategy([], terms=("digital", "schön")), strategy([], terms=("digital", "attraktiv"))).vision
    assert [(change.kind, change.name) for change in found] == [(Kind.ADDED, "attraktiv"), (Kind.REMOVED, "schön")]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2018-01-01", None),
        ("2019-12-31", 35),
        ("2020-05-31", 35),
        ("2020-06", 30),
        ("2021-10-06", 30),
        ("2022".ljust(10, "9"), 30),
    ],
)
def test_the_target_that_was_valid_on_a_day(day: str, value: int | None) -> None:
    old = TargetView(Decimal(35), 2035, "2019", "2020-06", "", "", False)
    new = TargetView(Decimal(30), 2030, "2020-06", "", "", "", False)
    found = targets_on(day, {"A-1": [old, new]})
    assert (found["A-1"].value if found else None) == value
