"""Drawings on the server: data in as dataclasses, SVG out through templates; colours are classes in parts.css.

Each drawing carries title and description for those who do not see it, and marks its parts by shape as well as colour.
"""

from soesmart.core.charts.data import Bar, Chart, LineChart, Point, Series, Sparkline
from soesmart.core.charts.render import render_chart

__all__ = ["Bar", "Chart", "LineChart", "Point", "Series", "Sparkline", "render_chart"]
