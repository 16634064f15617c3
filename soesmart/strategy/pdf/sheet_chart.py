"""The path of a goal as a picture for paper: the drawing of the page with its colours in it."""

from django.template.loader import render_to_string

from soesmart.core.charts import LineChart
from soesmart.core.charts.line import WIDE, lay_out
from soesmart.core.colours import Palette

STYLE = """text{{font-family:"Fira Sans";font-size:15px;fill:#444}}.strong{{fill:#111;font-weight:600}}
.grid-line{{stroke:#ddd}}.axis{{stroke:#888}}
.series{{fill:none;stroke:{primary};stroke-width:3;stroke-linejoin:round;stroke-linecap:round}}
.series--forecast{{stroke-width:2.5;stroke-dasharray:2 5}}.series--alternative{{stroke-dasharray:14 6}}
.mark{{fill:{primary};stroke:#fff;stroke-width:2}}.mark--example{{fill:#fff;stroke:{primary}}}
.band{{fill:{primary};opacity:.14}}.break{{fill:none;stroke:#444;stroke-width:1.5;stroke-dasharray:2 3}}
.target{{fill:none;stroke:{accent};stroke-width:2.5;stroke-dasharray:7 6}}
.goal{{fill:#fff;stroke:{accent};stroke-width:3}}
.goal--example{{stroke-dasharray:3 2.2}}.baseline{{fill:#fff;stroke:{primary};stroke-width:2.5}}"""


def standalone_chart(chart: LineChart, colours: Palette) -> str:
    """SVG that needs no stylesheet; the document gives it its alternative text."""
    drawn = render_to_string(
        "core/charts/_axes.html",
        {
            "d": lay_out(chart, WIDE),
            "variant": "wide",
            "name": chart.series.name,
            "unit": chart.series.unit,
            "description": chart.description,
            "goal_is_example": bool(chart.target and chart.target.is_invented),
        },
    )
    style = STYLE.format(primary=colours.primary, accent=colours.accent)
    head, tail = drawn.split(">", 1)
    return f"{head}><style>{style}</style>{tail}"
