"""Files of campaigns: what tests of blueprints start from."""

import json
from datetime import date, datetime
from typing import Any

from soesmart.participation.blueprint_reading import read_blueprint
from soesmart.participation.models import Campaign
from soesmart.participation.services.blueprints import import_campaign
from soesmart.region.models import Municipality

OFFICE = "system:test"
QUESTIONS: list[dict[str, Any]] = [
    {"key": "weg", "kind": "single", "text": "Wie kommen Sie?", "settings": {"options": ["Rad", "Bus"], "other": True}},
    {
        "key": "warum",
        "kind": "text",
        "text": "Warum?",
        "required": True,
        "condition": {"question": "weg", "is": ["1"]},
        "settings": {"long": True, "max": 300},
    },
    {"key": "note", "kind": "scale", "text": "Wie gut?", "section": "Zum Schluss", "settings": {"from": 1, "to": 6}},
    {"key": "alter", "kind": "number", "text": "Wie alt?", "confidential": True, "help": "freiwillig"},
]


def plain(**parts: Any) -> dict[str, Any]:
    return {"format": "soesmart-campaign", "version": 1, "campaign": {"title": "Neu"}, **parts}


def card(number: int, **more: Any) -> dict[str, Any]:
    return {"number": number, "title": "Bäume", "what": "Mehr Bäume.", **more}


def load(content: Any, town: Municipality, at: datetime, start: date = date(2026, 11, 20)) -> Campaign:
    blueprint = read_blueprint(json.dumps(content).encode())
    return import_campaign(actor=OFFICE, municipality=town, blueprint=blueprint, start=start, at=at)
