"""The opinion map as an SVG: a shape per group beside its colour, outlines, letters, one's own place. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from soesmart.participation.map_frame import Frame

WIDTH, HEIGHT, EDGE = 600, 440, 26
SLOTS = 5
# Shapes around a point, by slot; the last one is for those without a group.
SHAPES = (
    "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "m-4-4h8v8h-8z",
    "m0-5.5l5 9h-10z",
    "m0-6l6 6l-6 6l-6-6z",
    "m-5-1.6h3.4v-3.4h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4z",
    "m-2.2 0a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0z",
)
ALONE = SLOTS


@dataclass(frozen=True)
class Area:
    """A group in the picture: outline and marks as path data, its letter at a point."""

    slot: int
    letter: str
    outline: str
    marks: str
    x: float
    y: float


@dataclass(frozen=True)
class MapDrawing:
    """own: the reader's place, None for nobody; own_anchor: where its words end or begin."""

    width: int
    height: int
    areas: list[Area]
    alone: str
    own: tuple[float, float] | None
    own_anchor: str


def slots_of(labels: Sequence[int]) -> dict[int, int]:
    """Colour and shape of each group; they follow the label, so that a group keeps its own."""
    slots: dict[int, int] = {}
    for label in sorted(labels):
        free = (slot % SLOTS for slot in range(label, label + SLOTS) if slot % SLOTS not in slots.values())
        slots[label] = next(free, label % SLOTS)
    return slots


def letter_of(label: int) -> str:
    return chr(ord("A") + label % 26)


def draw_map(
    frame: Frame, groups: Sequence[Mapping[str, Any]], points: Sequence[Sequence[Any]], own: Sequence[float] | None
) -> MapDrawing:
    """frame, groups and points as they are stored (services/opinion_map.py); own: x and y of the reader."""
    to = _Paper(frame)
    slots = slots_of([group["label"] for group in groups])
    marks: dict[int | None, list[str]] = {}
    for x, y, label in points:
        slot = slots.get(label, ALONE)
        left, top = to.at(x, y)
        marks.setdefault(label if slot != ALONE else None, []).append(f"M{left:g} {top:g}{SHAPES[slot]}")
    areas = [_area(group, slots[group["label"]], marks.get(group["label"], []), to) for group in groups]
    place = to.at(*own) if own else None
    anchor = "end" if place and place[0] > WIDTH * 0.6 else "start"
    return MapDrawing(WIDTH, HEIGHT, areas, "".join(marks.get(None, [])), place, anchor)


def _area(group: Mapping[str, Any], slot: int, marks: list[str], to: "_Paper") -> Area:
    corners = " ".join("{:g},{:g}".format(*to.at(*point)) for point in group["outline"])
    x, y = to.at(*group["centre"])
    return Area(slot, letter_of(group["label"]), corners, "".join(marks), x, y)


class _Paper:
    """From the units of the method to those of the picture; who stands outside the frame is moved to its edge."""

    def __init__(self, frame: Frame) -> None:
        left, top, right, bottom = frame
        self.scale = min((WIDTH - 2 * EDGE) / (right - left), (HEIGHT - 2 * EDGE) / (top - bottom))
        self.x, self.y = (left + right) / 2, (top + bottom) / 2

    def at(self, x: float, y: float) -> tuple[float, float]:
        left = WIDTH / 2 + (x - self.x) * self.scale
        top = HEIGHT / 2 - (y - self.y) * self.scale
        return round(min(max(left, EDGE / 2), WIDTH - EDGE / 2)), round(min(max(top, EDGE / 2), HEIGHT - EDGE / 2))
