"""What cannot be a table changes nothing, and says what to do."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

import pytest
from openpyxl import Workbook

from soesmart.accounts.models import Person
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import DataSource, Delivery, IndicatorValue
from soesmart.strategy.rules import DeliveryState, SourceKind
from soesmart.strategy.services.deliveries import MOST_BYTES, approve, check, receive
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.tests.delivering import confirm
from soesmart.strategy.tests.drafting import ACTOR


def workbook(*sheets: tuple[str, Iterable[Iterable[object]]]) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def bomb() -> bytes:
    """A package that grows to 100 MB when it is unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 100_000_000)
    return buffer.getvalue()


GOOD = workbook(("Werte", [["Jahr", "Strom (MWh)"], *([year, 40.5 + year % 7] for year in range(2015, 2025))]))
BROKEN = {
    "empty": b"",
    "blank": b"\n\n;;\n",
    "binary": bytes(range(256)) * 40,
    "truncated": GOOD[: len(GOOD) // 2],
    "no workbook": b"PK\x03\x04" + b"\x00" * 200,
    "bomb": bomb(),
    "words only": b"Sehr geehrte Damen und Herren,\nanbei die Zahlen.\n",
    "no years": b"Schule;Kinder\nAldegrever;512\nBurg;430\n",
    "too big": b"Jahr;Wert\n" + b"2020;1\n" * (MOST_BYTES // 7 + 1),
}


def take_in(town: Municipality, person: Person, content: bytes, at: datetime, name: str = "werte.xlsx") -> Delivery:
    return receive(
        actor=person, municipality=town, name=name, kind=SourceKind.UPLOAD, content=content, at=at, delivered_by=person
    )


@pytest.mark.parametrize("what", list(BROKEN))
def test_a_broken_file_changes_nothing(what: str, in_soest: Municipality, bernd: Person, at: datetime) -> None:
    with pytest.raises(Refused) as refused:
        take_in(in_soest, bernd, BROKEN[what], at)
    assert refused.value.field == "file"
    assert refused.value.text.endswith(".")
    assert not Delivery.objects.exists()


def test_the_sheet_with_years_is_found(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    content = workbook(
        ("Hinweise", [["Bitte nur das zweite Blatt lesen."]]),
        ("Daten", [["Jahr", "Strom (MWh)"], *([year, 40 + year % 7] for year in range(2015, 2025))]),
    )
    delivery = take_in(in_soest, bernd, content, at)
    assert delivery.state == DeliveryState.MAPPING
    assert delivery.mapping["sheet"] == "Daten"
    assert delivery.mapping["file"]["sheets"] == ["Hinweise", "Daten"]


def test_a_table_that_is_too_wide_or_says_too_much_is_refused(
    in_soest: Municipality, bernd: Person, at: datetime
) -> None:
    wide = "Jahr;" + ";".join(f"Reihe {number}" for number in range(250)) + "\n"
    wide += "".join(f"{year};" + ";".join("5" * 250) + "\n" for year in range(2015, 2025))
    with pytest.raises(Refused, match="zu breit"):
        take_in(in_soest, bernd, wide.encode(), at, "breit.csv")
    long = "Kennzahl;Jahr;Wert\n"
    long += "".join(f"Reihe {number};{year};{number + year}\n" for number in range(151) for year in range(2015, 2025))
    with pytest.raises(Refused, match="151 verschiedene Reihen"):
        take_in(in_soest, bernd, long.encode(), at, "lang.csv")


def test_a_known_workbook_with_one_year_more_on_a_renamed_sheet_is_checked_at_once(
    in_soest: Municipality, bernd: Person, at: datetime
) -> None:
    add_indicator(actor=ACTOR, municipality=in_soest, text=IndicatorText("STROM", "Stromverbrauch", "MWh"), at=at)

    def book(last: int) -> bytes:
        years = list(range(2018, last + 1))
        rows = [
            ["Kennzahl", "Einheit", *years],
            ["Stromverbrauch", "kWh", *(48_100 - 97 * year % 700 for year in years)],
        ]
        return workbook(("Deckblatt", [["Stadtwerke"]]), (f"Stand {last}", rows))

    first = confirm(take_in(in_soest, bernd, book(2023), at), bernd, at, remember_as="Stadtwerke")
    assert check(delivery=first.pk, at=at)
    approve(actor=bernd, delivery=first.pk, at=at)
    source = DataSource.objects.get()
    following = receive(
        actor=bernd, municipality=in_soest, name="neu.xlsx", kind=SourceKind.UPLOAD, content=book(2024), at=at,
        source=source, delivered_by=bernd,
    )  # fmt: skip
    assert following.state == DeliveryState.CHECKING
    assert check(delivery=following.pk, at=at)
    approve(actor=bernd, delivery=following.pk, at=at)
    assert list(IndicatorValue.objects.filter(delivery=following).values_list("year", flat=True)) == [2024]
