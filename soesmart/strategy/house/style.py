"""How a town's house looks: its form from its structure and name, its colours from its branding. No Django."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from zlib import crc32

from soesmart.core.colours import contrast, palette

INK, CHALK = "#1d1813", "#ffffff"
# Text needs 4.5 (WCAG 2.2, 1.4.3); a little more, for glass and roofs are uneven grounds.
READABLE = 5.0


class Roof(StrEnum):
    """Its outline."""

    CROSS = "cross"  # eaves to the street, a gabled bay in the middle
    GABLE = "gable"  # the gable to the street
    HALF = "half"  # the gable to the street, its tip hipped


class Tiling(StrEnum):
    """What the roof is covered with: clay in the plain, slate in the hills."""

    CLAY = "clay"
    SLATE = "slate"


@dataclass(frozen=True)
class HouseStyle:
    """The form, and every colour of the drawing by the name it has in house.css, for the day and for the night."""

    roof: Roof
    tiling: Tiling
    day: tuple[tuple[str, str], ...]
    night: tuple[tuple[str, str], ...]


@lru_cache(maxsize=256)
def style_of(slug: str, primary: str, accent: str) -> HouseStyle:
    """Raises ValueError unless the colours are `#rrggbb`. The same town always gets the same house."""
    tiling = Tiling.CLAY if _is_warm(accent) else Tiling.SLATE
    # Clay roofs are those of the plain, wide and with a bay; in the hills all forms stand side by side.
    form = Roof.CROSS if tiling is Tiling.CLAY else list(Roof)[(crc32(slug.encode()) >> 4) % 3]
    return HouseStyle(
        roof=form,
        tiling=tiling,
        day=tuple(_day(tiling, palette(primary, accent).primary, accent).items()),
        night=tuple(_night(tiling, palette(primary, accent).primary, accent).items()),
    )


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `one` in `other`, both `#rrggbb`."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _is_warm(colour: str) -> bool:
    """A red or a brick brown: the colour of a clay roof."""
    red, green, blue = _channels(colour)
    return red > 2.3 * green and red > 2.3 * blue


def _readable(ground: str, ink: str) -> str:
    """The ground, moved away from the ink until it can be read on."""
    away = CHALK if contrast(ink, CHALK) > contrast(ink, INK) else "#000000"
    while contrast(ground, ink) < READABLE:
        ground = mix(away, ground, 0.08)
    return ground


def _day(tiling: Tiling, primary: str, accent: str) -> dict[str, str]:
    clay = tiling is Tiling.CLAY
    roof = mix(accent, "#b4543a", 0.55) if clay else mix(primary, "#5f6b76", 0.18)
    timber = "#49321f" if clay else "#2b2825"
    plaster = "#f7f1e1" if clay else "#fbfaf6"
    stone = mix(primary, "#dadbc6", 0.42)
    return {
        "sky": "#cfe4ee", "haze": "#f8f3e4", "sun": "#f9dc8b", "cloud": "#ffffff", "hill": "#bdd0bd", "far": "#d3e0d6",
        "grass": "#a5c088", "path": "#e6dcc4", "leaf": "#6f9a62", "leaf2": "#87ad74", "trunk": "#6d5138",
        "flower": accent, "roof": roof, "tile": mix("#000000", roof, 0.2), "ridge": mix("#000000", roof, 0.34),
        "timber": timber, "grain": mix("#ffffff", timber, 0.16), "plaster": plaster, "ink": INK, "stone": stone,
        "joint": mix("#000000", stone, 0.16), "block": mix("#ffffff", stone, 0.13), "tablet": "#fbf8ee",
        "carving": "#f8e9c6", "door": _readable(primary, CHALK), "door2": mix("#000000", primary, 0.25),
        "onDoor": CHALK, "frame": "#fffdf6", "bright": "#ffc72c", "warm": "#ffe6a3", "warmLine": "#b06f00",
        "dim": "#c4d3df", "dimLine": "#51697d", "dark": "#465569", "darkLine": "#a9b8ca", "unknown": plaster,
        "dash": timber, "skin": "#e0b18d", "skin2": "#8d5a3b", "coat": primary, "coat2": accent, "coat3": "#3c5a86",
        "coat4": "#b98a1e", "leg": "#33302c", "fan": mix(accent, "#ffffff", 0.5), "panel": "#2c4560",
        "cell": "#7d9cba", "glow": "0",
    }  # fmt: skip


def _night(tiling: Tiling, primary: str, accent: str) -> dict[str, str]:
    day = _day(tiling, primary, accent)
    night = {name: mix("#0b1224", colour, 0.62) for name, colour in day.items() if colour.startswith("#")}
    plaster = "#363d4c"
    return night | {
        "sky": "#0a1226", "haze": "#2b3a56", "sun": "#f4ecd2", "cloud": "#22304a", "hill": "#1b2940", "far": "#22324b",
        "grass": "#1e2f2a", "path": "#3a3a3c", "leaf": "#274237", "leaf2": "#2f4d3f", "trunk": "#1c1814",
        "timber": "#14110f", "grain": "#2b2520", "plaster": plaster, "ink": "#f6f2e6", "tablet": "#202836",
        "carving": "#ffe3a0", "door": _readable(mix(primary, "#0b1224", 0.7), CHALK), "onDoor": CHALK,
        "frame": "#7c7466", "bright": "#ffd257", "warm": "#f3cf7d", "warmLine": "#7c4d00", "dim": "#51637a",
        "dimLine": "#a9bccd", "dark": "#131a28", "darkLine": "#5d7190", "unknown": plaster, "dash": "#cdc6b6",
        "leg": "#0e1014", "fan": mix(accent, "#0b1224", 0.5), "panel": "#0f1b30", "cell": "#3f5674", "glow": ".42",
    }  # fmt: skip
