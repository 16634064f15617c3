"""What each role may do, in words for the people who give roles."""

from soesmart.accounts.models import Role

DUTIES = [
    (Role.PARTICIPATION_OFFICER.label, "legt Kampagnen an, öffnet und schließt Phasen, antwortet auf Ideen"),
    (Role.MODERATOR.label, "prüft, was Menschen schreiben, bevor oder nachdem es erscheint"),
    (Role.STRATEGY_OFFICER.label, "bearbeitet Ziele, trägt Werte ein und gibt die Fassung einer anderen Person frei"),
    (Role.FUNDING_OFFICER.label, "bearbeitet Anträge und Auszahlungen der Pilotprojekte"),
    (Role.JUROR.label, "bewertet Anträge der Pilotprojekte"),
    (Role.BOX_OFFICE.label, "vergibt Plätze und lässt Gäste ein"),
    (Role.EDITOR.label, "schreibt Nachrichten und Seiten"),
    (Role.AUDITOR.label, "liest das Protokoll und alle Stände, ändert nichts"),
    (Role.TOWN_ADMINISTRATOR.label, "vergibt Aufgaben und darf alles, was die anderen dürfen"),
]
