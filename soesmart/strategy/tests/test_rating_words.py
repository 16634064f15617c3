"""How a rating is said: numbers that decide, in the unit, and never so rounded that they seem to say the opposite."""

from decimal import Decimal
from fractions import Fraction

import pytest

from soesmart.methods.series import Point
from soesmart.methods.weather_symbols import Aim, Kind, weather
from soesmart.strategy.rating.words import Say, chance_percent, ratio_text, weather_sentence


def sentence(last: str, step: str, target: str, year: int, say: Say | None = None) -> str:
    """Of rule A for six values that end in 2024 with equal steps; less is better."""
    values = [Decimal(last) - Decimal(step) * back for back in range(5, -1, -1)]
    points = [Point(2019 + place, value) for place, value in enumerate(values)]
    return weather_sentence(weather(points, Aim(Kind.VALUE, "down", Decimal(target), year)), say or Say())


@pytest.mark.parametrize(
    ("change", "unit", "said"),
    [
        (Fraction(5, 2), "t", "+2,50\u202ft im Jahr"),
        (Fraction(-1, 4), "%", "−0,25\u00a0Prozentpunkte im Jahr"),
        (Fraction(1, 3), "% gegenüber 2015", "+0,33\u00a0Prozentpunkte im Jahr"),
        (Fraction(2), "ha je Jahr", "+2,00\u202fha im Jahr"),
        (Fraction(2), "je Jahr", "+2,00 im Jahr"),
        (Fraction(0), "t", "0,00\u202ft im Jahr"),
        (Fraction(1, 3000), "t", "+0,0003\u202ft im Jahr"),
    ],
)
def test_a_change_has_a_sign_and_its_unit(change: Fraction, unit: str, said: str) -> None:
    assert Say(0, unit).change(change) == said


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("-1.9", "noch 5,0\u202f%; bis zu 5"),
        ("-1.8998", "noch 5,010\u202f%."),
        ("-1.8999999", "noch 5,0000050\u202f%."),
        ("-1.6", "noch 20,0\u202f%."),
        ("-1.5999", "noch 20,005\u202f%."),
        ("-1", "noch 50,0\u202f%."),
    ],
)
def test_a_share_beside_a_threshold_does_not_look_like_it(step: str, said: str) -> None:
    assert said in sentence("10", step, "0", 2029)


def test_a_projection_that_misses_does_not_look_like_the_target() -> None:
    assert "bei 0,4 statt 0;" in sentence("10", "-1.92", "0", 2029)


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (Fraction(3, 4), "0,75"),
        (Fraction(95, 100), "0,95"),
        (Fraction(9499, 10_000), "0,9499"),
        (Fraction(-1, 1000), "−0,0010"),
        (0.9499999999999999, "0,95"),
        (Fraction(10**30), "1.000.000.000.000.000.000.000.000.000.000,00"),
    ],
)
def test_a_ratio_beside_a_threshold_does_not_look_like_it(ratio: Fraction | float, said: str) -> None:
    assert ratio_text(ratio) == said


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "unter 1\u202f%"),
        (0.0099, "unter 1\u202f%"),
        (0.01, "1\u202f%"),
        (0.4999, "49\u202f%"),
        (0.99, "99\u202f%"),
        (0.991, "über 99\u202f%"),
        (1.0, "über 99\u202f%"),
        (None, ""),
    ],
)
def test_a_chance_is_never_said_to_be_nothing_or_certain(chance: float | None, said: str) -> None:
    assert chance_percent(chance) == said
