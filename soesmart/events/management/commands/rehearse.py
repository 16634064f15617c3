"""`soesmart rehearse`: a simulated audience for an evening, against the server that runs."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from soesmart.core import clock
from soesmart.events.models import Event
from soesmart.events.rehearsal.play import Wish, rehearse
from soesmart.events.rehearsal.score import lost_receipts, summary
from soesmart.events.rehearsal.stage import Stage, may_play_on
from soesmart.events.rehearsal.wire import CutOff, Server
from soesmart.events.rules import EventState
from soesmart.region.models import HostName, Municipality


class Command(BaseCommand):
    help = "Spielt das Publikum eines Abends: Menschen im Saal und im Stream, die mitmachen und abstimmen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--town", default="soest", help="Kürzel der Stadt")
        parser.add_argument("--event", default="", help="Kürzel der Veranstaltung; ohne: was gerade läuft")
        parser.add_argument("--port", type=int, default=8000, help="wo der Server auf diesem Rechner hört")
        parser.add_argument("--people", type=int, default=500, help="wie viele Menschen")
        parser.add_argument("--seconds", type=int, default=120, help="wie lange")
        parser.add_argument("--direct", action="store_true", help="auch die Regie übernehmen: alle Fragen nacheinander")
        parser.add_argument("--items", nargs="+", type=int, default=[], help="mit --direct: nur diese Fragen (Nummern)")
        parser.add_argument("--really", action="store_true", help="auch wo keine Probe ist: zählt dann wie echt")

    def handle(self, *args: Any, **options: Any) -> None:
        town = Municipality.objects.filter(slug=options["town"]).first()
        if town is None:
            raise CommandError(f"Die Stadt {options['town']} gibt es hier nicht.")
        with scope(municipality=town):
            event = _event(options["event"])
            if not (options["really"] or may_play_on(event)):
                raise CommandError(
                    f"„{event.title}“ ist keine Probe: Erfundene Menschen würden mitzählen. In der Regie die Probe "
                    "beginnen, oder --really anfügen."
                )
            self._play(event, _server(town, options["port"]), options)

    def _play(self, event: Event, server: Server, options: dict[str, Any]) -> None:
        wish = Wish(options["people"], options["seconds"], options["direct"], tuple(options["items"]))
        self.stdout.write(f"„{event.title}“: {wish.people} Menschen kommen …")
        try:
            score, found = asyncio.run(rehearse(Stage(event), server, wish, self._tell))
        except CutOff as silence:
            raise CommandError(
                f"Auf Port {server.port} antwortet kein Server ({silence}). Steht er woanders: --port."
            ) from silence
        except KeyboardInterrupt:
            raise CommandError(
                "Abgebrochen. Eine offene Abstimmung bleibt offen: bitte in der Regie schließen."
            ) from None
        for line in summary(score, found):
            self._tell(line)
        lost = sum(missing for round_, missing in lost_receipts(score, found).items() if round_ in found)
        if lost:
            raise CommandError(f"{lost} bestätigte Stimmen fehlen in der Auszählung.")

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _event(key: str) -> Event:
    """The event of this key, else the one that runs now; among several the one that began last."""
    events, at = Event.objects.filter(state=EventState.PUBLISHED), clock.now()
    found = events.filter(key=key) if key else events.filter(doors_at__lte=at, ends_at__gt=at).order_by("-starts_at")
    event = found.first()
    if event is None:
        raise CommandError("Diese Veranstaltung gibt es nicht." if key else "Gerade läuft keine Veranstaltung.")
    return event


def _server(town: Municipality, port: int) -> Server:
    """The server on this machine, asked as a browser or the proxy before it would ask for the town."""
    row = HostName.objects.filter(municipality=town).order_by("-is_primary").first()
    host = row.host if row else f"{town.slug}.localhost"
    return Server(
        port, f"{host}:{port}" if host.endswith("localhost") else host, is_https=settings.SESSION_COOKIE_SECURE
    )
