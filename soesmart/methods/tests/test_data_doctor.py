"""Each check of the data doctor by hand: the slip it is for, and what looks like it and is none."""

from decimal import Decimal

import pytest

from soesmart.methods.data_doctor import TITLES, Kind, Known, examine
from soesmart.methods.tests.made_tables import examined, found, series_of


def column(head: str, *values: str, start: int = 2015) -> str:
    """A table of years and one column."""
    return f"Jahr;{head}\n" + "\n".join(f"{start + place};{value}" for place, value in enumerate(values))


def test_a_jump_says_what_is_odd_and_what_is_meant() -> None:
    (finding,) = examined(column("Restmüll (t)", "4.700", "4.790", "48.200", "4.850", "4.910"))
    assert (finding.kind, finding.column, finding.row, finding.year) == (Kind.JUMP, "Restmüll (t)", 4, 2017)
    assert (
        finding.message == "2017: 48.200\N{NO-BREAK SPACE}t ist etwa das Zehnfache der Nachbarjahre (4.790 und 4.850)."
    )
    assert finding.suggestion == "Gemeint ist wohl 4.820."
    assert finding.proposed == Decimal(4820)


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        (("4.700", "4.790", "4.820", "4.850", "49.100"), [6]),  # the last year, only one neighbour
        (("47.000", "4.790", "4.820", "4.850", "4.910"), [2]),
        (("4.700", "4.790", "4.820.000", "4.850", "4.910"), [4]),
        (("4.700", "4.790", "48,2", "4.850", "4.910"), [4]),
        (("3", "5", "12", "18", "310", "55", "88", "130"), [6]),  # against the growth
        (("4.700", "4.790", "48.200", "48.500", "4.910", "4.950"), [4, 5]),  # back again after two years
        (
            ("4.700", "4.790", "4.820", "4.850", "49.100", "49.500", "49.900", "50.300"),
            [6],
        ),  # from here on another unit
    ],
)
def test_jumps_are_found_wherever_they_stand(values: tuple[str, ...], rows: list[int]) -> None:
    assert found(column("Restmüll (t)", *values)) == [("jump", "Restmüll (t)", row) for row in rows]


@pytest.mark.parametrize(
    "table",
    [
        column("PV-Anlagen", "12", "15", "40", "410", "980", "2.100"),  # steep, but never back
        column("PV-Leistung (MWp)", "0", "0,1", "8,4", "11,9", "15,2"),
        column("Besuche Museum", "52.300", "51.900", "54.100", "5.700", "6.900", "50.200", start=2017),  # closed doors
        column("Hitzetage", "3", "12", "1", "12", "4", "30", "2"),
        column("Wanderungssaldo", "12", "130", "11", "-14", "140", "13"),
        column("Veränderung zum Vorjahr (%)", "1,1", "11,2", "1,0", "1,2"),
        column("Dachbegrünungen kumuliert", "10", "21", "45", "88", "180", "377"),
    ],
)
def test_what_grows_or_falls_in_truth_is_no_jump(table: str) -> None:
    assert found(table) == []


@pytest.mark.parametrize(
    ("values", "raw", "meant"),
    [
        (("1.234,5", "1.240,1", "1,238.9", "1.250,0"), "1,238.9", "1238.9"),
        (("48,2", "47,9", "47.5", "46,8"), "47.5", "47.5"),
        (("1.234", "1.250", "1,310", "1.290"), "1,310", "1310"),  # read either way: the values beside it decide
    ],
)
def test_a_number_written_differently_is_found(values: tuple[str, ...], raw: str, meant: str) -> None:
    (finding,) = examined(column("Wert", *values))
    assert (finding.kind, finding.row) == (Kind.MIXED_NUMBER_STYLE, 2 + values.index(raw))
    assert finding.proposed == Decimal(meant)
    assert f"„{raw}“ ist englisch" in finding.message


def test_where_nobody_groups_digits_a_thousandth_is_told_as_both() -> None:
    assert found(column("Strom", "48100", "48213", "48,350", "48500")) == [
        ("mixed_number_style", "Strom", 4),
        ("jump", "Strom", 4),
    ]


