"""`soesmart work`: carries out background jobs and starts the repeating ones."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from soesmart.core.backups import running
from soesmart.core.processes import follow_parent
from soesmart.core.refusals import Refused
from soesmart.core.worker import work


class Command(BaseCommand):
    help = "Erledigt Hintergrundarbeiten (Mails, Suche, Aufräumen). Läuft bei soesmart serve schon mit."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        follow_parent()
        try:
            with running(settings.DATA_DIR):
                work()
        except Refused as refusal:
            raise CommandError(refusal.text) from None
