import pytest

from soesmart.methods.german_stems import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [("Häuser", "Haus"), ("Wege", "Weg"), ("RÄDER", "rad"), ("Straße", "strasse"), ("Schulen", "Schule")],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_stems_keep_order_and_number_of_the_words() -> None:
    assert stem("Rad- und Fußwege, sichere!") == ["rad", "und", "fussweg", "sich"]


def test_a_text_without_words_has_no_stems() -> None:
    assert stem(" – … ") == []
