"""`soesmart backup FILE`: all that makes up the town in one file, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from soesmart.core.backups import back_up
from soesmart.core.refusals import Refused


class Command(BaseCommand):
    help = "Sichert Datenbank, hochgeladene Dateien und Schlüssel in eine Datei (tar.gz), auch im Betrieb."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="DATEI", help="wird neu angelegt")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            back_up(settings.DATA_DIR, file.absolute())
        except Refused as refusal:
            raise CommandError(refusal.text) from None
        except OSError as error:
            raise CommandError(f"Die Sicherung konnte nicht geschrieben werden: {error}") from None
        self.stdout.write(f"Gesichert in {file} ({file.stat().st_size / 1e6:.1f} MB).")
