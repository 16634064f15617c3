"""`soesmart up`: database up to date, demo built when DEMO=1, server started. What is current is skipped."""

import hashlib
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from soesmart.core.management.commands.serve import add_address, check_address
from soesmart.core.models import Stamp
from soesmart.core.processes import PORT

PACKAGE = Path(__file__).resolve().parents[3]


class Command(BaseCommand):
    help = "Bringt die Datenbank auf den Stand, baut bei DEMO=1 die Vorführung auf und startet den Server."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address(parser)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        check_address(host, port)
        os.environ[PORT] = str(port)  # for links in the mails of the demo
        tables = digest([settings.BASE_DIR / "uv.lock", *PACKAGE.glob("*/migrations/*.py")])
        self._bring("migrate", tables, "Datenbank auf den Stand bringen …", "--verbosity=0")
        if settings.DEMO:
            demo = digest(path for path in PACKAGE.glob("demo/**/*") if path.suffix in (".py", ".json"))
            self._bring("demo", tables + demo, "Vorführung aufbauen …")
        call_command("serve", host=host, port=port)

    def _bring(self, command: str, state: str, words: str, *arguments: str) -> None:
        """Run a command unless the database carries its stamp; in a process of its own, so that ours stays small."""
        if is_stamped(command, state):
            return
        self.stdout.write(words)
        self.stdout.flush()
        done = subprocess.run([sys.executable, "-m", "soesmart.config.command", command, *arguments], check=False)
        if done.returncode:
            raise CommandError(f"Nicht gestartet: soesmart {command} ist gescheitert, der Grund steht darüber.")
        Stamp.objects.update_or_create(name=command, defaults={"digest": state})


def is_stamped(name: str, state: str) -> bool:
    known = Stamp._meta.db_table in connection.introspection.table_names()
    return known and Stamp.objects.filter(name=name, digest=state).exists()


def digest(files: Iterable[Path]) -> str:
    """32 hex digits over names and contents of the files that exist."""
    whole = hashlib.sha256()
    for file in sorted(files):
        if file.is_file():
            whole.update(str(file).encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()[:32]
