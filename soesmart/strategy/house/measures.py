"""The proportions of the two drawings. No Django."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measures:
    """A width class. Pairs of sizes are the largest and the smallest letters; `window` is width and height at most."""

    width: float
    columns: int  # rooms on a full floor
    room: float
    storey: float  # height of a floor without its beam
    side: float  # least air beside the walls
    sky: float  # air above the roof
    beam: float
    title: tuple[float, float]
    name: tuple[float, float]
    term: tuple[float, float]
    window: tuple[float, float]
    name_lines: int
    title_lines: int
    foreground: float
    is_narrow: bool


WIDE = Measures(
    width=1080, columns=4, room=218, storey=152, side=104, sky=30, beam=12, title=(31, 22), name=(18.5, 15),
    term=(19, 16), window=(38, 66), name_lines=3, title_lines=3, foreground=84, is_narrow=False,
)  # fmt: skip
NARROW = Measures(
    width=340, columns=2, room=156, storey=112, side=13, sky=14, beam=8, title=(20, 15), name=(14.6, 13),
    term=(14.6, 13.4), window=(28, 46), name_lines=3, title_lines=4, foreground=70, is_narrow=True,
)  # fmt: skip
