"""Where the office's own words stand in a report. No Django."""

from collections.abc import Iterable
from dataclasses import dataclass

from soesmart.strategy.rules import REPORTING_FIELDS

FOREWORD, CLOSING = "foreword", "closing"


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its key in the database, with what it is called; group: the heading in the office's list."""

    key: str
    name: str
    group: str


def field_place(key: str) -> str:
    return f"field:{key}"


def frame_place(number: int) -> str:
    return f"frame:{number}"


def places(fields: Iterable[tuple[str, str]]) -> list[Place]:
    """All places of a report in its order; fields: key and name of the action fields."""
    return [
        Place(FOREWORD, "Vorwort", "Anfang und Schluss"),
        Place(CLOSING, "Schluss und Ausblick", "Anfang und Schluss"),
        *(Place(field_place(key), name, "Handlungsfelder") for key, name in fields),
        *(
            Place(frame_place(number), f"{number} {name}", "Berichtsrahmen Nachhaltige Kommune")
            for number, name in REPORTING_FIELDS.items()
        ),
    ]
