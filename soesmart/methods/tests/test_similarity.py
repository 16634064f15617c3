"""Texts about the same are found among many, quickly, and nothing else is."""

import random
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from soesmart.methods.similarity import Index, bag, index_of

TEXTS = [
    "Mehr Radwege zwischen den Ortsteilen",
    "Der Radweg nach Ampen braucht Licht",
    "Häuser begrünen und Dächer bepflanzen",
    "Das Schwimmbad soll sonntags länger öffnen",
    "Bänke und Bäume am Wall",
]


def found(text: str, texts: list[str] = TEXTS, **options: float) -> list[int]:
    return [hit.key for hit in index_of(enumerate(texts)).search(bag(text), **options)]  # type: ignore[arg-type]


def test_other_forms_of_a_word_are_the_same_word() -> None:
    assert found("Licht für unseren Radweg") == [1, 0]
    assert found("Haus mit grünem Dach") == [2]
    assert found("Baum") == [4]


def test_words_that_every_text_has_make_nothing_alike() -> None:
    assert found("Die Stadt soll das für uns alle machen und es ist nicht mehr als das") == []
    assert found("") == []
    assert found("!?") == []


def test_a_text_is_likest_to_itself() -> None:
    index = index_of(enumerate(TEXTS))
    for key, text in enumerate(TEXTS):
        best = index.search(bag(text))[0]
        assert best.key == key
        assert best.likeness > 0.85


def test_a_rare_word_tells_more_than_a_frequent_one() -> None:
    texts = ["Platz mit Brunnen", *["Platz mit Bank"] * 8]
    assert found("Platz Brunnen", texts)[0] == 0
    assert found("Platz Brunnen", texts, at_least=0.6) == [0]


def test_the_only_text_of_a_campaign_is_found() -> None:
    assert found("Bäume", ["Mehr Bäume"]) == [0]


def test_texts_may_be_added_one_by_one() -> None:
    grown = Index()
    for key, text in enumerate(TEXTS):
        grown.add(key, bag(text))
        assert grown.search(bag(text))[0].key == key
    whole = index_of(enumerate(TEXTS))
    assert [grown.search(bag(text)) for text in TEXTS] == [whole.search(bag(text)) for text in TEXTS]


@given(st.lists(st.text(max_size=60), max_size=8), st.text(max_size=60))
def test_whatever_is_typed_likeness_lies_between_nothing_and_one(texts: list[str], asked: str) -> None:
    hits = index_of(enumerate(texts)).search(bag(asked), most=10, at_least=0.0)
    assert all(0 <= hit.likeness <= 1.0001 for hit in hits)
    assert [hit.likeness for hit in hits] == sorted((hit.likeness for hit in hits), reverse=True)


def test_twenty_thousand_texts_are_searched_in_less_than_fifty_milliseconds() -> None:
    rng = random.Random(7)
    words = [f"wort{number}" for number in range(3000)]
    index = Index()
    for key in range(20_000):
        index.add(key, bag(" ".join(rng.choices(words, k=30))))
    asked = bag(" ".join(rng.choices(words, k=30)))
    began = process_time()
    index.search(asked, at_least=0.0)
    assert process_time() - began < 0.05
