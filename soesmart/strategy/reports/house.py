"""The house as it stood when a report was put together, drawn from the report alone. No Django."""

from collections.abc import Callable

from soesmart.strategy.house import HouseContent, Part, Room, Window
from soesmart.strategy.reports.content import Content, FieldPart, GoalPart
from soesmart.strategy.rules import Light

# From the key of a field and the code of a goal in it ("" for the field as such) to an address.
Address = Callable[[str, str], str]


def nowhere(_field: str, _code: str) -> str:
    """For paper: nothing is a link."""
    return ""


def house_of(content: Content, address: Address = nowhere) -> HouseContent:
    """Windows carry the light of the report; goals below others are panes of the window before them."""
    return HouseContent(
        title=content.vision or content.strategy,
        terms=tuple(term.name for term in content.terms),
        overarching=tuple(Part(goal.name) for goal in content.overarching),
        rooms=tuple(_room(field, address) for field in content.fields),
        field_plural=content.field_plural,
    )


def lights_of(content: Content) -> list[tuple[Light, int]]:
    """How many goals have which light, brightest first."""
    lights = [goal.indicator.rating.light if goal.indicator else Light.UNKNOWN.value for goal in content.goals]
    return [(light, lights.count(light.value)) for light in Light if light.value in lights]


def _room(field: FieldPart, address: Address) -> Room:
    windows: list[Window] = []
    for goal in field.goals:
        window = _window(goal, address(field.key, goal.code))
        if goal.depth > 1 and windows:
            above = windows.pop()
            window = Window(above.code, above.name, above.url, above.light, above.word, (*above.panes, window))
        windows.append(window)
    return Room(field.name, address(field.key, ""), tuple(windows))


def _window(goal: GoalPart, url: str) -> Window:
    light = Light(goal.indicator.rating.light) if goal.indicator else Light.UNKNOWN
    return Window(goal.number or goal.code, goal.title, url, light)
