"""Audit entries about an event in words."""

from collections.abc import Mapping

ACTIONS = {
    "events.event.created": "Entwurf angelegt",
    "events.event.edited": "Angaben geändert",
    "events.event.published": "veröffentlicht",
    "events.event.cancelled": "abgesagt",
    "events.event.archived": "abgelegt",
    "events.event.unarchived": "aus der Ablage geholt",
    "events.code.drawn": "Buchstaben zum Mitmachen neu gezogen",
    "events.tracks.set": "Hilfen zum Folgen geändert",
    "events.scene.added": "Szene angelegt",
    "events.scene.edited": "Szene geändert",
    "events.scene.moved": "Szene verschoben",
    "events.scene.deleted": "Szene gelöscht",
    "events.item.added": "Frage angelegt",
    "events.item.edited": "Frage geändert",
    "events.item.moved": "Frage verschoben",
    "events.item.copied": "Frage kopiert",
    "events.item.linked": "Bezug einer Frage geändert",
    "events.item.deleted": "Frage gelöscht",
    "events.stage.shown": "auf der Leinwand gezeigt",
}

COLUMNS = {
    "title": "Titel",
    "summary": "Zusammenfassung",
    "text": "Text",
    "doors_at": "Einlass",
    "starts_at": "Beginn",
    "ends_at": "Ende",
    "place": "Ort",
    "address": "Anschrift",
    "access_notes": "Barrierefreiheit",
    "languages": "Sprachen",
    "contact": "Ansprechstelle",
    "stream": "Stream",
    "stream_url": "Adresse des Streams",
    "stream_host": "Anbieter des Streams",
    "stream_delay": "Verzögerung",
    "entry": "was als Stimme zählt",
    "smallest_group": "kleinste Gruppe",
    "source": "Quelle",
    "invented": "Beispiel",
    "phase_id": "Abschnitt",
    "campaign_id": "Beteiligung",
}


def sentence(action: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """What was done, and details like "Titel, Beginn" or "Frage 3"."""
    details = [COLUMNS[name] for name in str(facts.get("columns") or "").split(",") if name in COLUMNS]
    if item := facts.get("item"):
        details.append(f"Frage {item}")
    return ACTIONS.get(action, action.removeprefix("events.")), ", ".join(details)
