"""What is shown of answers tells about nobody, and adds up for everybody."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.participation.models import StoredResult
from soesmart.participation.rules import Channel
from soesmart.participation.rules.question_conditions import sound
from soesmart.participation.rules.question_results import QuestionResult, channel_table, count_answers, results_of
from soesmart.participation.rules.questions import QuestionKind, QuestionWords
from soesmart.participation.rules.small_groups import shown_marks, shown_parts
from soesmart.participation.services.question_counts import public_counts
from soesmart.participation.tests.questionnaires import AGE, ALL, FIRST, PLACES, WAYS, YES_NO, a_questionnaire, fill
from soesmart.region.models import Municipality
from tests.clients import CountQueries

K = 4
few = st.lists(st.integers(0, 9), min_size=1, max_size=6)


@pytest.mark.parametrize(("smallest", "cells", "most"), [(4, 2, 12), (4, 3, 12), (3, 4, 8), (5, 3, 14)])
def test_even_who_knows_the_rules_can_compute_no_hidden_part(smallest: int, cells: int, most: int) -> None:
    looks: dict[tuple[tuple[int | None, ...], int | None], list[tuple[int, ...]]] = {}
    for counts in itertools.product(range(most + 1), repeat=cells):
        shown, total = shown_parts(counts, smallest)
        if sum(counts) <= most:  # for a larger sum not all that looks the same is listed here
            looks.setdefault((tuple(shown), total), []).append(counts)
    for (shown_cells, _), same in looks.items():
        for place, count in enumerate(shown_cells):
            assert count is not None or len({counts[place] for counts in same}) > 1, same


@given(few)
def test_no_part_below_the_smallest_group_is_shown(counts: list[int]) -> None:
    shown, total = shown_parts(counts, K)
    if total is None:
        assert 0 < sum(counts) < K
        assert set(shown) == {None}
        return
    assert total == sum(counts)
    assert all(count is None or count == 0 or count >= K for count in shown)
    assert all(count is None or count == right for count, right in zip(shown, counts, strict=True))
    hidden = [right for count, right in zip(shown, counts, strict=True) if count is None]
    assert not hidden or (len(hidden) > 1 and sum(hidden) >= K)


@given(few)
def test_nothing_is_hidden_where_nobody_needs_it(counts: list[int]) -> None:
    shown, _ = shown_parts(counts, K)
    if not any(0 < count < K for count in (*counts, sum(counts))):
        assert shown == counts


@given(few, st.integers(0, 20), st.booleans())
def test_of_marks_neither_few_who_did_nor_few_who_did_not_are_told(
    counts: list[int], more: int, is_exact: bool
) -> None:
    people = max(counts) + more
    shown, total = shown_marks(counts, people, K, is_exact=is_exact)
    if total is None:
        assert 0 < people < K
        return
    for count in shown:
        assert count is None or not (0 < count < K or 0 < people - count < K)
    hidden = [right for count, right in zip(shown, counts, strict=True) if count is None]
    filled = [right for right in counts if right]
    if is_exact and hidden and len(filled) > 1:
        assert len(hidden) > 1


def tables(
    questions: Sequence[QuestionWords], rows: Sequence[tuple[str, str, Any, int]], k: int = 10
) -> dict[str, QuestionResult]:
    tidy = sound(questions)
    return {result.words.key: result for result in results_of(tidy, count_answers(tidy, rows), k)}


def lines_of(result: QuestionResult, place: int = 0) -> dict[str, int | None]:
    return {line.label: line.count for line in result.tables[place].lines}


def test_a_single_small_answer_takes_a_second_one_with_it() -> None:
    result = tables([YES_NO], [("ja", "online", {"is": ["1"]}, 50), ("ja", "online", {"is": ["2"]}, 3)])["ja"]
    assert result.people == 53
    assert lines_of(result) == {"Ja": None, "Nein": None}
    result = tables([YES_NO], [("ja", "online", {"is": ["1"]}, 50), ("ja", "online", {"is": ["2"]}, 12)])["ja"]
    assert lines_of(result) == {"Ja": 50, "Nein": 12}
    assert [line.percent for line in result.tables[0].lines] == [81, 19]


def test_what_hangs_on_a_hidden_answer_is_hidden_as_a_whole() -> None:
    child = replace(YES_NO, key="warum", text="Warum?", condition={"question": "ja", "is": ["1"]})
    grandchild = QuestionWords("wie", QuestionKind.TEXT, "Wie?", condition={"question": "warum", "answered": True})
    rows = [
        ("ja", "online", {"is": ["1"]}, 50),
        ("ja", "online", {"is": ["2"]}, 3),
        ("warum", "online", {"is": ["1"]}, 50),
        ("wie", "online", "", 50),
    ]
    found = tables([YES_NO, child, grandchild], rows)
    assert [found[key].hangs_on_hidden for key in ("ja", "warum", "wie")] == [False, True, True]
    assert found["warum"].tables == ()


def test_channels_are_told_apart_only_where_each_is_large() -> None:
    big = [("ja", "online", {"is": ["1"]}, 50), ("ja", "online", {"is": ["2"]}, 40)]
    paper = [("ja", "paper", {"is": ["1"]}, 20), ("ja", "paper", {"is": ["2"]}, 15)]
    event = [("ja", "event", {"is": ["1"]}, 4), ("ja", "event", {"is": ["2"]}, 1)]
    table = tables([YES_NO], big + paper)["ja"].tables[0]
    assert (table.channels, table.lines[0].channels) == (("Online", "Papier"), (50, 20))
    table = tables([YES_NO], big + paper + event)["ja"].tables[0]
    assert (table.channels, table.lines[0].channels) == (("Online", "Andere Wege"), (50, 24))
    table = tables([YES_NO], big + event)["ja"].tables[0]
    assert table.channels == ()
    whole = channel_table({"online": 90, "event": 5}, 10)
    assert [line.count for line in whole.lines] == [None, None]


def test_rankings_numbers_and_tables_say_what_they_should() -> None:
    rows = [
        ("zuerst", "online", ["licht", "baeume"], 20),
        ("zuerst", "online", ["baeume"], 15),
        ("alter", "online", "20", 15),
        ("alter", "online", "70", 25),
        ("orte", "online", {"markt": "gut", "park": "geht"}, 30),
        ("orte", "online", {"markt": "gut"}, 2),
    ]
    found = tables([AGE, PLACES, FIRST], rows)
    assert "1. Bäume, 2. Licht" in found["zuerst"].facts[0]
    assert lines_of(found["zuerst"]) == {"Bäume": 15, "Bänke": 0, "Licht": 20}
    assert found["alter"].facts == (
        "Im Mittel 51,3\N{NO-BREAK SPACE}Jahre. Die Hälfte gab höchstens 70\N{NO-BREAK SPACE}Jahre an.",
    )
    assert (
        list(lines_of(found["alter"]).values()) == [15, 0, 25, 0, 0]
        or sum(count or 0 for count in lines_of(found["alter"]).values()) == 40
    )
    assert lines_of(found["orte"], 0) == {"gut": 32, "geht so": 0}
    assert lines_of(found["orte"], 1) == {"gut": 0, "geht so": 30}


@given(st.lists(st.tuples(st.integers(10, 110), st.integers(1, 30)), min_size=1, max_size=10))
def test_every_number_between_the_bounds_falls_into_one_band(said: list[tuple[int, int]]) -> None:
    result = tables([AGE], [("alter", "online", str(value), times) for value, times in said], k=1)["alter"]
    assert sum(count or 0 for count in lines_of(result).values()) == sum(times for _, times in said) == result.people


def test_the_public_figures_move_on_in_steps(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at, questions=[YES_NO])
    fill(form, [{"ja": "1"}] * 12, at)
    assert public_counts(questionnaire=form, at=at).responses == 12
    fill(form, [{"ja": "2"}] * 9, at, start=12)
    assert public_counts(questionnaire=form, at=at).responses == 12  # nine more would show nine people
    fill(form, [{"ja": "2"}], at, start=21)
    assert public_counts(questionnaire=form, at=at).responses == 22
    fill(form, [{"ja": "1"}], at, start=22)
    assert public_counts(questionnaire=form, at=at + timedelta(days=9)).responses == 22
    assert public_counts(questionnaire=form, at=at + timedelta(days=10)).responses == 23  # the end result is whole
    assert StoredResult.objects.count() == 1


def test_reading_results_takes_one_query_whatever_came_in(
    in_soest: Municipality, at: datetime, count_queries: CountQueries
) -> None:
    form = a_questionnaire(in_soest, at)
    for start in (0, 100):
        fill(form, [{"wege": ["rad"], "sicher": number % 5 + 1} for number in range(100)], at, start=start)
        with count_queries() as queries:
            public_counts(questionnaire=form, at=at)
        counting = len(queries)
        with count_queries() as queries:
            public_counts(questionnaire=form, at=at)
        assert len(queries) == 1, queries
    assert counting <= 9


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["online", "paper", "event"]),
            st.lists(st.sampled_from(["rad", "fuss", "auto"]), min_size=1, max_size=3, unique=True),
            st.integers(1, 5),
        ),
        max_size=40,
    )
)
def test_no_table_of_a_page_shows_a_small_group(rows: list[tuple[str, list[str], int]]) -> None:
    said: list[tuple[str, str, object, int]] = []
    for channel, ways, step in rows:
        said.append(("wege", channel, {"is": ways}, 1))
        if "rad" in ways:
            said.append(("sicher", channel, step, 1))
    for result in tables(list(ALL), said, k=5).values():
        assert result.people is None or result.people == 0 or result.people >= 5
        for table in result.tables:
            for line in table.lines:
                for count in (line.count, *line.channels):
                    assert count is None or count == 0 or count >= 5


def test_counts_by_channel_come_from_the_database_as_from_the_rules(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at, questions=[WAYS])
    fill(form, [{"wege": ["rad"]}] * 11, at)
    fill(form, [{"wege": ["rad", "fuss"]}] * 12, at, Channel.EVENT, start=11)
    counted = public_counts(questionnaire=form, at=at)
    assert counted.channels == {"paper": 11, "event": 12}
    assert counted.counts["wege"]["event"] == {"n": 12, "cells": {"rad": 12, "fuss": 12}}
