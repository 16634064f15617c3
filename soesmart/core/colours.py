"""A town's two colours made readable: WCAG contrast in light and dark, whatever the town chose. No Django."""

import colorsys
import re
from dataclasses import dataclass
from functools import lru_cache

WHITE = "#ffffff"
NIGHT = "#171a1e"
# Text needs 4.5 (WCAG 2.2, 1.4.3); the surplus pays for the tinted grounds that the text also stands on.
ON_LIGHT, ON_DARK = 6.2, 8.0


@dataclass(frozen=True)
class Palette:
    """Colours as `#rrggbb`, for light pages and for dark ones."""

    primary: str
    on_primary: str
    accent: str
    primary_dark: str
    on_primary_dark: str
    accent_dark: str


@lru_cache(maxsize=256)
def palette(primary: str, accent: str, primary_dark: str | None = None) -> Palette:
    """The colours moved along their lightness until they can be read. Raises ValueError unless `#rrggbb`."""
    return Palette(
        primary=_until(primary, WHITE, ON_LIGHT, darker=True),
        on_primary=WHITE,
        accent=_until(accent, WHITE, ON_LIGHT, darker=True),
        primary_dark=_until(primary_dark or primary, NIGHT, ON_DARK, darker=False),
        on_primary_dark="#0c1214",
        accent_dark=_until(accent, NIGHT, ON_DARK, darker=False),
    )


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#rrggbb` colours, 1 to 21, after WCAG 2.2."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[float, float, float]:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"{colour!r} ist keine Farbe der Form #rrggbb.")
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _until(colour: str, ground: str, ratio: float, *, darker: bool) -> str:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    while contrast(colour, ground) < ratio:
        lightness += -0.01 if darker else 0.01
        red, green, blue = colorsys.hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), saturation)
        colour = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
    return colour
