from concurrent.futures import ThreadPoolExecutor

import pytest

from soesmart.methods.german_stems import stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [("Häuser", "Haus"), ("Wege", "Weg"), ("RÄDER", "rad"), ("Straße", "strasse"), ("Schulen", "Schule")],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_stems_keep_order_and_number_of_the_words() -> None:
    assert stems("Rad- und Fußwege, sichere!") == ["rad", "und", "fussweg", "sich"]


def test_a_text_without_words_has_no_stems() -> None:
    assert stems(" – … ") == []


def test_threads_that_stem_at_once_do_not_mix_their_words() -> None:
    words = [
        f"{start}{end}" for start in ("Haus", "Weg", "Schul", "Klima", "Fenst") for end in ("e", "en", "er", "ung")
    ]
    alone = {word: stem.__wrapped__(word) for word in words}
    with ThreadPoolExecutor(8) as threads:
        assert all(stemmed == alone[word] for word, stemmed in threads.map(both, words * 200))


def both(word: str) -> tuple[str, str]:
    return word, stem.__wrapped__(word)
