"""The door to the pilots, with its frame of stone and its step."""

from soesmart.strategy.house.panes import Box
from soesmart.strategy.house.plan import Plan
from soesmart.strategy.house.svg import beam, letters, lines, link, n, path, rect

STONE = 'stroke="var(--h-joint)" stroke-width="1.6"'


def draw_door(plan: Plan) -> str:
    """The number of pilots stands on the door, which is a link. Without pilots it is a plain door."""
    placed, ground = plan.base.door, plan.ground
    box, arch = placed.box, placed.box.width * 0.22
    outside = Box(box.x - 9, box.y - 8, box.width + 18, box.height + 8)
    frame = path(_arched(outside, arch + 4), "block", STONE)
    leaf = path(_arched(box, arch), "door", 'stroke="var(--h-door2)" stroke-width="3"')
    step = rect(Box(box.x - 16, ground - 5, box.width + 32, 9), "block", STONE)
    if not placed.door:
        return frame + leaf + _panels(box, box.y + arch + 6) + step
    words = box.y + arch + 28
    count = (
        f'<text x="{n(box.middle)}" y="{n(words - 4)}" font-size="29" fill="var(--h-onDoor)">{placed.door.count}</text>'
    )
    label = letters(placed.label, box.middle, words, "onDoor")
    ring = path(_arched(box, arch), "none", 'stroke="var(--ring,none)" stroke-width="5"')
    inside = leaf + _panels(box, words + placed.label.height + 7) + count + label + ring
    return frame + link(placed.door.url, f"{placed.door.count} {placed.door.label}", inside) + step


def _panels(box: Box, top: float) -> str:
    """The two wings with a carved panel each and a knob."""
    seam = lines(beam(box.middle, top, box.middle, box.bottom), "door2", 2.4)
    high = box.bottom - top - 9
    if high < 14:
        return seam
    width = box.width / 2 - 18
    wings = "".join(
        rect(Box(x, top, width, high), "none", 'rx="2" stroke="var(--h-door2)" stroke-width="2.4"')
        for x in (box.x + 10, box.middle + 8)
    )
    knob = f'<circle cx="{n(box.middle + 4.5)}" cy="{n(top + high / 2)}" r="2.2" fill="var(--h-sun)"/>'
    return seam + wings + knob


def _arched(box: Box, arch: float) -> str:
    return (
        f"M{n(box.x)} {n(box.bottom)}V{n(box.y + arch)}Q{n(box.x)} {n(box.y)} {n(box.middle)} {n(box.y)}"
        f"Q{n(box.right)} {n(box.y)} {n(box.right)} {n(box.y + arch)}V{n(box.bottom)}z"
    )
