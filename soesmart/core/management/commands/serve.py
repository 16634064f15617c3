"""`soesmart serve`: pages, live paths and background jobs on one port."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from soesmart.core.refusals import Refused
from soesmart.core.serving import is_port_free, serve


def add_address(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="Port (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="Adresse, auf der gehorcht wird (127.0.0.1)")


def check_address(host: str, port: int) -> None:
    """Raise when the server may not or cannot listen there."""
    # core stands below region, which knows the towns' names: the check is found by its name.
    try:
        import_string("soesmart.config.guard.refuse_public_demo")(host)
    except ImproperlyConfigured as reason:
        raise CommandError(str(reason)) from None
    if not is_port_free(host, port):
        raise CommandError(
            f"Port {port} ist belegt: Dort läuft schon ein Programm, vielleicht ein früher gestarteter Server. "
            f"Bitte dieses beenden oder einen anderen Port nehmen, etwa: make run PORT={port + 1}"
        )


class Command(BaseCommand):
    help = "Startet den Server: Seiten, Live-Pfade und Hintergrundarbeiten."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address(parser)
        parser.add_argument("--no-jobs", action="store_true", help="ohne Hintergrundarbeiten (siehe soesmart work)")

    def handle(self, *args: Any, host: str, port: int, no_jobs: bool = False, **options: Any) -> None:
        check_address(host, port)
        name = "localhost" if host == "127.0.0.1" else host
        words = f"soesmart läuft: http://{name}:{port}/  (beenden mit Strg+C)"
        try:
            serve(host, port, jobs=not no_jobs, when_ready=lambda: self._say(words))
        except Refused as refusal:
            raise CommandError(refusal.text) from None

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
