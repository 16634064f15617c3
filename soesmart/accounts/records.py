"""All that the house knows of a person in the town of the scope, gathered from the modules."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from soesmart.accounts.models import Person
from soesmart.core.module import PersonalRecords, modules
from soesmart.region.models import Municipality


@dataclass(frozen=True)
class ModuleRecords:
    """What one module knows: only parts that hold something."""

    name: str
    label: str
    records: list[PersonalRecords]


def records_of(person: Person) -> list[ModuleRecords]:
    gathered = [
        ModuleRecords(module.name, module.label, [part for part in module.export_person(person) if part.rows])
        for module in modules()
    ]
    return [found for found in gathered if found.records]


def as_json(person: Person, town: Municipality, at: datetime) -> dict[str, Any]:
    """The same as data: {"stadt", "erstellt", "bereiche": [{"bereich", "teile": [{"titel", "zweck", "zeilen"}]}]}."""
    return {
        "stadt": town.official_name,
        "erstellt": at,
        "hinweis": "Diese Datei enthält das Konto und alles, was in dieser Stadt dazu gespeichert ist.",
        "bereiche": [
            {
                "bereich": module.label,
                "teile": [
                    {"titel": part.title, "zweck": part.purpose, "zeilen": [dict(row) for row in part.rows]}
                    for part in module.records
                ],
            }
            for module in records_of(person)
        ],
    }
