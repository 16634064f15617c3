"""A report is put together from what was known, and what is stored of it says all of it."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from openpyxl import load_workbook

from soesmart.strategy.reports.compose import compose
from soesmart.strategy.reports.measured import RatingPart, StatusPart
from soesmart.strategy.reports.rated import indicator_part
from soesmart.strategy.reports.stored import from_json, to_json
from soesmart.strategy.reports.words import ahead_rows, chance_sentence, method_words, needed_sentence, past_symbols
from soesmart.strategy.reports.workbook import workbook
from soesmart.strategy.tests.reporting import BIKES, goal, indicator, material, strategy, value

REVISED = datetime(2025, 9, 1, tzinfo=UTC)


def test_what_is_stored_reads_back_as_what_it_was() -> None:
    content = compose(material())
    assert from_json(json.loads(json.dumps(to_json(content)))) == content


def test_a_report_stored_before_a_part_was_added_still_reads() -> None:
    stored = to_json(compose(material()))
    del stored["chapters"][0]["frame"]
    assert from_json(stored).chapters[0].frame == ()


def test_each_goal_carries_values_target_rating_and_forecast() -> None:
    first, second = compose(material()).goals
    assert first.indicator is not None
    assert [str(one.value) for one in first.indicator.values][-1] == "20"
    assert first.indicator.target is not None
    assert first.indicator.target.value == 22
    assert first.indicator.rating.symbol == "sun"
    assert first.indicator.rating.chance is not None
    assert [step.year for step in first.indicator.rating.forecast] == [2026, 2027, 2028, 2029, 2030]
    assert [status.year for status in first.indicator.rating.history] == list(range(2015, 2026))
    assert second.indicator is None


def test_the_frame_has_all_eighteen_fields_and_says_where_nothing_is_known() -> None:
    content = compose(material())
    assert [part.number for part in content.frame] == list(range(1, 19))
    assert (len(content.steering), len(content.thematic)) == (9, 9)
    by_number = {part.number: part for part in content.frame}
    assert by_number[7].text == "Fair gekauft"
    assert by_number[9].facts == ("1 Pilotprojekt: 1 gestartet.",)
    assert by_number[12].goals == ("MOB-1",)
    assert by_number[11].measurements == ("luft",)
    assert by_number[3].facts == ("1 von 2 Zielen haben eine Kennzahl, 1 davon tragen ein Wettersymbol.",)
    assert by_number[18].is_empty


def test_a_value_that_the_last_report_printed_otherwise_is_named_with_old_and_new() -> None:
    last = compose(material(year=2024))
    newer = indicator(*BIKES.values, value(2024, "18.5", REVISED, note="neu gezählt"), target="22")
    content = compose(material(last=last, strategy=strategy(goal("MOB-1", "Mehr Wege mit dem Rad", newer))))
    (found,) = content.revisions
    assert (found.goal, found.year, str(found.old), str(found.new)) == ("MOB-1", 2024, "19", "18.5")
    assert (found.recorded_on, found.note, content.compared_year) == ("2025-09-01", "neu gezählt", 2024)
    assert method_words(content)["revisions"][0][2:4] == ["19,0\u202f%", "18,5\u202f%"]


def test_without_a_last_report_corrections_of_its_year_are_named_and_older_ones_are_not() -> None:
    before = datetime(2024, 12, 31, 22, tzinfo=UTC)
    rows = [
        value(2023, "1"),
        value(2023, "2", before),
        value(2024, "3"),
        value(2024, "4", REVISED),
        value(2025, "5", REVISED),
    ]
    content = compose(material(strategy=strategy(goal("MOB-1", "Rad", indicator(*rows, target="22")))))
    assert [(one.year, str(one.old), str(one.new)) for one in content.revisions] == [(2024, "3", "4")]


def test_sources_are_counted_without_what_was_invented() -> None:
    rows = [
        value(2023, "1"),
        value(2024, "2", source_name="Zensus", licence="dl-de/by-2-0"),
        value(2025, "3", invented=True),
    ]
    content = compose(material(measurements=(), strategy=strategy(goal("MOB-1", "Rad", indicator(*rows)))))
    assert [(one.name, one.licence, one.values) for one in content.sources] == [
        ("Zensus", "dl-de/by-2-0", 1),
        ("stadt.example", "", 1),
    ]
    assert (method_words(content)["invented"], method_words(content)["values"]) == (1, 3)


def test_a_chance_is_never_said_to_be_nothing_or_certain() -> None:
    part = indicator_part(BIKES)
    said = {chance: chance_sentence(with_chance(part.rating, chance), part.target) for chance in (0, 46, 100, None)}
    assert "(unter 1\u202f%)" in said[0]
    assert "(46\u202f%)" in said[46]
    assert "(über 99\u202f%)" in said[100]
    assert said[None] == ""


def with_chance(rating: RatingPart, chance: int | None) -> RatingPart:
    return replace(rating, chance=chance)


def test_below_the_values_stand_forecast_and_target() -> None:
    rows = ahead_rows(indicator_part(BIKES))
    assert [(row["year"], row["kind"].split()[0]) for row in rows] == [("2030", "Prognose"), ("2030", "Zielwert")]


def test_symbols_of_the_past_are_told_in_spans_of_years() -> None:
    years = [(2016, "", ""), (2017, "sun", "Sonne"), (2018, "sun", "Sonne"), (2019, "storm", "Gewitter")]
    history = [StatusPart(year, symbol, label, "") for year, symbol, label in years]
    assert past_symbols(history) == "2017 bis 2018 Sonne, 2019 Gewitter"
    assert past_symbols(history[:2]) == ""


def test_the_change_that_is_needed_is_said_until_the_target_is_reached() -> None:
    assert needed_sentence(indicator_part(BIKES)).startswith("Nötig wären ab jetzt +0,4")
    assert needed_sentence(indicator_part(indicator(*BIKES.values, target="15"))) == ""


def test_the_workbook_has_all_numbers() -> None:
    content = compose(material())
    book = load_workbook(io.BytesIO(workbook(content)))
    assert book.sheetnames == [
        "Ziele", "Werte", "Zielwerte", "Bewertungen", "Berichtsrahmen", "Pilotprojekte", "Revisionen",
    ]  # fmt: skip
    values = [(row[3], Decimal(str(row[4]))) for row in book["Werte"].iter_rows(min_row=2, values_only=True)]
    assert values == [(one.year, one.value) for _, own in content.indicators for one in own.values]
    forecasts = [row for row in book["Bewertungen"].iter_rows(min_row=2, values_only=True) if row[4] == "Prognose"]
    assert [row[3] for row in forecasts[:5]] == [2026, 2027, 2028, 2029, 2030]
    assert [row[1].value for row in list(book["Berichtsrahmen"].rows)[1:]][17] == "Globale Verantwortung und Eine Welt"
    assert [cell.value for cell in book["Pilotprojekte"][2]] == ["1", "Leuchten am Radweg"]


def test_the_office_reads_its_own_words_at_their_places() -> None:
    content = compose(material())
    assert content.foreword.startswith("Liebe Leute")
    assert content.fields[0].text == "Neue Wege"
    assert date.fromisoformat(content.known_on) == date(2026, 3, 1)
