"""The house for a page and as a file of its own."""

import re
from functools import lru_cache
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from soesmart.strategy.house.content import HouseContent
from soesmart.strategy.house.draw import draw_house
from soesmart.strategy.house.measures import NARROW, WIDE, Measures
from soesmart.strategy.house.style import HouseStyle, style_of
from soesmart.strategy.house.symbols import symbols
from soesmart.strategy.rules import Light


class Town(Protocol):
    """What of a municipality the house needs."""

    slug: str
    colour_primary: str
    colour_accent: str


def house_style(town: Town) -> HouseStyle:
    return style_of(town.slug, town.colour_primary, town.colour_accent)


def render_house(content: HouseContent, town: Town) -> SafeString:
    """Both drawings for a page; house.css shows the one that fits. The colours come from `house_colours`."""
    style = house_style(town)
    shared = f'<svg class="house__symbols" width="0" height="0" aria-hidden="true">{symbols(style.tiling)}</svg>'
    drawings = _drawn(content, style, NARROW, "house__narrow") + _drawn(content, style, WIDE, "house__wide")
    # Every text went through svg.say, every number through svg.n.
    return mark_safe(shared + drawings)  # noqa: S308


@lru_cache(maxsize=64)
def _drawn(content: HouseContent, style: HouseStyle, measures: Measures, css: str) -> str:
    """Drawn once for the same content (2 ms); what it depends on is all in the arguments."""
    return draw_house(content, style, measures, css=css)


def house_colours(town: Town) -> SafeString:
    """The rules for a <style> element: the town's colours by day and by night."""
    style = house_style(town)
    day, night = ("".join(f"--h-{name}:{value};" for name, value in colours) for colours in (style.day, style.night))
    return mark_safe(f":root{{{day}}}@media(prefers-color-scheme:dark){{:root{{{night}}}}}")  # noqa: S308


def standalone_svg(content: HouseContent, town: Town, *, dark: bool = False, narrow: bool = False) -> bytes:
    """The house as an SVG file without any style sheet: for projectors, other sites and the cover of a report."""
    style = house_style(town)
    drawing = draw_house(content, style, NARROW if narrow else WIDE, css="house", inside=symbols(style.tiling))
    return _coloured(drawing, style.night if dark else style.day).encode()


def render_window(light: Light) -> SafeString:
    """One window as decoration beside words; its symbol comes with the house of the page."""
    return mark_safe(  # noqa: S308
        '<svg class="house-window" width="22" height="38" viewBox="-3 -1 44 70" aria-hidden="true">'
        f'<use href="#h-{light.value}" width="38" height="66"/></svg>'
    )


def standalone_window(light: Light, town: Town) -> str:
    """One window as an SVG file, by day: decoration in documents."""
    style = house_style(town)
    window = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-3 -1 44 70">{symbols(style.tiling)}'
        f'<use href="#h-{light.value}" width="38" height="66"/></svg>'
    )
    return _coloured(window, style.day)


def _coloured(drawing: str, colours: tuple[tuple[str, str], ...]) -> str:
    """With colours instead of their names."""
    named = dict(colours)
    return re.sub(r"var\(--h-(\w+)\)", lambda match: named[match[1]], drawing).replace("var(--ring,none)", "none")
