"""Audit entries about a campaign in words."""

from collections.abc import Mapping

ACTIONS = {
    "participation.campaign.founded": "Entwurf angelegt",
    "participation.campaign.imported": "aus einer Vorlage übernommen",
    "participation.campaign.edited": "Angaben geändert",
    "participation.campaign.published": "veröffentlicht",
    "participation.campaign.withdrawn": "Veröffentlichung zurückgezogen",
    "participation.campaign.archived": "abgelegt",
    "participation.campaign.unarchived": "aus der Ablage geholt",
    "participation.categories.set": "Themen geändert",
    "participation.windows.set": "Fenster gesetzt",
    "participation.windows.closed": "vorzeitig geschlossen",
    "participation.windows.extended": "verlängert",
    "participation.windows.undone": "Änderung der Fenster zurückgenommen",
    "participation.codes.made": "Codes gemacht",
    "participation.codes.revoked": "Codes gesperrt",
    "participation.codes.allowed": "Codes wieder freigegeben",
    "participation.counts.repaired": "Zähler berichtigt",
    "participation.ideas.imported": "Ideen aus einer Tabelle übernommen",
    "participation.opinions.entered": "Meinungen eingetragen",
}

COLUMNS = {
    "title": "Titel",
    "summary": "Zusammenfassung",
    "question": "Frage",
    "text": "Text",
    "contact": "Ansprechstelle",
    "who": "wer mitmachen kann",
    "voting": "Art der Meinung",
    "with_important": "„Ist mir wichtig“",
    "limit": "wie viel jede Person vergibt",
    "limit_each": "Grenze je Idee",
    "results": "wann Ergebnisse zu sehen sind",
    "smallest_group": "kleinste Gruppe",
    "answer_days": "Versprechen",
    "with_map": "Ort auf der Karte",
    "with_districts": "Stadtteil und Alter",
    "source": "Quelle",
    "invented": "Beispiel",
    "phase": "Abschnitt",
}

COUNTED = {
    "number": ("Code", "Codes"),
    "ideas": ("Idee", "Ideen"),
    "questionnaires": ("Fragebogen", "Fragebögen"),
    "rows": ("Zeile", "Zeilen"),
    "new": ("neu", "neu"),
    "changed": ("geändert", "geändert"),
    "drifts": ("Abweichung", "Abweichungen"),
}


def sentence(action: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """What was done, and details like "Titel, Frage" or "1.000 Codes"."""
    details = [COLUMNS[name] for name in str(facts.get("columns") or "").split(",") if name in COLUMNS]
    for name, (one, many) in COUNTED.items():
        if isinstance(number := facts.get(name), int) and not isinstance(number, bool) and number:
            details.append(f"{number:,} {one if number == 1 else many}".replace(",", "."))
    if isinstance(keys := facts.get("keys"), list):
        details.append(f"{len(keys)} {'Thema' if len(keys) == 1 else 'Themen'}")
    return ACTIONS.get(action, action.removeprefix("participation.")), ", ".join(details)
