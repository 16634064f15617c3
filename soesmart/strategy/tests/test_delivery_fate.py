"""What becomes of a delivered value beside the stored one."""

from decimal import Decimal

import pytest

from soesmart.strategy.delivery.fate import Fate, Stored, fate, fitting

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


@pytest.mark.parametrize("odd", [None, Decimal("NaN"), Decimal("Infinity"), Decimal(10) ** 12])
def test_what_the_column_cannot_hold_fits_not(odd: Decimal | None) -> None:
    assert fitting(odd) is None


def test_a_value_is_kept_to_six_places() -> None:
    assert fitting(Decimal("0.12345678")) == Decimal("0.123457")