def test_a_thousand_with_german_dots_is_a_jump_and_not_english() -> None:
    assert found(column("Gäste", "702", "688.000", "690", "671", "665")) == [("jump", "Gäste", 3)]


def test_columns_may_each_have_their_own_style() -> None:
    assert found("Jahr;Quote;Länge\n2019;1,2;51.571\n2020;1,4;51.572\n2021;1,9;51.58\n2022;1,5;51.59") == []


SUM = "Jahr;Strom;Gas;Gesamt\n2019;100,2;200,3;300,5\n2020;101,4;199,9;301,4\n2021;99,1;188,2;{}\n2022;98,0;187,1;285,1"


def test_parts_must_add_up_within_rounding() -> None:
    assert found(SUM.format("287,4")) == []
    (finding,) = examined(SUM.format("297,3"))
    assert (finding.kind, finding.column, finding.row) == (Kind.SUM_MISMATCH, "Gesamt", 4)
    assert finding.message == "2021: 297,3 steht da, die Teile (Strom und Gas) ergeben 287,3."
    assert finding.proposed == Decimal("287.3")


def test_a_total_that_never_was_the_sum_of_its_columns_is_none() -> None:
    assert found("Jahr;Strom;Gas;Gesamt\n2019;100;200;350\n2020;101;199;346\n2021;99;188;339\n2022;98;187;331") == []


def test_a_part_that_jumps_is_not_told_again_as_a_wrong_sum() -> None:
    table = "Jahr;Strom;Gas;Gesamt\n2019;1100;2200;3300\n2020;1101;21990;3300\n2021;1099;2188;3287\n2022;1098;2187;3285"
    assert found(table) == [("jump", "Gas", 3)]


def test_totals_stand_in_rows_columns_and_long_form() -> None:
    wide = "Sektor;2019;2020;2021;2022\nHaushalte;110;112;115;109\nGewerbe;210;205;207;199\nSumme;320;317;332;308"
    assert found(wide) == [("sum_mismatch", "2021", 4)]
    years = ((2019, 110, 210, 320), (2020, 112, 205, 317), (2021, 115, 207, 332), (2022, 109, 199, 308))
    long = "Jahr;Sektor;Wert\n" + "\n".join(
        f"{year};{sector};{value}"
        for year, *values in years
        for sector, value in zip(("Haushalte", "Gewerbe", "insgesamt"), values, strict=True)
    )
    assert found(long) == [("sum_mismatch", "Wert", 10)]
    places = (
        "Ortsteil;Haushalte;Pkw;Bäume\nKern;18.340;19.230;812\nAmpen;1.010;1.420;96\nStadt gesamt;19.350;20.950;908"
    )
    assert found(places) == [("sum_mismatch", "Pkw", 4)]


def test_shares_of_a_row_make_a_hundred() -> None:
    rows = ["2011;22,1;21,4;56,5", "2015;22,4;21,7;55,9", "2019;{};22,0;55,1", "2023;23,2;24,5;52,3"]
    table = "Jahr;Fuß (%);Rad (%);Auto (%)\n" + "\n".join(rows)
    assert found(table.format("22,9")) == []
    assert found(table.format("26,9")) == [("sum_mismatch", None, 4)]


HEADS = (
    "Jahr;Emissionen (t);Einwohner;t je {}\n"
    "2019;391.400;47.460;8,25\n2020;389.900;47.514;8,21\n2021;377.100;47.460;{}\n2022;361.200;47.206;7,65"
)


def test_figures_per_head_must_fit() -> None:
    assert found(HEADS.format("Einwohner", "7,95")) == []
    (finding,) = examined(HEADS.format("Einwohner", "9,75"))
    assert (finding.kind, finding.column, finding.row) == (Kind.PER_CAPITA_MISMATCH, "t je Einwohner", 4)
    assert "Emissionen 377.100\N{NO-BREAK SPACE}t bei 47.460 Einwohnern sind 7,95" in finding.message
    assert finding.proposed == Decimal("7.95")


