from dataclasses import dataclass
from typing import Any

import pytest

from soesmart.events.rules import Bounds, ItemKind
from soesmart.events.rules.result_rows import rows_of, without_hidden
from soesmart.events.rules.result_words import sentence, sentence_of
from soesmart.methods.tally import results_of, tally_for


@dataclass
class Asked:
    kind: str = "single"
    least: int = 1
    most: int = 5
    unit: str = ""
    low_label: str = ""
    high_label: str = ""
    truth: int | None = None


LABELS = {1: "Rad", 2: "Bus", 3: "Auto"}


def told(item: Asked, hall: list[Any], stream: list[Any] = (), smallest: int = 3) -> dict[str, Any]:  # type: ignore[assignment]
    bounds = Bounds(options=3, least=item.least, most=item.most, points=10)
    tallies = [tally_for(item.kind, bounds), tally_for(item.kind, bounds)]
    for tally, choices in zip(tallies, (hall, stream), strict=True):
        for choice in choices:
            tally.add(choice)
    result: dict[str, Any] = dict(results_of(*tallies))
    return result if min(len(hall), len(stream)) >= smallest else result | {"hall": None, "stream": None}


A, B, C = (1,), (2,), (3,)
SENTENCES = [
    ("single", [A] * 4 + [B] * 3, [A] * 3, "7 von 10 wählten „Rad“. Saal und Stream waren sich einig."),
    ("single", [A] * 4, [B] * 3, "4 von 7 wählten „Rad“. Im Saal lag „Rad“ vorn, im Stream „Bus“."),
    ("single", [A, B] * 2, [B] * 3, "5 von 7 wählten „Bus“. Im Saal lagen „Rad“ und „Bus“ vorn, im Stream „Bus“."),
    ("single", [A, B], [], "„Rad“ und „Bus“ liegen gleichauf vorn: je 1 von 2."),
    ("single", [A, B, C], [], "„Rad“, „Bus“ und „Auto“ liegen gleichauf vorn: je 1 von 3."),
    ("next_idea", [C], [], "1 von 1 wählte „Auto“."),
    ("single", [], [], "Niemand hat abgestimmt."),
    ("multiple", [(1, 2), (2,)], [], "2 von 2 wählten „Bus“."),
    ("points", [(7, 3, 0)] * 3, [(0, 0, 10)] * 3,
     "„Auto“ bekam die meisten Punkte: 30 von 60. Im Saal lag „Rad“ vorn, im Stream „Auto“."),
    ("points", [(5, 5, 0)], [], "„Rad“ und „Bus“ liegen gleichauf vorn: je 5 von 10 Punkten."),
    ("ranking", [(3, 1, 2)] * 2, [], "„Auto“ steht auf dem ersten Platz, dann „Rad“."),
    ("ranking", [(1, 2, 3), (2, 1, 3)], [], "„Rad“ und „Bus“ teilen sich den ersten Platz."),
    ("scale", [(1,), (4,), (4,)], [(5,)] * 3, "Im Mittel 4 auf der Skala von 1 bis 5. Im Saal 3 und im Stream 5."),
    ("words", [("Ruhe", "Grün"), ("ruhe",)], [], "Am häufigsten genannt: „Ruhe“ (2) und „Grün“ (1)."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "hall", "stream", "said"), SENTENCES, ids=[f"{n}" for n in range(len(SENTENCES))])
def test_a_result_in_words(kind: str, hall: list[Any], stream: list[Any], said: str) -> None:
    item = Asked(kind)
    assert sentence_of(item, LABELS, told(item, hall, stream)) == said


def test_an_estimate_is_told_by_its_middle_and_beside_the_truth() -> None:
    item = Asked("estimate", least=0, most=100, unit="Prozent", truth=37)
    result = told(item, [(30,), (40,), (50,), (60,)])
    assert sentence_of(item, {}, result) == (
        "Die mittlere Schätzung ist 45\N{NO-BREAK SPACE}Prozent, die Hälfte liegt zwischen 35 und 55. "
        "Richtig ist 37\N{NO-BREAK SPACE}Prozent."
    )
    assert [row.label for row in rows_of(item, {}, result) if row.is_truth] == ["35 bis 39"]


