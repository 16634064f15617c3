"""What becomes of a delivered value beside the stored one."""

from datetime import date
from decimal import Decimal

import pytest

from soesmart.strategy.delivery.fate import Fate, Slot, Stored, fate, fitting
from soesmart.strategy.delivery.leap import leap
from soesmart.strategy.models import DeliveredValue
from soesmart.strategy.services.deliveries.settling import news

ONE, TWO = Decimal("1.50"), Decimal(2)


def test_the_first_value_of_a_time_is_new() -> None:
    assert fate(ONE, "provisional", False, None) == Fate(False, False, "provisional")


@pytest.mark.parametrize(
    ("delivered", "stored"),
    [("measured", "measured"), ("measured", "revised"), ("revised", "measured"), ("provisional", "measured"),
     ("estimated", "revised"), ("estimated", "provisional")],
)  # fmt: skip
def test_the_same_number_that_is_not_surer_is_known(delivered: str, stored: str) -> None:
    assert fate(ONE, delivered, False, Stored(Decimal("1.5"), stored)) == Fate(True, False, stored)


@pytest.mark.parametrize("stored", ["estimated", "provisional"])
def test_the_same_number_that_became_sure_is_stored_again(stored: str) -> None:
    assert fate(ONE, "measured", False, Stored(ONE, stored)) == Fate(False, True, "measured")


@pytest.mark.parametrize(
    ("delivered", "stored", "becomes"),
    [("measured", "measured", "revised"), ("measured", "revised", "revised"), ("measured", "estimated", "measured"),
     ("provisional", "measured", "provisional"), ("revised", "provisional", "revised")],
)  # fmt: skip
def test_another_number_replaces_the_stored_one(delivered: str, stored: str, becomes: str) -> None:
    assert fate(TWO, delivered, False, Stored(ONE, stored)) == Fate(False, True, becomes)


def test_a_break_that_was_not_told_before_is_news() -> None:
    assert not fate(ONE, "measured", True, Stored(ONE, "measured")).is_known
    assert fate(ONE, "measured", False, Stored(ONE, "measured", has_break=True)).is_known


@pytest.mark.parametrize("value", [ONE, TWO])
def test_what_takes_the_place_of_an_example_is_new_and_no_correction(value: Decimal) -> None:
    example = Stored(ONE, "measured", invented=True)
    assert fate(value, "measured", False, example) == Fate(False, False, "measured")
    assert fate(value, "measured", False, example, invented=True) == fate(
        value, "measured", False, Stored(ONE, "measured")
    )


@pytest.mark.parametrize("odd", [None, Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 12])
def test_what_the_column_cannot_hold_fits_not(odd: Decimal | None) -> None:
    assert fitting(odd) is None


def test_a_value_is_kept_to_six_places() -> None:
    assert fitting(Decimal("0.12345678")) == Decimal("0.123457")


@pytest.mark.parametrize(
    ("delivered", "is_news"),
    [
        ((1, 2026, None, ""), True),
        ((1, 2024, None, ""), False),  # a correction
        ((1, 2023, None, ""), False),  # a gap that is filled
        ((1, 2025, date(2025, 6, 30), ""), True),
        ((1, 2025, date(2025, 3, 31), ""), False),
        ((1, 2025, None, ""), False),  # a day of that year is known
        ((1, 2020, None, "Nord"), True),  # the first value of its part
        ((2, 2020, None, ""), True),
    ],
)
def test_only_a_value_newer_than_all_of_its_part_is_the_one_that_was_due(
    delivered: tuple[int, int, date | None, str], is_news: bool
) -> None:
    one = Stored(ONE, "measured")
    stored = {Slot(1, 2024, None, "", "", ""): one, Slot(1, 2025, date(2025, 3, 31), "", "", ""): one}
    indicator, year, day, district = delivered
    value = DeliveredValue(indicator_id=indicator, year=year, day=day, district=district)
    assert news([value], stored) == ({indicator} if is_news else set())
    value.is_left_out = True
    assert news([value], stored) == set()


GROWING = {year: Decimal(value) for year, value in ((2021, 480), (2022, 900), (2023, 1700), (2024, 2600), (2025, 3600))}


@pytest.mark.parametrize(
    ("year", "value", "text"),
    [
        (2026, "39000", "2026: 39.000 ist etwa das 11-Fache des Wertes von 2025 (3.600)."),
        (2026, "390", "2026: 390 ist etwa der 9. Teil des Wertes von 2025 (3.600)."),
        (2026, "4900", None),
        (2026, "0", None),
        (2025, "4100", None),  # its own year does not count
    ],
)
def test_a_typed_value_far_from_its_neighbour_is_asked_about(year: int, value: str, text: str | None) -> None:
    found = leap("Objekte", year, Decimal(value), GROWING)
    assert (found.message if found else None) == text
    assert leap("Objekte", year, Decimal(value), {}) is None