def test_figures_per_thousand_heads_and_populations_of_another_day_fit_too() -> None:
    table = (
        "Jahr;Pkw;Einwohner;Pkw je 1.000 Einwohner\n"
        "2019;25.100;47.460;529\n2020;25.400;47.514;535\n2021;25.900;47.460;{}"
    )
    assert found(table.format("546")) == []
    assert found(table.format("646")) == [("per_capita_mismatch", "Pkw je 1.000 Einwohner", 4)]
    assert found(HEADS.format("Einwohner", "7,95").replace("47.460;8,25", "47.430;8,25")) == []


def test_the_town_knows_its_population() -> None:
    table = (
        "Jahr;Emissionen (t);t je Einwohner\n2019;391.400;8,25\n2020;389.900;8,21\n2021;377.100;9,75\n2022;361.200;7,65"
    )
    known = Known(population={2019: 47_460, 2020: 47_514, 2021: 47_460, 2022: 47_206})
    findings = examine(series_of(table), known={"t je Einwohner": known})
    assert [(finding.kind, finding.row) for finding in findings] == [(Kind.PER_CAPITA_MISMATCH, 4)]


@pytest.mark.parametrize(
    ("head", "good", "bad", "proposed"),
    [
        ("Recyclingquote (%)", ("61,2", "62,0", "100,0", "64,4"), "163,4", None),
        ("Anteil in %", ("12", "0", "13", "14"), "-13", Decimal(13)),
        ("Schüler", ("5.310", "5.288", "5.301", "5.390"), "-5.251", Decimal(5251)),
        ("Note im Fahrradklima-Test", ("3,6", "3,4", "4,1", "3,2"), "7,4", None),
    ],
)
def test_values_outside_the_possible_are_found(
    head: str, good: tuple[str, ...], bad: str, proposed: Decimal | None
) -> None:
    assert found(column(head, *good)) == []
    (finding,) = examined(column(head, *good, bad))
    assert (finding.kind, finding.column, finding.row) == (Kind.OUT_OF_RANGE, head, 6)
    assert finding.proposed == proposed


@pytest.mark.parametrize(
    "table",
    [
        column("Veränderung (%)", "-3,1", "104,2", "12,0", "-1,1"),
        column("Kostendeckungsgrad (%)", "98", "99", "101", "97"),
        column("Jahresergebnis (T€)", "1.200", "800", "-300", "400"),
        column("Mitteltemperatur (°C)", "0,4", "-0,2", "0,9", "1,1"),
    ],
)
def test_changes_balances_and_degrees_know_no_such_range(table: str) -> None:
    assert found(table) == []


def test_the_town_says_what_is_plausible() -> None:
    known = {"Wert": Known(unit="t", lowest=Decimal(10), highest=Decimal(20))}
    findings = examine(series_of(column("Wert", "12", "9", "21", "15")), known=known)
    assert [(finding.kind, finding.row) for finding in findings] == [(Kind.OUT_OF_RANGE, 3), (Kind.OUT_OF_RANGE, 4)]


def test_missing_and_double_years_are_found() -> None:
    assert found("Jahr;A\n2015;1,1\n2016;1,5\n2018;1,4\n2019;1,7\n2020;1,2") == [("missing_year", "Jahr", 4)]
    assert found("Jahr;A\n2020;1,1\n2019;1,5\n2018;1,4\n2016;1,7\n2015;1,2") == [("missing_year", "Jahr", 5)]
    assert found("Jahr;A\n2015;1,1\n2016;1,5\n2016;1,4\n2017;1,7\n2018;1,2") == [("duplicate_year", "Jahr", 4)]
    assert found("Zahl;2015;2016;2018;2019\nA;1,1;1,5;1,4;1,3") == [("missing_year", "2018", None)]
    assert found("Jahr;A\n2015;1,1\n2016;1,5\n2O17;1,4\n2018;1,7\n2019;1,2") == [
        ("out_of_range", "Jahr", 4),
        ("missing_year", "Jahr", 5),
    ]
    assert found("Jahr;A\n2015;1,1\n2016;1,5\n2017;1,4\n2018;1,7\n2091;1,2") == [("out_of_range", "Jahr", 6)]


