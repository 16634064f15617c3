"""Houses for the tests."""

from dataclasses import dataclass

from soesmart.strategy.house import Door, HouseContent, Part, People, Room, Window
from soesmart.strategy.rules import Light

LIGHTS = list(Light)
FIELDS = [
    ("Mobilität", 4),
    ("Stadtentwicklung", 4),
    ("Wirtschaft & Innovation", 3),
    ("Soziales, Jugend & Gesundheit", 4),
    ("Klima & Energie", 4),
    ("Kultur & Freizeit", 3),
    ("Bildung", 3),
    ("Verwaltung & Beteiligung", 3),
]


@dataclass
class Town:
    slug: str = "soest"
    colour_primary: str = "#2d5a4c"
    colour_accent: str = "#9a3d2b"


TOWNS = [
    Town(),
    Town("arnsberg", "#1f4b7a", "#a34f17"),
    Town("bad-berleburg", "#6a2f55", "#4f6b1f"),
    Town("menden", "#8a2f22", "#1f5f7a"),
    Town("olpe", "#0f5c63", "#8f5000"),
]


def windows(count: int, room: str = "X", first: int = 0) -> tuple[Window, ...]:
    return tuple(
        Window(f"{room}-{index}", f"Ziel Nummer {index}", f"/ziele/{room}-{index}/", LIGHTS[(first + index - 1) % 5])
        for index in range(1, count + 1)
    )


def rooms(*counts: int) -> tuple[Room, ...]:
    return tuple(
        Room(f"Raum {index}", f"/felder/{index}/", windows(count, f"R{index}")) for index, count in enumerate(counts)
    )


def soest() -> HouseContent:
    """28 goals in eight fields, three overarching goals, ten pilots, 1,843 people."""
    return HouseContent(
        title="Klimaneutrale Smart City",
        url="/strategie/",
        terms=("nachhaltig", "digital", "vernetzt", "lebendig", "attraktiv"),
        overarching=(Part("Klimaneutralität"), Part("Resilienz"), Part("Generationengerechtigkeit", "/generationen/")),
        rooms=tuple(Room(name, f"/felder/{i}/", windows(goals, name[:3], i)) for i, (name, goals) in enumerate(FIELDS)),
        door=Door(10, "Pilotprojekte", "/pilotprojekte/"),
        people=People(1843, url="/beteiligung/"),
    )
