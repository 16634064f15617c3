"""`soesmart town`: found a town with its portal, or let one answer under a further name."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.portal.services.desks import open_desk
from soesmart.region.models import Municipality, Region
from soesmart.region.rules import STANDARD, TownWords
from soesmart.region.services import add_host, found_region, found_town

ACTOR = "system:town"


class Command(BaseCommand):
    help = "Legt eine Stadt an und lässt sie unter einem Namen antworten. Mit einer bekannten Stadt: ein weiterer Name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="kurzer Name, etwa soest")
        parser.add_argument("--host", action="append", required=True, help="Rechnername, etwa zukunft.soest.example")
        parser.add_argument("--name", default="", help="Name der Stadt, etwa Soest")
        parser.add_argument("--district", default="", help="Kreis, etwa Kreis Soest")
        parser.add_argument("--region", default="", help="Name der Region; leer: die vorhandene, sonst eine eigene")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                town = self._town(options)
                for host in options["host"]:
                    primary = not town.hosts.exists()
                    add_host(actor=ACTOR, host=host, municipality=town, primary=primary, at=clock.now())
                open_desk(actor=ACTOR, town=town, greeting=f"Willkommen in {town.name}", intro="", at=clock.now())
        except Refused as refusal:
            raise CommandError(refusal.text) from refusal
        self.stdout.write(f"{town.official_name} antwortet unter {', '.join(host.host for host in town.hosts.all())}.")

    def _town(self, options: dict[str, Any]) -> Municipality:
        slug, name = options["slug"], options["name"]
        if known := Municipality.objects.filter(slug=slug).first():
            return known
        if not name:
            raise CommandError(f"Eine Stadt {slug} gibt es noch nicht. Zum Anlegen bitte --name angeben.")
        words = TownWords(name, f"Stadt {name}", options["district"])
        region = self._region(options["region"] or name)
        return found_town(actor=ACTOR, region=region, slug=slug, words=words, branding=STANDARD, at=clock.now())

    def _region(self, name: str) -> Region:
        known = Region.objects.filter(name=name).first() or (
            Region.objects.first() if Region.objects.count() == 1 else None
        )
        if known:
            return known
        return found_region(actor=ACTOR, slug=f"region-{Region.objects.count() + 1}", name=name, at=clock.now())