def test_a_repeated_year_is_told_of_the_series_that_have_it_twice() -> None:
    table = "Jahr;A;B;C\n2015;1,1;31;7\n2016;1,5;33;{}\n2016;1,4;35;8\n2017;1,7;36;9\n2018;1,2;38;6"
    (row,) = examined(table.format("5"))
    assert (row.column, row.row) == ("Jahr", 4)
    assert "3 Werte: A, B und C" in row.message
    assert found(table.format("k. A.")) == [("duplicate_year", "A", 4), ("duplicate_year", "B", 4)]
    assert found("Jahr;A\n2015;1,1\n2016;\n2016;1,4\n2017;1,7\n2018;1,2") == []


def test_uneven_years_are_no_holes() -> None:
    assert found("Jahr;A\n1990;7,1\n2000;6,5\n2010;5,4\n2015;4,7\n2016;4,2\n2017;4,1\n2018;4,3") == []
    assert found("Jahr;A\n2018;7,1\n2012;6,5\n2015;5,4\n2013;4,7\n2016;4,2\n2014;3,9") == []  # a list, not a sequence
    assert found("Jahr;A\n2005;7,1\n2010;6,5\n2015;5,4\n2020;4,7\n2025;4,2") == []


def test_a_unit_in_a_cell_or_in_its_column_must_fit() -> None:
    (finding,) = examined(column("Restmüll", "4.820 t", "4.790 t", "4.870.000 kg", "4.610 t"))
    assert (finding.kind, finding.column, finding.row) == (Kind.UNIT_MISMATCH, "Restmüll", 4)
    assert finding.proposed == Decimal(4870)
    assert found(column("Verbrauch (kWh)", "4.820", "4.790 kWh", "4,87 MWh", "4.910")) == [
        ("unit_mismatch", "Verbrauch (kWh)", 4)
    ]
    long = "Kennzahl;Jahr;Wert;Einheit\n" + "\n".join(
        f"{name};{year};{value};{unit}"
        for name, unit, values in (("Strom", "MWh", (480, 470, 490)), ("Gas", "MWh", (900, 910, 880)))
        for year, value in zip((2019, 2020, 2021), values, strict=True)
    )
    assert found(long) == []
    assert found(long.replace("2020;910;MWh", "2020;910000;kWh")) == [("unit_mismatch", "Einheit", 6)]


def test_header_and_row_of_units_must_agree() -> None:
    table = "Jahr;Strom ({});Gas\n;MWh;MWh\n2019;480,1;900,2\n2020;470,3;910,4\n2021;490,2;880,1"
    assert found(table.format("MWh")) == []
    assert found(table.format("kWh")) == [("unit_mismatch", "Strom (kWh)", None)]


def test_a_share_among_percents_is_a_matter_of_unit() -> None:
    (finding,) = examined(column("Quote (%)", "61,2", "61,9", "0,62", "63,4", "64,1"))
    assert (finding.kind, finding.row, finding.proposed) == (Kind.UNIT_MISMATCH, 4, Decimal(62))


def test_a_column_in_another_unit_than_the_town_says_so_once() -> None:
    (finding,) = examine(
        series_of(column("Restmüll (kg)", "4.820", "4.790", "4.870")), known={"Restmüll": Known(unit="t")}
    )
    assert (finding.kind, finding.column, finding.row) == (Kind.UNIT_MISMATCH, "Restmüll (kg)", None)
    assert finding.suggestion == "Bitte mit 0,001 malnehmen."


def test_text_among_numbers_is_found_and_signs_for_no_value_are_not() -> None:
    values = ("4.820", "k. A.", "-", "siehe Anlage", ".", "4.790 r", "x", "ca. 4.500", "#DIV/0!", "4.610")
    assert found(column("Abfall", *values)) == [("not_a_number", "Abfall", 5), ("not_a_number", "Abfall", 10)]


