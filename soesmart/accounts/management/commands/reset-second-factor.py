# ruff: noqa: N999  # the command has this name
"""`soesmart reset-second-factor soest name@example.org`: a lost device of somebody with roles in several towns."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.accounts.services import reset_second_factor
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality


class Command(BaseCommand):
    help = "Setzt den zweiten Schritt einer Person zurück, deren Gerät verloren ist. Bitte vorher prüfen, wer fragt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("town", help="Kurzname einer Stadt, in der die Person eine Aufgabe hat, zum Beispiel soest")
        parser.add_argument("email", help="E-Mail-Adresse des Kontos")

    def handle(self, *args: Any, town: str, email: str, **options: Any) -> None:
        place = Municipality.objects.filter(slug=town).first()
        person = Person.objects.filter(email=email.lower()).first()
        if place is None or person is None:
            raise CommandError("Diese Stadt oder dieses Konto gibt es nicht. Bitte beide Angaben prüfen.")
        actor = "system:reset-second-factor"
        try:
            with scope(municipality=place):
                gone = reset_second_factor(actor=actor, person=person, town=place, at=clock.now())
        except Refused as refusal:
            raise CommandError(refusal.text) from None
        self.stdout.write(f"{gone} zweite Schritte entfernt. Die Person bekommt eine E-Mail.")
