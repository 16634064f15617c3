"""Which indicator a series of a file is likely to be, and how a sheet is read as a person says."""

import pytest

from soesmart.core.refusals import Refused
from soesmart.methods.tables import Sheet, layout, read
from soesmart.strategy.delivery.guess import Measured, guess_uses
from soesmart.strategy.delivery.layout import Wish, relaid
from soesmart.strategy.delivery.mapping import Plan, Use, fits, layout_for, named

TOWN = [
    Measured(1, "ind-mob-1", "Radverkehrsanteil an allen Wegen", "%", code="MOB-1"),
    Measured(2, "ind-kul-3", "Öffentliche Grünfläche je Einwohner", "m²", code="KUL-3"),
    Measured(3, "ind-kul-1", "Digital zugängliche Kulturobjekte", "Anzahl", code="KUL-1"),
    Measured(4, "co2-total", "Treibhausgasausstoß der Gesamtstadt", "t CO2"),
    Measured(5, "co2-share", "Anteil Verkehr am Ausstoß", "%"),
]


def sheet(*rows: str) -> Sheet:
    return Sheet("Blatt", tuple(tuple(cell or None for cell in row.split(";")) for row in rows))


def guessed(*rows: str, districts: tuple[str, ...] = ()) -> dict[str, Use]:
    page = sheet(*rows)
    found = layout(page)
    assert found is not None
    return guess_uses(named(read(page, found)), TOWN, districts)


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("Radverkehrsanteil (%)", "ind-mob-1"),
        ("Anteil Radverkehr am Modal Split (%)", "ind-mob-1"),
        ("MOB-1 (%)", "ind-mob-1"),
        ("ind-kul-1", "ind-kul-1"),
        ("Kulturobjekte digital", "ind-kul-1"),
        ("Grünfläche je Einwohner (m²)", "ind-kul-3"),
        ("Einwohner", ""),
        ("Restabfall (kg)", ""),
        ("Radverkehrsanteil (kWh)", "ind-mob-1"),
    ],
)
def test_names_and_codes_lead_to_the_indicator(head: str, key: str) -> None:
    (use,) = guessed(f"Jahr;{head}", "2021;10", "2022;11", "2023;12").values()
    assert use.indicator == key


def test_labels_beside_the_name_are_sector_or_district() -> None:
    uses = guessed(
        "Kennzahl;Bereich;Jahr;Wert;Einheit",
        *(
            f"Treibhausgasausstoß der Gesamtstadt;{part};{year};{1000 + year};t"
            for part in ("Gesamt", "Verkehr und Transport", "Ostönnen")
            for year in range(2018, 2024)
        ),
        districts=("Ostönnen", "Meckingsen"),
    )
    found = [(use.indicator, use.sector, use.district, use.unit) for use in uses.values()]
    assert found == [
        ("co2-total", "", "", "t CO2"),
        ("co2-total", "Verkehr und Transport", "", "t CO2"),
        ("co2-total", "", "Ostönnen", "t CO2"),
    ]


def test_two_series_never_share_an_indicator() -> None:
    uses = guessed("Jahr;Radverkehrsanteil (%);Radverkehrsanteil neu (%)", "2021;10;11", "2022;11;12", "2023;12;13")
    assert sorted(use.indicator for use in uses.values()) == ["", "ind-mob-1"]


PAGE = sheet(
    "Bericht;;", "Stand 2025;;", "Jahr;Strom (MWh);Gas (MWh)", "2021;1.5;7", "2022;1.6;8", "2023;1.7;9", "2024;1.8;10"
)


def test_a_later_first_row_reads_less() -> None:
    guess = layout(PAGE)
    assert guess is not None
    wished = relaid(PAGE, Wish("rows", "a", 6), guess)
    assert [cell.year for cell in read(PAGE, wished)[0].cells] == [2023, 2024]


def test_years_may_stand_in_a_row() -> None:
    page = sheet("Kennzahl;2021;2022;2023", "Strom;1;2;3", "Gas;4;5;6")
    guess = layout(page)
    assert guess is not None
    wished = relaid(page, Wish("columns", "1", 3, "A"), guess)
    assert [one.name for one in read(page, wished)] == ["Gas"]


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish("rows", "B", 4), "year_at"),
        (Wish("rows", "1", 4), "year_at"),
        (Wish("rows", "ABC", 4), "year_at"),
        (Wish("rows", "A", 99), "first_row"),
        (Wish("rows", "A", 0), "first_row"),
        (Wish("columns", "1", 4), "year_at"),
        (Wish("columns", "A", 4), "year_at"),
        (Wish("columns", "77", 4), "year_at"),
        (Wish("long", "A", 4, "A, ?"), "labels"),
    ],
    ids=str,
)
def test_what_the_sheet_does_not_have_is_refused_at_its_field(wish: Wish, field: str) -> None:
    guess = layout(PAGE)
    assert guess is not None
    with pytest.raises(Refused) as refused:
        relaid(PAGE, wish, guess)
    assert refused.value.field == field


def test_a_plan_survives_being_kept_and_nonsense_is_none() -> None:
    guess = layout(PAGE)
    assert guess is not None
    plan = Plan("Blatt", guess.to_dict(), guess.to_dict(), {"Strom": Use("a", "MWh", found="MWh")})
    assert Plan.from_dict(plan.to_dict()) == plan
    assert [Plan.from_dict(kept) for kept in ({}, {"uses": 3}, {"sheet": "x", "layout": {}, "uses": {}})] == [None] * 3
    assert fits(plan, guess, {"Strom": Use(found="MWh")})
    assert not fits(plan, guess, {"Strom": Use(found="kWh")})
    assert not fits(plan, guess, {"Gas": Use(found="MWh")})


def test_a_corrected_layout_counts_for_the_next_file_that_looks_the_same() -> None:
    guess = layout(PAGE)
    assert guess is not None
    corrected = relaid(PAGE, Wish("rows", "A", 6), guess)
    plan = Plan("Blatt", guess.to_dict(), corrected.to_dict())
    longer = Sheet("Blatt", (*PAGE.rows, ("2025", "1.9", "11")))
    found = layout(longer)
    assert found is not None
    assert layout_for(plan, found).first_row == 6
    assert layout_for(plan, found).last_row == found.last_row


def test_read_as_a_person_says_names_keep_the_header_above_them() -> None:
    page = sheet(";Treibhausgase;", "Jahr;je Kopf (t);gesamt (t)", "2021;5,1;240", "2022;5,0;239", "2023;4,9;238")
    before = layout(page)
    assert before is not None
    used = relaid(page, Wish("rows", "A", 3), before)
    assert [column.name for column in used.columns] == ["Treibhausgase je Kopf", "Treibhausgase gesamt"]
