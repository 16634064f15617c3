"""What pages show of a forecast stays where an indicator can go, and pages say where forecast and rules differ."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from soesmart.core.numbers import NARROW_SPACE
from soesmart.methods.student_t import cdf
from soesmart.strategy.queries.measured import IndicatorView, TargetView, ValueView
from soesmart.strategy.queries.sheet import Sheet
from soesmart.strategy.rating.assessment import Assessment, assess
from soesmart.strategy.rating.plot import plot
from soesmart.strategy.rating.words import Say
from soesmart.strategy.sheet.decision import plan
from soesmart.strategy.sheet.plot import plot_plan
from soesmart.strategy.sheet.words import Words
from soesmart.strategy.views.calculation import rules_of
from soesmart.strategy.views.forecast_words import Tables
from soesmart.strategy.views.verdicts import Verdicts


def assessed(
    *values: str, direction: str = "up", unit: str = "%", target: str = "100", year: int | None = 2030, **more: Any
) -> Assessment:
    """A value a year from 2020 on."""
    at = datetime(2025, 1, 1, tzinfo=UTC)
    rows = tuple(
        ValueView(2020 + place, Decimal(value), "measured", False, "", "", False, at)
        for place, value in enumerate(values)
    )
    aim = TargetView(Decimal(target), year, "", "", "", "", False)
    return assess(IndicatorView("key", "Name", unit, 0, direction, "", "", None, "", "", False, aim, rows, **more))


SCHOOLS = ("8", "25", "42", "67", "92")


def test_a_share_is_shown_up_to_a_hundred_percent_and_its_chance_is_not_cut() -> None:
    found = assessed(*SCHOOLS)
    assert found.steps[-1].value > 140
    assert (found.shown[-1].value, found.shown[-1].high80, found.is_cut) == (100, 100, True)
    assert found.forecast is not None
    assert found.chance == found.forecast.chance("up", Decimal(100), 2030)
    drawn = plot(found)
    assert drawn is not None
    assert max(band.high for band in (*drawn.band, *drawn.inner_band)) == 100
    assert f"2030 etwa 100{NARROW_SPACE}%" in Verdicts(found).forecast()
    without = plan(found, (), overlap=20, this_year=2025)
    assert without.last is not None
    assert (without.last.middle, without.last.high80, without.missing) == (100, 100, None)
    assert without.chance == found.chance


def test_the_sheet_draws_the_path_of_the_goal_page() -> None:
    found = assessed("10", "20", "25", "40", "50", unit="MW", target="105")
    rows = tuple(replace(value, is_baseline=value.year == 2022) for value in found.indicator.values)
    found = assess(replace(found.indicator, values=rows))
    words = Words(cast("Sheet", SimpleNamespace(assessment=found)))
    nothing = plan(found, (), overlap=20, this_year=2025)
    on_page, on_sheet = plot(found), plot_plan(nothing, nothing, words)
    assert on_page is not None
    assert on_sheet is not None
    assert (on_sheet.path, on_sheet.baseline, on_sheet.target) == (on_page.path, on_page.baseline, on_page.target)
    assert on_sheet.path[0].year == 2022


@pytest.mark.parametrize(
    ("values", "more", "low", "high"),
    [
        (("98", "99", "105"), {}, 0, None),  # a share that was more
        (("9", "5", "3"), {"unit": "ha", "target": "2"}, 0, None),
        (("9", "5", "3"), {"unit": "ha", "target": "-1"}, None, None),
        (("-2", "1", "3"), {"target": "5"}, None, None),
        (("2", "1", "3"), {"unit": "% gegenüber Ausgangsjahr", "target": "5"}, 0, None),
        (("2", "1", "3"), {"unit": "Note", "target": "2", "lowest": Decimal(1), "highest": Decimal(6)}, 1, 6),
        (("2", "1", "7"), {"unit": "Note", "target": "2", "lowest": Decimal(1), "highest": Decimal(6)}, 1, None),
    ],
)
def test_bounds_hold_only_where_the_history_keeps_to_them(
    values: tuple[str, ...], more: dict[str, Any], low: float | None, high: float | None
) -> None:
    bounds = assessed(*values, **more).bounds
    assert (bounds.low, bounds.high) == (low, high)


def test_on_track_and_unlikely_is_explained() -> None:
    found = assessed("10", "20", "30", "40", "50", unit="MW", target="105")
    assert found.chance == 0
    for words in ("„unwahrscheinlich“", "„auf Kurs“", "unvermindert weiter", "lässt es Jahr für Jahr nachlassen"):
        assert words in found.disagreement
    assert "Geht es im Tempo seit 2020 weiter, ohne nachzulassen" in found.weather.reason


def test_where_all_agree_nothing_is_said() -> None:
    assert assessed("10", "30", "50", "70", "90", unit="MW", target="100").disagreement == ""


def test_what_is_held_today_and_unlikely_then_is_explained() -> None:
    found = assessed("100", "103", "99", "101", "98", "100", direction="hold", unit="Index", target="100", year=2045)
    assert found.is_reached
    assert found.chance is not None
    assert found.chance < 0.5
    assert "die Prognose fragt, ob es 2045 noch so ist" in found.disagreement


def test_what_is_missing_to_be_held_counts_from_the_tolerance() -> None:
    found = assessed("100", "97", "94", "92", direction="hold", unit="Index", target="100")
    assert (found.gap, found.missing_at(92.6), found.missing_at(96)) == (3, pytest.approx(2.4), 0)


def test_differences_of_percents_are_points() -> None:
    assert Say(1, "%").difference(Decimal("3.6")) == "3,6\N{NO-BREAK SPACE}Prozentpunkte"
    assert Say(0, "t je Jahr").difference(Decimal(3)) == "3\N{NO-BREAK SPACE}t je Jahr"
    assert Say(0, "Projekte je Schuljahr").unit_of_change == "Projekte", 'said with "im Jahr" behind it'


def test_the_chance_to_hold_a_value_can_be_computed_again() -> None:
    found = assessed("100", "103", "92", "101", "94", "100", direction="hold", unit="Index", target="100", year=2029)
    tables = Tables(found)
    assert "von unten bis oben gilt der Wert als gehalten" in tables.formulas()[-1]
    steps = {step.label: step for step in tables.forecast_steps()}
    assert steps["Gilt als gehalten"].result == "95 bis 105"
    assert steps["Anteil darunter, oben"].formula.startswith("Student-Verteilung mit 4 Freiheitsgraden an (105 − ")
    above, below = (Decimal(part.replace(",", ".")) for part in steps["Chance"].formula.split(" − "))
    assert found.chance is not None
    assert float(above - below) == pytest.approx(found.chance, abs=0.001)
    assert steps["Chance"].result == f"{round(found.chance * 100)}{NARROW_SPACE}%"
    weather = rules_of(found)[0]
    assert any("der letzte Wert liegt im Bereich 95 bis 105" in formula for formula in weather.formulas)
    assert not any("darüber hinaus" in formula for formula in weather.formulas)


@pytest.mark.parametrize(("direction", "sides"), [("up", "(Prognose − Ziel)"), ("down", "(Ziel − Prognose)")])
def test_the_chance_to_reach_a_value_looks_in_the_wanted_direction(direction: str, sides: str) -> None:
    found = assessed("50", "52", "51", "55", "56", direction=direction, unit="MW", target="60")
    assert sides in Tables(found).formulas()[-1]
    steps = {step.label: step for step in Tables(found).forecast_steps()}
    distance = float(steps["Abstand vom Ziel"].result.replace(",", ".").replace("−", "-"))
    assert found.chance == pytest.approx(cdf(distance, 3), abs=0.001)
