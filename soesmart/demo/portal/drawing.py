"""Calm pictures for the demo, drawn from simple shapes in the town's colours. The same call draws the same picture."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 540
# Drawn larger and shrunk, so that edges are smooth.
SCALE = 2

Colour = tuple[int, int, int]


@dataclass
class Canvas:
    """A drawing surface in units of the finished picture. Colours: mixes of the town's own with light and dark."""

    draw: ImageDraw.ImageDraw
    primary: Colour
    accent: Colour
    rng: random.Random

    def tone(self, share: float, base: Colour = (250, 246, 236)) -> Colour:
        """share 0: the light of the paper, 1: the town's colour."""
        return mix(base, self.primary, share)

    def warm(self, share: float) -> Colour:
        return mix((252, 240, 214), self.accent, share)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, radius: float = 0) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self.draw.rounded_rectangle(corners, radius * SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self.draw.ellipse(
            [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE], fill=colour
        )

    def shape(self, points: list[tuple[float, float]], colour: Colour) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, points: list[tuple[float, float]], colour: Colour, width: float) -> None:
        self.draw.line(
            [(x * SCALE, y * SCALE) for x, y in points], fill=colour, width=round(width * SCALE), joint="curve"
        )


Scene = Callable[[Canvas], None]


def render(scene: Scene, primary: str, accent: str, seed: int) -> bytes:
    """The scene as PNG, 960 x 540."""
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
    canvas = Canvas(ImageDraw.Draw(image), _rgb(primary), _rgb(accent), random.Random(seed))  # noqa: S311
    scene(canvas)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.BOX).quantize(64, dither=Image.Dither.NONE)
    file = BytesIO()
    small.save(file, "PNG", optimize=True)
    return file.getvalue()


def mix(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _rgb(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
