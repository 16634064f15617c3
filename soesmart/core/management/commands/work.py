"""`soesmart work`: carries out background jobs and starts the repeating ones."""

from typing import Any

from django.core.management.base import BaseCommand

from soesmart.core.processes import follow_parent
from soesmart.core.worker import work


class Command(BaseCommand):
    help = "Erledigt Hintergrundarbeiten (Mails, Suche, Aufräumen). Läuft bei soesmart serve schon mit."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        follow_parent()
        work()
