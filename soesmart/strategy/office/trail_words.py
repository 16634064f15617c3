"""Audit entries in words."""

from collections.abc import Mapping

from soesmart.strategy.office.trail_deliveries import FAILED, details_of

ACTIONS = {
    "strategy.founded": "Strategie angelegt",
    "strategy.edited": "Angaben zur Strategie geändert",
    "strategy.target_decision.noted": "Eintrag in der Geschichte der Ziele",
    "strategy.version.opened": "Entwurf begonnen",
    "strategy.version.edited": "Angaben zur Fassung geändert",
    "strategy.version.submitted": "zur Freigabe eingereicht",
    "strategy.version.returned": "zurückgegeben",
    "strategy.version.approved": "freigegeben",
    "strategy.version.published": "veröffentlicht",
    "strategy.version.discarded": "Entwurf verworfen",
    "strategy.vision.written": "Vision geschrieben",
    "strategy.overarching_goals.written": "übergreifende Ziele geschrieben",
    "strategy.field.added": "Feld angelegt",
    "strategy.field.edited": "Feld geändert",
    "strategy.field.moved": "Feld verschoben",
    "strategy.field.removed": "Feld entfernt",
    "strategy.goal.added": "Ziel angelegt",
    "strategy.goal.edited": "Ziel geändert",
    "strategy.goal.moved": "Ziel verschoben",
    "strategy.goal.removed": "Ziel entfernt",
    "strategy.goal.restored": "Ziel wiederhergestellt",
    "strategy.indicator.added": "Kennzahl angelegt",
    "strategy.indicator.edited": "Kennzahl geändert",
    "strategy.target.set": "Zielwert gesetzt",
    "strategy.target.ended": "Zielwert beendet",
    "strategy.value.recorded": "Wert eingetragen",
    "strategy.value.withdrawn": "Wert zurückgezogen",
    "strategy.report.opened": "Bericht begonnen",
    "strategy.report.edited": "Angaben zum Bericht geändert",
    "strategy.report.written": "Text im Bericht geschrieben",
    "strategy.report.copied": "Texte des vorigen Berichts übernommen",
    "strategy.report.published": "Bericht veröffentlicht",
    "strategy.report.discarded": "Bericht verworfen",
    "strategy.report.withdrawn": "Bericht zurückgezogen",
    "strategy.unit.added": "Stelle angelegt",
    "strategy.unit.edited": "Stelle geändert",
    "strategy.unit.removed": "Stelle entfernt",
    "strategy.duty.assigned": "Zuständigkeit geändert",
    "strategy.duty.unit_assigned": "Stelle zugewiesen",
    "strategy.due.settled": "Termin weitergerückt",
    "strategy.due.reminded": "an fällige Werte erinnert",
    "strategy.question.asked": "Frage zu einem Ziel",
    "strategy.question.answered": "Frage beantwortet",
    "strategy.question.hidden": "Frage ausgeblendet",
    "strategy.question.shown": "Frage wieder gezeigt",
    "strategy.table.imported": "Tabelle übernommen",
    "strategy.delivery.received": "Werte geliefert",
    "strategy.delivery.reread": "Lieferung anders gelesen",
    "strategy.delivery.mapped": "Lieferung zugeordnet",
    "strategy.delivery.reopened": "Zuordnung wieder geöffnet",
    "strategy.delivery.checked": "Lieferung geprüft",
    "strategy.delivery.failed": "Lieferung nicht lesbar",
    "strategy.delivery.decided": "über Befunde entschieden",
    "strategy.delivery.undone": "Entscheidung zurückgenommen",
    "strategy.delivery.approved": "Lieferung übernommen",
    "strategy.delivery.taken_back": "Übernahme zurückgenommen",
    "strategy.delivery.rejected": "Lieferung verworfen",
    "strategy.source.added": "Quelle angelegt",
    "strategy.source.edited": "Quelle geändert",
    "strategy.source.switched": "Abruf ein- oder ausgeschaltet",
    "strategy.source.removed": "Quelle entfernt",
    "strategy.source.failed": "Abruf fehlgeschlagen",
    "strategy.measure.added": "Maßnahme angelegt",
    "strategy.measure.edited": "Maßnahme geändert",
    "strategy.measure.dropped": "Maßnahme entfallen",
    "strategy.measure.restored": "Maßnahme wieder aufgenommen",
    "strategy.estimate.recorded": "Wirkung geschätzt",
    "strategy.estimate.withdrawn": "Schätzung zurückgenommen",
    "strategy.assumption.noted": "Annahme festgehalten",
}

