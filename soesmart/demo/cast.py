"""The people of the demo: data, and the function that brings them into being through the services."""

import random
import uuid
from dataclasses import dataclass
from datetime import datetime

from django_scopes import scope

from soesmart.accounts.models import Consent, Person, Role
from soesmart.accounts.services import add_person, give_consent, grant_role, join_town
from soesmart.region.models import Municipality

ACTOR = "system:demo"


@dataclass(frozen=True)
class Character:
    """Somebody of the cast. `town`: slug; `who` and `can`: what the sign-in page of the demo says."""

    key: str
    name: str
    town: str
    pseudonym: str
    who: str
    can: str
    roles: tuple[Role, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"

    @property
    def pk(self) -> uuid.UUID:
        """The same in every demo, so that addresses and the audit log repeat."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"https://soesmart.example.org/demo/{self.key}")


CAST = (
    Character(
        "amira",
        "Amira",
        "soest",
        "Amira aus der Börde",
        "wohnt in Soest",
        "liest, macht mit und sieht in „Mein Bereich“ ihre Daten.",
    ),
    Character(
        "bernd",
        "Bernd",
        "soest",
        "Bernd",
        "Strategiestelle im Rathaus",
        "bearbeitet Ziele, trägt Werte ein und reicht eine neue Fassung der Strategie ein.",
        (Role.STRATEGY_OFFICER, Role.PARTICIPATION_OFFICER),
    ),
    Character(
        "clara",
        "Clara",
        "soest",
        "Clara",
        "im Rat, prüft und verwaltet",
        "gibt als zweite Person eine Fassung frei, liest das Protokoll und vergibt Aufgaben.",
        (Role.TOWN_ADMINISTRATOR, Role.AUDITOR, Role.STRATEGY_OFFICER),
    ),
    Character(
        "deniz",
        "Deniz",
        "soest",
        "Deniz",
        "Redaktion und Moderation",
        "schreibt Nachrichten und Seiten und prüft, was Menschen schreiben.",
        (Role.MODERATOR, Role.EDITOR),
    ),
    Character(
        "gesa",
        "Gesa",
        "soest",
        "Gesa",
        "Geschäftsstelle Klimaschutz",
        "trägt die Werte ihrer Kennzahlen ein; die Strategiestelle gibt sie frei.",
    ),
    Character(
        "franz",
        "Franz",
        "olpe",
        "Franz",
        "Strategiestelle in Olpe",
        "arbeitet an der Strategie von Olpe. In Soest hat er keine Aufgabe.",
        (Role.STRATEGY_OFFICER, Role.TOWN_ADMINISTRATOR),
    ),
)


def create_cast(at: datetime) -> list[Person]:
    """Add the people with their names and roles where they are missing; the people in the cast's order."""
    return [_create(character, at) for character in CAST]


def cast_of(town: Municipality) -> list[Character]:
    return [character for character in CAST if character.town == town.slug]


def _create(character: Character, at: datetime) -> Person:
    town = Municipality.objects.get(slug=character.town)
    with scope(municipality=town):
        person = add_person(actor=ACTOR, email=character.email, at=at, verified=True, id=character.pk)
        rng = random.Random(character.key)  # noqa: S311  # a story, not a secret
        join_town(person=person, town=town, at=at, rng=rng, pseudonym=character.pseudonym)
        give_consent(person=person, town=town, text=Consent.Text.PRIVACY, at=at)
        for role in character.roles:
            grant_role(actor=ACTOR, person=person, town=town, role=role, at=at)
    return person
