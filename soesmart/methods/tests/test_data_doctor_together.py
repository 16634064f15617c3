"""Slips that stand together in one table, English heads, copies that must be told from their originals, lists."""

import pytest

from soesmart.methods.tests.made_tables import found

YEARS = range(2015, 2025)
STROM = (48_213, 47_890, 46_512, 46_130, 45_871, 43_020, 44_117, 42_960, 42_218, 41_730)
GAS = (90_118, 91_204, 89_077, 88_954, 87_213, 85_660, 86_402, 84_119, 81_933, 80_270)
SUM = tuple(one + other for one, other in zip(STROM, GAS, strict=True))
PEOPLE = (47_410, 47_460, 47_514, 47_490, 47_206, 47_350, 47_602, 47_811, 48_004, 48_117)


def table(heads: str, *columns: tuple[object, ...]) -> str:
    rows = [";".join(map(str, (year, *values))) for year, *values in zip(YEARS, *columns, strict=True)]
    return "\n".join([heads, *rows])


def changed(column: tuple[object, ...], **values: object) -> tuple[object, ...]:
    """changed(STROM, at3=5): with another value in the row of that number, from 0."""
    return tuple(values.get(f"at{place}", value) for place, value in enumerate(column))


def per_head(scale: int = 1) -> tuple[object, ...]:
    return tuple(f"{scale * one / other:.2f}".replace(".", ",") for one, other in zip(SUM, PEOPLE, strict=True))


@pytest.mark.parametrize("head", ["MWh per inhabitant", "MWh per head", "Energy per capita (MWh)", "MWh/resident"])
def test_figures_per_head_are_known_by_their_english_names(head: str) -> None:
    heads = f"Year;Total energy (MWh);Population;{head}"
    assert found(table(heads, SUM, PEOPLE, per_head())) == []
    assert found(table(heads, SUM, PEOPLE, changed(per_head(), at4="3,90"))) == [("per_capita_mismatch", head, 6)]
    thousand = "Year;Total;Population;Total per 1,000 inhabitants"
    assert found(table(thousand, SUM, PEOPLE, changed(per_head(1000), at4="3900"))) == [
        ("per_capita_mismatch", "Total per 1,000 inhabitants", 6)
    ]


def test_english_balances_may_be_negative() -> None:
    net = (120, 310, -45, 88, 12, 240, 95, 133, 61, 20)
    assert found(table("Year;Net migration", net)) == []
    assert found(table("Year;Births", net)) == [("out_of_range", "Births", 4)]


@pytest.mark.parametrize(
    ("heads", "columns", "copy"),
    [
        (
            "Jahr;Besuche;Strom (t);Gas (t);Gesamt (t)",
            (STROM, STROM, GAS, SUM),
            "Besuche",
        ),  # Strom is a part of what adds up
        ("Jahr;Strom;Gas;Gesamt;Besuche", (STROM, GAS, SUM, STROM), "Besuche"),
        ("Jahr;Strom;Gas;Gesamt;Besuche", (PEOPLE, GAS, SUM, PEOPLE), "Strom"),  # the sum has lost this part
        ("Jahr;Strom;Gas;Gesamt", (SUM, GAS, SUM), "Strom"),
        ("Jahr;Gas;Strom;Gesamt", (GAS, STROM, STROM), "Gesamt"),  # less than its parts
        ("Jahr;Quote (%);Besuche", (PEOPLE, PEOPLE), "Quote (%)"),
        ("Jahr;Besuche;Bücher", (PEOPLE, PEOPLE), "Bücher"),  # nothing tells: the later one
    ],
)
def test_the_copy_is_the_column_that_fits_the_table_worse(
    heads: str, columns: tuple[tuple[int, ...], ...], copy: str
) -> None:
    assert found(table(heads, *columns)) == [("duplicate_column", copy, None)]