COLUMNS = {
    "name": "Name",
    "guideline": "Leitlinie",
    "guideline_invented": "Leitlinie als Beispiel",
    "sdgs": "SDG",
    "sdgs_invented": "SDG als Beispiel",
    "source": "Quelle",
    "invented": "Beispiel",
    "title": "Titel",
    "description": "Beschreibung",
    "number": "Nummer",
    "unit": "Einheit oder Stelle",
    "is_ecological": "ökologisch",
    "is_economic": "ökonomisch",
    "is_social": "sozial",
    "related_sources": "weitere Quellen",
    "field": "Feld",
    "parent": "übergeordnetes Ziel",
    "depth": "Ebene",
    "position": "Reihenfolge",
    "label": "Nummer",
    "decided_on": "beschlossen am",
    "decided_by": "beschlossen von",
    "decision_reference": "Vorlage",
    "votes_for": "Ja-Stimmen",
    "votes_against": "Nein-Stimmen",
    "votes_abstained": "Enthaltungen",
    "note": "Anmerkung",
    "direction": "Richtung",
    "known_on": "Stand der Zahlen",
    "decimals": "Nachkommastellen",
    "method": "Verfahren",
    "interval": "Rhythmus",
    "reporting_field": "Berichtsrahmen",
    "lowest": "kleinster plausibler Wert",
    "highest": "größter plausibler Wert",
    "is_emission": "Budget",
    "task": "Aufgabe",
    "email": "Postfach",
    "unit_in_charge": "zuständige Stelle",
    "contact": "Ansprechperson",
    "update_months": "Abstand der Werte",
    "due_on": "fällig am",
    "address": "Adresse",
    "every_days": "Abstand der Abrufe",
    "source_name": "Herkunft",
    "licence": "Lizenz",
    "query": "Anfrage",
    "text": "Beschreibung",
    "cost_low": "Kosten mindestens",
    "cost_high": "Kosten höchstens",
    "starts": "Beginn",
    "is_decided": "beschlossen",
    "condition": "Voraussetzung",
    "link": "Pilotprojekt",
    "is_dropped": "entfallen",
}

NAMED = ("code", "key", "label", "name")
COUNTED = {
    "terms": ("Wort", "Wörter"),
    "goals": ("Ziel", "Ziele"),
    "changed": ("Änderung", "Änderungen"),
    "added": ("neu", "neu"),
}
WAYS = {"up": "nach oben", "down": "nach unten"}


def sentence(action: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """What happened ("Ziel geändert: MOB-1"), and the details ("Titel, Beschreibung")."""
    if action == FAILED:  # its code says why, not of what
        subject = str(facts.get("name") or "")
    else:
        subject = next((str(facts[name]) for name in NAMED if facts.get(name)), "")
    what = ACTIONS.get(action, action)
    return (f"{what}: {subject}" if subject else what), ", ".join([*_details(facts), *details_of(action, facts)])


def _details(facts: Mapping[str, object]) -> list[str]:
    found = [COLUMNS.get(name, name) for name in str(facts.get("columns") or "").split(",") if name]
    if facts.get("value") is not None:
        year = facts.get("year")
        found.append(f"{str(facts['value']).replace('.', ',')}{f' ({year})' if year else ''}")
    if facts.get("reason"):
        found.append(str(facts["reason"]))
    if facts.get("way"):
        found.append(WAYS.get(str(facts["way"]), ""))
    for name, (one, many) in COUNTED.items():
        if isinstance(number := facts.get(name), int):
            found.append(f"{number} {one if number == 1 else many}")
    return found