def test_a_round_that_is_not_counted_says_so() -> None:
    @dataclass
    class Round:
        item: Asked
        result: Any = None

    assert sentence(Round(Asked()), []) == "Noch nicht ausgezählt."


def test_hidden_words_are_left_out_of_words_and_rows_and_the_ballots_stay() -> None:
    item = Asked("words")
    result = without_hidden(told(item, [("Mist",), ("mist",), ("Ruhe",)]), ["mist"])
    assert sentence_of(item, {}, result) == "Am häufigsten genannt: „Ruhe“ (1)."
    assert [row.label for row in rows_of(item, {}, result)] == ["Ruhe"]
    assert (result["all"]["ballots"], result["all"]["distinct"]) == (3, 1)
    assert sentence_of(item, {}, without_hidden(result, ["ruhe"])) == "Die genannten Wörter werden nicht gezeigt."


def test_a_result_without_hidden_words_keeps_how_many_voted_and_what_is_not_told() -> None:
    all_ = {"ballots": 9, "words": [["Rad", 5], ["Blödsinn", 4], ["Sonne", 2]], "distinct": 7}
    kept = {"ballots": 9, "words": [["Rad", 5], ["Sonne", 2]], "distinct": 6}
    told = {"all": all_, "hall": None, "stream": None}
    assert without_hidden(told, {"blödsinn"}) == {"all": kept, "hall": None, "stream": None}


def test_rows_carry_shares_of_their_own_part_and_mark_who_leads() -> None:
    item = Asked("single")
    rows = rows_of(item, LABELS, told(item, [A, A, B], [B, B, B, B, C]))
    assert [row.label for row in rows] == ["Rad", "Bus", "Auto"]
    assert [[amount.value for amount in row.amounts] for row in rows] == [[2, 2, 0], [5, 1, 4], [1, 0, 1]]
    assert [[amount.percent for amount in row.amounts] for row in rows] == [[25, 67, 0], [63, 33, 80], [13, 0, 20]]
    assert [row.leads for row in rows] == [False, True, False]


def test_a_ranking_is_told_in_the_order_of_its_places_and_ties_share_one() -> None:
    item = Asked("ranking")
    rows = rows_of(item, LABELS, told(item, [(3, 1, 2), (3, 2, 1)]))
    assert [(row.label, row.place, row.firsts, row.total.value) for row in rows] == [
        ("Auto", 1, 2, 4), ("Rad", 2, 0, 1), ("Bus", 2, 0, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(set(ItemKind) - {ItemKind.QUESTIONS}))
def test_without_ballots_every_kind_still_has_its_rows_and_words(kind: str) -> None:
    item = Asked(kind)
    result = told(item, [])
    assert sentence_of(item, LABELS, result) == "Niemand hat abgestimmt."
    assert not any(row.leads or row.total.percent or row.total.width for row in rows_of(item, LABELS, result))


def test_on_a_screen_the_longest_bar_of_all_parts_is_full_and_on_the_page_the_whole() -> None:
    item = Asked("single")
    counted = told(item, [A, A, A, B], [A, B, C], smallest=1)
    page, screen = (rows_of(item, LABELS, counted, longest_is_full=full) for full in (False, True))
    assert [[amount.width for amount in row.amounts] for row in page] == [[57, 75, 33], [29, 25, 33], [14, 0, 33]]
    assert [[amount.width for amount in row.amounts] for row in screen] == [[76, 100, 44], [38, 33, 44], [19, 0, 44]]
    assert [row.leads for row in screen] == [row.leads for row in page] == [True, False, False]


def test_the_ends_of_a_scale_are_named_beside_their_number() -> None:
    item = Asked("scale", low_label="nein", high_label="ja")
    rows = rows_of(item, {}, told(item, [(1,), (5,)]))
    assert [row.label for row in rows] == ["1 (nein)", "2", "3", "4", "5 (ja)"]
    assert [(row.number, row.name, row.note) for row in rows][::4] == [(1, "1", "nein"), (5, "5", "ja")]
