"""What stands around the house: sky, hills, trees, the way to the door, and the people."""

from soesmart.core.numbers import format_number
from soesmart.strategy.house.content import People
from soesmart.strategy.house.lettering import letter
from soesmart.strategy.house.panes import Box
from soesmart.strategy.house.plan import Plan
from soesmart.strategy.house.svg import letters, link, n, path, place, polygon, rect
from soesmart.strategy.house.symbols import PEOPLE

MOST_FIGURES = 14
# Places of the figures from the middle outwards, in halves of the width: first pairs and families, then single ones.
_PLACES = (-0.2, 0.2, -0.26, 0.27, -0.42, 0.46, 0.4, -0.48, -0.62, 0.62, 0.68, -0.68, -0.86, 0.86)
_LOOKS = (0, 1, 3, 2, 4, 1, 3, 0, 2, 1, 0, 3, 1, 2)
_COATS = ("coat3", "coat2", "coat4", "coat", "coat2", "coat4", "coat3", "coat")


def draw_sky(plan: Plan) -> str:
    """Sky, sun or moon, clouds, stars (seen at night), hills."""
    width, ground = plan.measures.width, plan.ground
    unit = width / 1080
    sun = f'<circle cx="{n(width * 0.91)}" cy="{n(70 * unit + 20)}" r="{n(26 * unit + 6)}" fill="var(--h-sun)"/>'
    dots = "".join(f'<circle cx="{n(width * x)}" cy="{n(ground * y)}" r="{n(1 + unit)}"/>' for x, y in _STARS)
    stars = f'<g fill="var(--h-sun)" fill-opacity="var(--h-glow)">{dots}</g>'
    clouds = _cloud(width * 0.03, 74 * unit + 26, unit) + _cloud(width * 0.72, 30 * unit + 22, unit * 0.8)
    return rect(Box(0, 0, width, plan.height), "url(#h-air)") + stars + sun + clouds + _hills(plan, unit)


_STARS = (
    (0.06, 0.05), (0.16, 0.13), (0.24, 0.03), (0.3, 0.09), (0.7, 0.04), (0.78, 0.11), (0.84, 0.03), (0.04, 0.25),
    (0.96, 0.28),
)  # fmt: skip


def _hills(plan: Plan, unit: float) -> str:
    """Two ranges behind each other."""
    width, foot = plan.measures.width, plan.ground
    y = foot - plan.base.box.height * 0.3

    def up(units: float) -> str:
        return n(y - units * unit)

    far = f"M0 {up(0)}Q{n(width * 0.12)} {up(130)} {n(width * 0.3)} {up(50)}T{n(width)} {up(110)}V{n(foot)}H0z"
    near = f"M0 {up(30)}Q{n(width * 0.2)} {up(70)} {n(width * 0.5)} {up(0)}T{n(width)} {up(40)}V{n(foot)}H0z"
    return path(far, "far") + path(near, "hill")


def _cloud(x: float, y: float, unit: float) -> str:
    size = max(unit, 0.5)
    return (
        f'<path transform="translate({n(x)} {n(y)}) scale({size:.2f})" fill="var(--h-cloud)" fill-opacity=".75" '
        f'd="M14 34a14 14 0 0 1 0-28 24 24 0 0 1 44-2 18 18 0 0 1 32 8 11 11 0 0 1 4 22z"/>'
    )


def draw_ground(plan: Plan) -> str:
    """Meadow and the way to the door."""
    width, y = plan.measures.width, plan.ground - 12
    grass = path(f"M0 {n(y)}Q{n(width / 2)} {n(y - 14)} {n(width)} {n(y)}V{n(plan.height)}H0z", "grass")
    door = plan.base.door.box
    spread = door.width * 0.35
    way = polygon(
        (door.x - 8, y + 6), (door.right + 8, y + 6), (door.right + spread, plan.height), (door.x - spread, plan.height)
    )
    return grass + path(way, "path")


def draw_trees(plan: Plan) -> str:
    """Trees behind the corners of the house, as large as the air beside it allows."""
    air = plan.walls.x
    height = min(plan.ground * 0.5, max(air * 3.4, 120))
    width = height * 120 / 190
    left = Box(air * 0.42 - width / 2, plan.ground - height, width, height)
    right = Box(
        plan.measures.width - air * 0.46 - width * 0.44, plan.ground - height * 0.86, width * 0.86, height * 0.86
    )
    return place("tree", left) + place("tree", right)


def draw_bushes(plan: Plan) -> str:
    base, size = plan.base.box, 22 if plan.measures.is_narrow else 34
    places = [base.x - size * 1.1, base.right - size * 1.1]
    if not plan.measures.is_narrow:
        door = plan.base.door.box
        places += [door.x - size * 2.9, door.right + size * 0.7]
    return "".join(place("bush", Box(x, plan.ground - size * 0.86, size * 2.2, size)) for x in places)


def draw_people(people: People | None, plan: Plan) -> str:
    """As many figures as took part, fourteen at most, and their number in words."""
    if not people or people.count < 1:
        return ""
    middle, tall = plan.measures.width / 2, 40 if plan.measures.is_narrow else 54
    feet = plan.ground + (32 if plan.measures.is_narrow else 38)
    figures = "".join(
        f'<g color="var(--h-{_COATS[index % len(_COATS)]})">'
        + place(
            PEOPLE[_LOOKS[index]],
            Box(middle * (1 + spot) - tall / 4, feet - tall + (index % 3) * 5, tall * 24 / 52, tall),
        )
        + "</g>"
        for index, spot in enumerate(_PLACES[: min(people.count, MOST_FIGURES)])
    )
    sentence = f"{format_number(people.count)} {'Mensch hat' if people.count == 1 else 'Menschen haben'} {people.label}"
    words = letter(sentence, plan.measures.width - 24, size=plan.measures.term[1], smallest=12, lines=1)
    top = plan.height - words.height - 4
    plate = rect(Box(middle - words.width / 2 - 10, top - 2, words.width + 20, words.height + 4), "tablet", 'rx="4"')
    return link(people.url, sentence, figures + plate + letters(words, middle, top, "ink"))
