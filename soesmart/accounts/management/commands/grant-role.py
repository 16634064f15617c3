# ruff: noqa: N999  # the command has this name
"""`soesmart grant-role soest name@example.org town_administrator`: where a town's first administrator comes from."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from soesmart.accounts.models import Role
from soesmart.accounts.services import add_person, grant_role
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality


class Command(BaseCommand):
    help = "Gibt einer Person eine Aufgabe in einer Stadt, zum Beispiel der ersten Stadtadministration."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("town", help="Kurzname der Stadt, zum Beispiel soest")
        parser.add_argument("email", help="E-Mail-Adresse; das Konto entsteht, wenn es noch keines gibt")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args: Any, town: str, email: str, role: str, **options: Any) -> None:
        place = Municipality.objects.filter(slug=town).first()
        if place is None:
            known = ", ".join(Municipality.objects.values_list("slug", flat=True)) or "noch keine"
            raise CommandError(f"Es gibt keine Stadt „{town}“. Bekannt: {known}.")
        at, actor = clock.now(), "system:grant-role"
        try:
            with scope(municipality=place):
                person = add_person(actor=actor, email=email, at=at)
                grant_role(actor=actor, person=person, town=place, role=Role(role), at=at)
        except Refused as refusal:
            raise CommandError(refusal.text) from None
        self.stdout.write(f"{person.email} hat in {place.name} die Aufgabe {Role(role).label}.")
