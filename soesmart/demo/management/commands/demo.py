"""`soesmart demo`: build the story of Soest, from the towns to the search."""

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from soesmart.core import clock
from soesmart.demo.build import build
from soesmart.region.queries import public_hosts


class Command(BaseCommand):
    help = "Baut die Vorführung auf: Soest mit seiner Geschichte und die vier anderen Städte. Mehrfach aufrufbar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--really", action="store_true", help="auch ohne DEMO=1 aufbauen")

    def handle(self, *args: Any, really: bool = False, **options: Any) -> None:
        if not (settings.DEMO or really):
            raise CommandError("Die Vorführung ist nicht eingeschaltet. Mit DEMO=1 starten oder --really anfügen.")
        if public := public_hosts():
            raise CommandError(
                f"Diese Datenbank antwortet unter {', '.join(public)}: In eine öffentliche Stadt kommen keine "
                "Vorführdaten. Bitte ein anderes DATA_DIR nehmen."
            )
        began = perf_counter()
        for part in build(clock.now()):
            self.stdout.write(f"  {part.label} …")
            self.stdout.flush()
        self.stdout.write(f"Die Vorführung steht ({perf_counter() - began:.1f} s).")