def test_a_copied_column_with_another_slip_is_told_with_both() -> None:
    slipped = changed(STROM, at6=441_170)
    assert sorted(found(table("Jahr;Strom;Gas;Kopie", STROM, GAS, slipped)), key=str) == [
        ("duplicate_column", "Kopie", None),
        ("jump", "Kopie", 8),
    ]
    one_part_until_now = table("Jahr;Strom;Öl;Gesamt", STROM, (0,) * 9 + (500,), (*STROM[:-1], STROM[-1] + 500))
    assert found(one_part_until_now) == []


def test_several_jumps_of_a_column_are_all_found() -> None:
    assert found(table("Jahr;Strom", changed(STROM, at0=482_130, at5=43_020_000, at9=417_300))) == [
        ("jump", "Strom", 2),
        ("jump", "Strom", 7),
        ("jump", "Strom", 11),
    ]


def test_three_slips_in_neighbouring_rows_are_three_findings() -> None:
    grouped = tuple(f"{value:,}".replace(",", ".") for value in SUM)
    total = changed(grouped, at3="135,084", at4="1.330.840", at5="138.680")
    assert found(table("Jahr;Strom;Gas;Gesamt", STROM, GAS, total)) == [
        ("mixed_number_style", "Gesamt", 5),
        ("jump", "Gesamt", 6),
        ("sum_mismatch", "Gesamt", 7),
    ]


def test_doors_closed_by_the_pandemic_hide_no_slip_of_other_years() -> None:
    visits = (182_445, 191_872, 191_162, 184_030, 189_924, 66_577, 83_377, 184_164, 194_504, 193_453)
    assert found(table("Year;Bus passengers", visits)) == []
    assert found(table("Year;Bus passengers", changed(visits, at9=1_934_530))) == [("jump", "Bus passengers", 11)]


def test_what_a_repeated_year_repeats_is_told_once() -> None:
    strom, gas = changed(STROM, at4=458_710, at5=458_710), changed(GAS, at5=GAS[4])
    people = changed(PEOPLE, at5=PEOPLE[4])
    assert found(table("Jahr;Strom;Gas;Einwohner", strom, gas, people)) == [
        ("jump", "Strom", 6),
        ("repeated_year", "Jahr", 7),
    ]


def test_both_signs_between_digits_of_one_column_are_a_matter_of_style() -> None:
    values = [f"{value:,}".replace(",", "," if place in (1, 4, 5, 8) else ".") for place, value in enumerate(STROM)]
    assert found(table("Jahr;Strom", tuple(values))) == [("mixed_number_style", "Strom", row) for row in (3, 6, 7, 10)]


def test_a_long_number_among_short_ones_has_no_other_style() -> None:
    assert found(table("Year;PV systems", (120, 180, 260, 333, 410, 520, 640, 790, 910, "1,201"))) == []


def test_a_slipped_point_in_a_list_of_places_is_found() -> None:
    rows = [("Altstadt", "212,4"), ("Nord", "198,0"), ("Süd", "{}"), ("West", "187,3"), ("Ost", "201,9"),
            ("Ampen", "176,2"), ("Deiringsen", "190,8"), ("Paradiese", "183,1")]  # fmt: skip
    listed = "Ortsteil;Restmüll je Einwohner (kg)\n" + "\n".join(f"{name};{value}" for name, value in rows)
    assert found(listed.format("205,5")) == []
    assert found(listed.format("2.055,0")) == [("jump", "Restmüll je Einwohner (kg)", 4)]
    total = "Ortsteil;Pkw\n" + "\n".join(f"O{place};{410 + place}" for place in range(10)) + "\nalle Orte;4145"
    assert found(total) == []


def test_an_impossible_value_is_told_although_the_next_year_repeats_it() -> None:
    share = ("61,2", "62,0", "62,9", "63,1", "64,4", "65,0", "65,3", "66,8", "112,4", "112,4")
    strom, gas = changed(STROM, at9=STROM[8]), changed(GAS, at9=GAS[8])
    assert found(table("Jahr;Strom;Gas;Anteil (%)", strom, gas, share)) == [
        ("out_of_range", "Anteil (%)", 10),
        ("repeated_year", "Jahr", 11),
    ]
