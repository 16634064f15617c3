"""From a drawing's data to SVG."""

from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from soesmart.core.charts import line
from soesmart.core.charts.data import Bar, Chart, LineChart, Sparkline
from soesmart.core.numbers import format_number, with_unit

BAR_WIDTH = 300


def render_chart(chart: Chart) -> SafeString:
    """The drawing as markup; empty where there is nothing to draw."""
    if isinstance(chart, LineChart):
        return _line(chart)
    if isinstance(chart, Sparkline):
        return _spark(chart)
    return _bar(chart)


def _line(chart: LineChart) -> SafeString:
    if not (chart.series.points or chart.target or chart.baseline):
        return SafeString("")
    context = {
        "chart": chart,
        "description": chart.description or line.describe(chart),
        "wide": line.lay_out(chart, line.WIDE),
        "narrow": line.lay_out(chart, line.NARROW),
        "target_year": f"{chart.target.year:.0f}" if chart.target else "",
    }
    return _render("core/charts/_line.html", context)


def _spark(chart: Sparkline) -> SafeString:
    if not chart.series.points:
        return SafeString("")
    description = line.describe(LineChart(chart.series, chart.target))
    return _render("core/charts/_spark.html", {"chart": chart, "description": description, **line.lay_out_spark(chart)})


def _bar(chart: Bar) -> SafeString:
    share = min(max(chart.value / chart.maximum, Decimal(0)), Decimal(1)) if chart.maximum > 0 else Decimal(0)
    limit = chart.limit / chart.maximum * BAR_WIDTH if chart.limit is not None and chart.maximum > 0 else None
    said = [with_unit(format_number(value, chart.decimals), chart.unit) for value in (chart.value, chart.maximum)]
    context = {"chart": chart, "fill": f"{share * BAR_WIDTH:.1f}", "said": said, "width": BAR_WIDTH}
    return _render("core/charts/_bar.html", context | {"limit": None if limit is None else f"{limit:.1f}"})


def _render(template: str, context: dict[str, Any]) -> SafeString:
    return SafeString(render_to_string(template, context).strip())
