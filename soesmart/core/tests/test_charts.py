"""Charts say the same to eyes and to ears, and stay small."""

import re
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.core.charts import Bar, LineChart, Point, Series, Sparkline, render_chart
from soesmart.core.charts.data import Band
from soesmart.core.charts.line import NARROW, WIDE, Format, lay_out
from soesmart.core.charts.scale import nice_ticks, year_ticks


def series(*points: tuple[int, str], unit: str = "%") -> Series:
    return Series("Radverkehr", unit, tuple(Point(year, Decimal(value)) for year, value in points), 1)


BIKES = LineChart(
    series((2011, "21.4"), (2019, "22.0"), (2024, "24.5")), Point(2030, Decimal(30)), Point(2011, Decimal("21.4"))
)


def svgs(markup: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg[^>]*role=.*?</svg>", markup, re.DOTALL)]


def test_a_line_chart_names_its_series_and_tells_its_course() -> None:
    for drawing in svgs(render_chart(BIKES)):
        words = [element.text for element in drawing if element.tag.endswith(("title", "desc"))]
        assert words[0] == "Radverkehr"
        assert words[1] is not None
        assert "Von 21,4\u202f% im Jahr 2011 auf 24,5\u202f% im Jahr 2024." in words[1]
        assert "Ziel 2030: 30,0\u202f%." in words[1]


FORECAST = LineChart(
    series=Series(
        "Radverkehr",
        "%",
        (
            Point(2019, Decimal(20)),
            Point(2020, Decimal(22)),
            Point(2021, Decimal(30), has_break=True),
            Point(2022, Decimal(31)),
        ),
    ),
    target=Point(2030, Decimal(40)),
    baseline=Point(2019, Decimal(20)),
    milestones=(Point(2026, Decimal(35)),),
    forecast=(Point(2023, Decimal(32)), Point(2024, Decimal(33))),
    band=(Band(2023, Decimal(28), Decimal(36)), Band(2024, Decimal(-50), Decimal(900))),
    inner_band=(Band(2023, Decimal(30), Decimal(34)), Band(2024, Decimal(29), Decimal(37))),
)


def test_a_forecast_is_told_in_words_and_drawn_with_two_bands() -> None:
    markup = render_chart(FORECAST)
    assert "Prognose 2024: 33\u202f%, in 80 von 100 Fällen zwischen" in markup
    assert all(drawing.count('class="band"') == 2 for drawing in markup.split("<svg")[-2:])
    assert markup.count('class="goal goal--between"') == 3  # two drawings and the legend


def test_no_line_joins_two_values_beside_a_break() -> None:
    laid = lay_out(FORECAST, WIDE)
    assert [len(line.split()) for line in laid["lines"]] == [2, 2]
    assert laid["breaks"].count("M") == 1
    assert "Bruch in der Reihe: 2021." in render_chart(FORECAST)


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_wide_band_does_not_squeeze_the_values(size: Format) -> None:
    laid = lay_out(FORECAST, size)
    heights = [top for _, top in laid["points"]]
    assert max(heights) - min(heights) > size.height / 10
    corners = [float(pair.split(",")[1]) for pair in laid["band"].split()]
    assert min(corners) >= 0
    assert max(corners) <= size.height


def test_there_is_one_drawing_for_a_desk_and_one_for_a_phone() -> None:
    widths = [int(drawing.attrib["viewBox"].split()[2]) for drawing in svgs(render_chart(BIKES))]
    assert widths == [WIDE.width, NARROW.width]


@pytest.mark.parametrize("chart", [BIKES, Sparkline(BIKES.series, BIKES.target), Bar("x", Decimal(1), Decimal(3))])
def test_no_drawing_is_larger_than_three_kilobytes(chart: LineChart | Sparkline | Bar) -> None:
    assert svgs(render_chart(chart))
    assert all(len(ElementTree.tostring(drawing)) < 3 * 1024 for drawing in svgs(render_chart(chart)))


@pytest.mark.parametrize("chart", [BIKES, Sparkline(BIKES.series, BIKES.target), Bar("x", Decimal(1), Decimal(3))])
def test_no_drawing_carries_inline_styles_or_colours(chart: LineChart | Sparkline | Bar) -> None:
    assert not re.search(r"style=|#[0-9a-fA-F]{3,6}\b|fill=|stroke=", render_chart(chart))


def test_baseline_target_and_values_differ_by_shape_and_not_only_by_colour() -> None:
    markup = render_chart(BIKES)
    assert all(name in markup for name in ('class="baseline"', 'class="goal"', 'class="mark"', 'class="target"'))


def test_what_is_invented_is_drawn_open_and_said() -> None:
    made_up = LineChart(Series("x", "", (Point(2020, Decimal(1)), Point(2021, Decimal(2), is_invented=True))))
    assert render_chart(made_up).count('class="mark mark--example"') == 2
    assert "Beispielwert" in render_chart(made_up)
    assert "mark--example" not in render_chart(BIKES)
    assert "Beispielwert" not in render_chart(BIKES)


def test_words_in_a_name_cannot_become_markup() -> None:
    markup = render_chart(LineChart(Series("<script>alert(1)</script>", "<b>", (Point(2020, Decimal(1)),))))
    assert "<script>" not in markup
    assert "<b>" not in markup


def test_without_any_value_nothing_is_drawn() -> None:
    assert render_chart(LineChart(series())) == ""
    assert render_chart(Sparkline(series())) == ""


def test_a_forecast_band_is_drawn_behind_the_line() -> None:
    band = (Band(2024, Decimal(24), Decimal(25)), Band(2030, Decimal(24), Decimal(31)))
    markup = render_chart(LineChart(BIKES.series, BIKES.target, band=band))
    assert markup.index("<polygon") < markup.index('<polyline class="series"')


def test_a_bar_never_leaves_its_track() -> None:
    markup = render_chart(Bar("Umgesetzt", Decimal(40), Decimal(28)))
    assert 'class="fill" width="300.0"' in markup
    assert "Umgesetzt: 40 von 28" in markup


values = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


@given(st.lists(values, min_size=1, max_size=20))
def test_the_axis_encloses_every_value_with_few_round_marks(heights: list[Decimal]) -> None:
    ticks = nice_ticks(heights)
    assert ticks[0] <= min(heights) <= max(heights) <= ticks[-1]
    assert 2 <= len(ticks) <= 7
    steps = {after - before for before, after in pairwise(ticks)}
    assert len(steps) == 1
    assert steps.pop().normalize().as_tuple().digits in {(1,), (2,), (2, 5), (5,)}


@given(st.lists(st.tuples(st.integers(1950, 2050), values), min_size=1, max_size=12, unique_by=lambda point: point[0]))
def test_every_point_lies_inside_the_drawing(points: list[tuple[int, Decimal]]) -> None:
    chart = LineChart(Series("x", "", tuple(Point(year, value) for year, value in sorted(points))))
    for size in (WIDE, NARROW, Format(500, 200, 5)):
        plan = lay_out(chart, size)
        assert all(0 <= x <= size.width and 0 <= y <= size.height for x, y in plan["points"])


def test_the_years_are_marked_in_even_steps_that_end_with_the_last() -> None:
    assert year_ticks(2011, 2030, 4) == [2015, 2020, 2025, 2030]
    assert year_ticks(2022, 2030, 8) == list(range(2022, 2031))
    assert year_ticks(2024, 2024, 8) == [2024]
