"""`soesmart restore FILE`: put a backup in the place of the present data, which moves aside."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from soesmart.core import clock, jobs
from soesmart.core.backups import AFTER_RESTORE, restore
from soesmart.core.refusals import Refused


class Command(BaseCommand):
    help = "Stellt eine Sicherung wieder her. Der Server muss beendet sein; die jetzigen Daten werden beiseitegelegt."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            aside = restore(settings.DATA_DIR, file, clock.now())
        except Refused as refusal:
            raise CommandError(refusal.text) from None
        call_command("migrate", verbosity=0)  # the backup may be older than the program
        jobs.discover()
        for finish in AFTER_RESTORE:
            finish(clock.now())
        self.stdout.write("Die Sicherung ist wiederhergestellt.")
        if aside:
            self.stdout.write(f"Die bisherigen Daten liegen in {aside}.")