def test_a_date_among_numbers_is_found_and_a_column_of_dates_is_none() -> None:
    values = ("7,1", "7,4", "08.05.2018", "7,9", "8,1")
    (finding,) = examined(column("Quote (%)", *values))
    assert (finding.kind, finding.row, finding.proposed) == (Kind.NOT_A_NUMBER, 4, None)
    assert "8,5" in finding.suggestion
    dates = "\n".join(f"{year};{year - 2000};30.06.{year}" for year in range(2018, 2022))
    assert found(f"Jahr;Wert;Stichtag\n{dates}\n2022;22;5") == []


def test_a_formula_without_a_result_is_told_as_one() -> None:
    (finding,) = examined(column("Abfall", "4.820", "4.790", "=B3+1", "4.610"))
    assert (finding.kind, finding.row) == (Kind.NOT_A_NUMBER, 4)
    assert "ohne Ergebnis" in finding.message


def test_a_year_that_repeats_the_last_is_told_once() -> None:
    table = "Jahr;Strom;Gas;Fläche\n" + "\n".join(
        ["2018;48.213;90.118;85,8", "2019;47.890;91.204;85,8", "2020;46.512;89.077;85,8", "2021;46.100;88.954;85,8"]
    )
    (finding,) = examined(f"{table}\n2022;46.100;88.954;85,8")
    assert (finding.kind, finding.column, finding.row, finding.year) == (Kind.REPEATED_YEAR, "Jahr", 6, 2022)
    assert found(f"{table}\n2022;46.100;87.021;85,8") == [("repeated_year", "Strom", 6)]
    assert found(table) == []


def test_small_numbers_and_rounded_ones_may_repeat() -> None:
    assert found(column("Schulen", "14", "14", "13", "13", "12", "12")) == []
    assert found(column("Quote (%)", "61,2", "61,2", "61,9", "62,0", "62,0")) == []
    assert found(column("Umsatz (€)", "81.000", "84.000", "84.000", "79.000", "83.000")) == []
    assert found(column("Wahlbeteiligung (%)", "0", "0", "0", "0", "0")) == []


def test_a_stored_value_is_a_neighbour_too() -> None:
    known = {
        "Strom": Known(
            stored={2022: Decimal("48213"), 2023: Decimal("47890"), 2021: Decimal("47100"), 2020: Decimal("46950")}
        )
    }
    assert [one.kind for one in examine(series_of("Jahr;Strom\n2024;476.210"), known=known)] == [Kind.JUMP]
    assert [one.kind for one in examine(series_of("Jahr;Strom\n2023;478.900"), known=known)] == [Kind.JUMP]
    assert [one.kind for one in examine(series_of("Jahr;Strom\n2024;47.890"), known=known)] == [Kind.REPEATED_YEAR]
    assert examine(series_of("Jahr;Strom\n2024;47.621"), known=known) == ()


def test_equal_columns_are_found_unless_chance_explains_them() -> None:
    rows = [(48_213, 90_118, 3), (47_890, 91_204, 4), (46_512, 89_077, 4), (46_100, 88_954, 5)]
    copied = "\n".join(f"{2018 + place};{a};{b};{c};{c};{a}" for place, (a, b, c) in enumerate(rows))
    assert found(f"Jahr;Strom;Gas;Kitas;Schulen;Wasser\n{copied}") == [("duplicate_column", "Wasser", None)]
    only_part = "\n".join(f"{2018 + place};{a};0;{a}" for place, (a, _, _) in enumerate(rows))
    assert found(f"Jahr;Strom;Öl;Gesamt\n{only_part}") == []


def test_enormous_and_tiny_numbers_break_nothing() -> None:
    assert found(column("Wert", "1E+300", "1,2E-300", "5", "7")) == [("not_a_number", "Wert", 2)]


def test_every_kind_has_a_title() -> None:
    assert set(TITLES) == set(Kind)
