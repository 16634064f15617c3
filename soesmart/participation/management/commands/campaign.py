"""`soesmart campaign export KEY --town soest --out FILE` and `soesmart campaign import FILE --town olpe`."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from soesmart.core import clock
from soesmart.participation.blueprint import to_text
from soesmart.participation.blueprint_reading import LARGEST, Unreadable, read_blueprint
from soesmart.participation.models import Campaign, Phase
from soesmart.participation.queries.blueprints import blueprint_of
from soesmart.participation.services.blueprints import import_campaign
from soesmart.region.models import Municipality


class Command(BaseCommand):
    help = "Schreibt eine Beteiligung als Vorlage in eine Datei, oder legt aus einer Vorlage einen Entwurf an."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True, metavar="export|import")
        out = ways.add_parser("export", help="eine Beteiligung als Vorlage schreiben")
        out.add_argument("key", metavar="KEY", help="Kürzel der Beteiligung, wie in ihrer Adresse")
        out.add_argument("--town", required=True, help="Kurzname der Stadt, zum Beispiel soest")
        out.add_argument("--out", type=Path, required=True, metavar="FILE", help="Datei für die Vorlage")
        into = ways.add_parser("import", help="aus einer Vorlage einen Entwurf anlegen")
        into.add_argument("file", type=Path, metavar="FILE", help="Datei mit der Vorlage")
        into.add_argument("--town", required=True, help="Kurzname der Stadt, zum Beispiel olpe")
        into.add_argument("--start", type=date.fromisoformat, metavar="TAG", help="erster Tag, wie 2027-05-01 (heute)")
        into.add_argument("--phase", default="", metavar="KEY", help="Kürzel des Abschnitts, zu dem sie gehört")

    def handle(self, *args: Any, way: str, town: str, **options: Any) -> None:
        place = Municipality.objects.filter(slug=town).first()
        if place is None:
            known = ", ".join(Municipality.objects.values_list("slug", flat=True)) or "noch keine"
            raise CommandError(f"Es gibt keine Stadt „{town}“. Bekannt: {known}.")
        with scope(municipality=place):
            if way == "export":
                self._export(place, options["key"], options["out"])
            else:
                self._import(place, options["file"], options["start"] or clock.today(), options["phase"])

    def _export(self, town: Municipality, key: str, out: Path) -> None:
        campaign = Campaign.objects.filter(key=key).first()
        if campaign is None:
            known = ", ".join(Campaign.objects.values_list("key", flat=True)) or "noch keine"
            raise CommandError(f"In {town.name} gibt es keine Beteiligung „{key}“. Bekannt: {known}.")
        try:
            out.write_text(to_text(blueprint_of(campaign)), encoding="utf-8")
        except OSError:
            raise CommandError(f"{out}: Dorthin lässt sich nicht schreiben. Bitte den Pfad prüfen.") from None
        self.stdout.write(f"„{campaign.title}“ steht als Vorlage in {out}.")

    def _import(self, town: Municipality, file: Path, start: date, phase_key: str) -> None:
        phase = Phase.objects.filter(key=phase_key).first() if phase_key else None
        if phase_key and phase is None:
            known = ", ".join(Phase.objects.values_list("key", flat=True)) or "noch keine"
            raise CommandError(f"In {town.name} gibt es keinen Abschnitt „{phase_key}“. Bekannt: {known}.")
        try:
            with file.open("rb") as opened:
                blueprint = read_blueprint(opened.read(LARGEST + 1))
            made = import_campaign(
                actor="system:campaign",
                municipality=town,
                blueprint=blueprint,
                start=start,
                phase=phase,
                at=clock.now(),
            )
        except OSError:
            raise CommandError(f"{file}: Diese Datei lässt sich nicht lesen.") from None
        except Unreadable as error:
            raise CommandError(f"Nichts angelegt. In {file} stimmt nicht:\n{error}") from None
        self.stdout.write(f"In {town.name} liegt jetzt der Entwurf „{made.title}“ (Kürzel {made.key}).")
