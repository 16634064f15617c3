"""The drawing of a house as SVG. Two drawings of a page share one set of symbols."""

from soesmart.strategy.house.content import HouseContent
from soesmart.strategy.house.entrance import draw_door
from soesmart.strategy.house.measures import Measures
from soesmart.strategy.house.plan import Plan, plan_house
from soesmart.strategy.house.roofs import draw_roof, draw_sign
from soesmart.strategy.house.scenery import draw_bushes, draw_ground, draw_people, draw_sky, draw_trees
from soesmart.strategy.house.style import HouseStyle
from soesmart.strategy.house.svg import n, say
from soesmart.strategy.house.walls import draw_base, draw_carving, draw_floors, draw_room, draw_tablets


def describe(content: HouseContent) -> str:
    """What a person hears before going into the picture."""
    goals, rooms = len(content.windows), len(content.rooms)
    parts = [f"{rooms} Räume für {content.field_plural}", f"{goals} Fenster für Ziele"]
    return f"Das Haus der Strategie „{content.title}“: {', '.join(parts)}."


def draw_house(content: HouseContent, style: HouseStyle, measures: Measures, *, css: str = "", inside: str = "") -> str:
    """One `<svg>` element; `inside` goes before the drawing (symbols of a file that stands alone).

    On a page, where symbols are shared and house.css rules, windows say their names when a pointer is on them.
    """
    plan = plan_house(content, measures, style.roof)
    scene = _scene(content, style, plan, captions=not inside)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {n(measures.width)} {n(plan.height)}" '
        f'role="group" aria-label="{say(describe(content))}" text-anchor="middle" font-weight="600" '
        f'font-family="Fira Sans, system-ui, sans-serif">{inside}{scene}</svg>'
    )


def _scene(content: HouseContent, style: HouseStyle, plan: Plan, *, captions: bool) -> str:
    """Back to front; the links come in reading order: vision, rooms with windows, overarching goals, door, people."""
    vision = f"Vision: {content.title}" + (f" ({', '.join(content.terms)})" if content.terms else "")
    return "".join(
        [
            draw_sky(plan),
            draw_ground(plan),
            draw_trees(plan),
            draw_roof(plan, style),
            draw_floors(plan),
            draw_carving(plan),
            draw_base(plan),
            draw_sign(plan, vision, content.url),
            *(draw_room(room, captions=captions) for room in plan.rooms),
            draw_tablets(plan),
            draw_door(plan),
            draw_bushes(plan),
            draw_people(content.people, plan),
        ]
    )
