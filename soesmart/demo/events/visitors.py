"""Made-up people who book places. Their addresses belong to nobody (RFC 2606)."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from soesmart.tickets.rules.places import Visitor

FIRST = ("Anna", "Bilal", "Carla", "Dieter", "Elif", "Frieda", "Georg", "Hanna", "Ivo", "Jule", "Karim", "Lena",
         "Milan", "Nora", "Otto", "Paula", "Rosa", "Samir", "Thea", "Ulrich", "Vera", "Wilma")  # fmt: skip
LAST = ("Ahorn", "Birkner", "Dreher", "Eichhoff", "Feldkamp", "Grünberg", "Hagedorn", "Ilmer", "Kornfeld", "Lindner",
        "Mühlbach", "Nussbaum", "Osterloh", "Pappel", "Rosenow", "Sandweg", "Teichmann", "Weidner")  # fmt: skip
STREETS = ("Am Ahornring", "Beispielweg", "Lindengasse", "Musterstraße")


@dataclass(frozen=True)
class Party:
    """Who comes together, and how many they are."""

    visitor: Visitor
    seats: int


def parties(rng: random.Random, number: int, *, contact: bool) -> Iterator[Party]:
    """So many bookings of one to four places. contact: with telephone, address, and the names of who comes along."""
    names = rng.sample([f"{first} {last}" for first in FIRST for last in LAST], 4 * number)
    for place in range(number):
        seats = rng.choices((1, 2, 3, 4), (5, 9, 2, 2))[0]
        name, *others = names[4 * place : 4 * place + 4]
        email = f"{name.lower().replace(' ', '.').replace('ü', 'ue')}@example.org"
        if not contact:
            yield Party(Visitor(name=name, email=email), seats)
            continue
        phone, house = f"02921 555 {rng.randrange(100, 1000)}", rng.randrange(1, 60)
        address = f"{rng.choice(STREETS)} {house}, 59494 Soest"
        yield Party(Visitor(name, email, phone, address, tuple(others[: seats - 1])), seats)
