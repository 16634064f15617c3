"""`soesmart audit-verify`: whether the audit log is whole."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soesmart.core.audit import verify


class Command(BaseCommand):
    help = "Prüft, ob das Protokoll lückenlos und unverändert ist. Endet mit 1, wenn nicht."

    def handle(self, *args: Any, **options: Any) -> None:
        whole = True
        for chain in verify():
            name = chain.town or "(ohne Stadt)"
            for fault in chain.breaks:
                whole = False
                self.stdout.write(f"{name}: Eintrag {fault.number} {fault.reason}")
            # Noted elsewhere (on paper, in a mail), the seal proves later that nobody rewrote the whole chain.
            self.stdout.write(f"{name}: {chain.entries} Einträge, Siegel {chain.seal}")
        if not whole:
            raise CommandError(
                "Das Protokoll ist nicht unversehrt. Bitte nichts ändern und eine Sicherung vergleichen."
            )
        self.stdout.write("Das Protokoll ist lückenlos und unverändert.")
