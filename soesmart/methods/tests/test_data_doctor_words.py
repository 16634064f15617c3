"""What the data doctor proposes follows from the number that stands in the cell, and only where it can be meant."""

from decimal import Decimal

import pytest

from soesmart.methods.data_doctor import Known, examine
from soesmart.methods.tests.made_tables import examined, series_of


def column(head: str, *values: str) -> str:
    return f"Jahr;{head}\n" + "\n".join(f"{2019 + place};{value}" for place, value in enumerate(values))


def test_a_minus_and_a_slip_are_one_finding_with_one_proposal() -> None:
    (finding,) = examined(column("Versiegelte Fläche (ha)", "5,1", "5,2", "5,0", "4,9", "5,1", "5,2", "-50"))
    assert (finding.proposed, finding.suggestion) == (Decimal(5), "Gemeint ist wohl 5.")
    assert "−50" in finding.message
    assert "kleiner als null" in finding.message


def test_a_number_written_out_is_not_taken_for_a_slipped_decimal_sign() -> None:
    (finding,) = examined(column("Fläche (ha)", "3,6", "3,65", "3,68", "3,7", "3.700,5", "3,72"))
    assert (finding.kind, finding.proposed) == ("jump", None)
    assert "3,7005" not in finding.suggestion


def test_a_number_written_out_may_have_slipped_where_all_have_its_places() -> None:
    (finding,) = examined(column("Fläche (ha)", "1.600,5", "1.610,5", "16.155,0", "1.620,5", "1.700,5"))
    assert finding.proposed == Decimal("1615.5")


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-inf", "Infinity"])
def test_what_a_program_could_not_compute_is_no_empty_cell(text: str) -> None:
    (finding,) = examined(column("Fläche (ha)", "3600", "3650", text, "3680", "3720"))
    assert (finding.kind, finding.row) == ("not_a_number", 4)


def test_the_range_is_told_of_the_number_that_stands_there() -> None:
    series = series_of(column("Fläche (ha)", "510", "520", "500", "490", "5.100", "520"))
    told = examine(series, known={series[0].name: Known(unit="ha", highest=Decimal(480))})
    words = [finding.message for finding in told if finding.row == 6]
    assert len(words) == 2
    assert all("2023: 5.100" in message for message in words)
