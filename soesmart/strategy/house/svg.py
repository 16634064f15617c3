"""Small words for writing SVG: numbers, paints, elements. Colours are names that house.css or a file fills in."""

import re
from html import escape

from soesmart.strategy.house.lettering import Lettering
from soesmart.strategy.house.panes import Box

# What XML 1.0 forbids even as a reference.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def say(text: str) -> str:
    """Text or attribute value, safe in XML and HTML."""
    return escape(_FORBIDDEN.sub("", text), quote=True)


def n(value: float) -> str:
    """A number with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def paint(name: str) -> str:
    """The colour of that name, see style.py."""
    return f"var(--h-{name})"


def rect(box: Box, fill: str, extra: str = "") -> str:
    return (
        f'<rect x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}" height="{n(box.height)}" '
        f'fill="{_fill(fill)}"{extra and " " + extra}/>'
    )


def path(d: str, fill: str, extra: str = "") -> str:
    return f'<path d="{d}" fill="{_fill(fill)}"{extra and " " + extra}/>'


def lines(d: str, stroke: str, width: float, extra: str = "") -> str:
    return f'<path d="{d}" fill="none" stroke="{paint(stroke)}" stroke-width="{n(width)}"{extra and " " + extra}/>'


def polygon(*points: tuple[float, float]) -> str:
    """Path data of a closed polygon."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "Z"


def beam(x1: float, y1: float, x2: float, y2: float) -> str:
    """Path data of one straight timber."""
    return f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}"


def bend(x1: float, y1: float, x2: float, y2: float, sag: float) -> str:
    """Path data of a curved brace; `sag` pulls its middle sideways."""
    return f"M{n(x1)} {n(y1)}Q{n((x1 + x2) / 2 + sag)} {n((y1 + y2) / 2)} {n(x2)} {n(y2)}"


def letters(words: Lettering, x: float, top: float, ink: str, extra: str = "") -> str:
    """The lines centred on x, the first one beginning at `top`."""
    first = top + words.leading / 2 + words.size * 0.35
    return "".join(
        f'<text x="{n(x)}" y="{n(first + index * words.leading)}" font-size="{n(words.size)}" '
        f'fill="{paint(ink)}"{extra and " " + extra}>{say(line)}</text>'
        for index, line in enumerate(words.lines)
        if line
    )


def link(url: str, name: str, inside: str) -> str:
    """A link with a name, or only the drawing where there is no address (its words are in it)."""
    return f'<a href="{say(url)}" aria-label="{say(name)}">{inside}</a>' if url else f"<g>{inside}</g>"


def place(symbol: str, box: Box) -> str:
    """A symbol drawn into a box."""
    return f'<use href="#h-{symbol}" x="{n(box.x)}" y="{n(box.y)}" width="{n(box.width)}" height="{n(box.height)}"/>'


def _fill(fill: str) -> str:
    return fill if fill == "none" or fill.startswith("url(") else paint(fill)
