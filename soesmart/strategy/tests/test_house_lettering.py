"""Words fit where they stand, and German words are divided where a reader divides them."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as some

from soesmart.core.vendor import FOLDER
from soesmart.strategy.house.lettering import letter, letter_terms
from soesmart.strategy.house.metrics import text_width


def lines(text: str, width: float) -> tuple[str, ...]:
    return letter(text, width, size=15, smallest=13, lines=3).lines


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Bildung", 140, ("Bildung",)),
        ("Stadtentwicklung", 100, ("Stadt-", "entwicklung")),
        ("Generationengerechtigkeit", 130, ("Generationen-", "gerechtigkeit")),
        ("Verwaltung & Beteiligung", 120, ("Verwaltung\N{NO-BREAK SPACE}&", "Beteiligung")),
        ("Soziales, Jugend & Gesundheit", 130, ("Soziales, Jugend\N{NO-BREAK SPACE}&", "Gesundheit")),
        ("Smart-City-Strategie", 90, ("Smart-City-", "Strategie")),
        ("Gemeinde\N{SOFT HYPHEN}finanzierung", 100, ("Gemeinde-", "finanzierung")),
    ],
)
def test_words_break_where_a_reader_expects_it(text: str, width: float, expected: tuple[str, ...]) -> None:
    assert lines(text, width) == expected


def test_letters_get_smaller_before_a_word_is_divided() -> None:
    name = letter("Stadtentwicklung", text_width("Stadtentwicklung", 14.5), size=15, smallest=13, lines=1)
    assert name.lines == ("Stadtentwicklung",)
    assert name.size < 15


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    assert lines("Natur, Landschaft, Gewässer, Landwirtschaft, Forst und Jagd", 90)[-1].endswith("…")


def test_terms_of_a_vision_are_not_torn_apart() -> None:
    terms = ("nachhaltig", "digital", "vernetzt", "lebendig", "attraktiv")
    carved = letter_terms(terms, 290, size=14.6, smallest=13.4)
    assert carved.lines == ("nachhaltig · digital · vernetzt", "lebendig · attraktiv")


@settings(max_examples=200, deadline=None)
@given(some.text(max_size=80), some.floats(40, 400))
def test_no_line_is_wider_than_its_place(text: str, width: float) -> None:
    fitted = letter(text, width, size=18, smallest=14, lines=2)
    assert len(fitted.lines) <= 2
    assert fitted.width <= width or fitted.lines == ("…",)


def test_the_table_of_widths_is_never_narrower_than_the_font() -> None:
    font = TTFont(FOLDER / "fira-sans" / "FiraSans-SemiBold.ttf")
    glyphs, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for character in "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜabcdefghijklmnopqrstuvwxyzäöüß0123456789 &·–-,.„“":
        real = advances[glyphs[ord(character)]][0] / em
        assert real <= text_width(character, 1) <= real + 0.021, character
