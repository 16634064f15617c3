"""What each role may do, in words for the people who give roles."""

from soesmart.accounts.models import Role

DUTIES = {
    Role.PARTICIPATION_OFFICER: "öffnet und schließt Kampagnen, antwortet auf Ideen",
    Role.MODERATOR: "prüft, was Menschen öffentlich schreiben",
    Role.STRATEGY_OFFICER: "bearbeitet Ziele und Werte, gibt Fassungen anderer frei",
    Role.FUNDING_OFFICER: "bearbeitet Anträge und Auszahlungen der Pilotprojekte",
    Role.JUROR: "bewertet Anträge der Pilotprojekte",
    Role.BOX_OFFICE: "vergibt Plätze und lässt Gäste ein",
    Role.EDITOR: "schreibt Nachrichten und Seiten",
    Role.AUDITOR: "liest das Protokoll und alle Stände, ändert nichts",
    Role.TOWN_ADMINISTRATOR: "vergibt Aufgaben und darf alles, was die anderen dürfen",
}


def choices() -> list[tuple[str, str]]:
    """For a form: role and "Moderation: prüft, was ..."."""
    return [(role.value, f"{role.label}: {duty}") for role, duty in DUTIES.items()]
