"""What the strategy knows of a person, told and forgotten: its part of the module contract."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from soesmart.accounts.models import Person
from soesmart.core.module import PersonalRecords
from soesmart.strategy.models import SpreadsheetUpload, Version
from soesmart.strategy.personal_measuring import erase_person_measuring, export_person_measuring


def export_person(person: Person) -> Iterator[PersonalRecords]:
    """Versions that the person submitted or approved, her spreadsheets that wait, and what she did for the numbers."""
    steps = Version.objects.filter(Q(submitted_by=person) | Q(approved_by=person)).select_related("strategy")
    uploads = SpreadsheetUpload.objects.filter(uploaded_by=person).select_related("version")
    yield PersonalRecords(
        "Schritte an Fassungen der Strategie",
        "Nachweis, dass zwei Personen eine Fassung geprüft haben",
        [_step(version, person) for version in steps.order_by("created_at")],
    )
    yield PersonalRecords(
        "Hochgeladene Tabellen",
        "Übernahme nach der Prüfung; wird danach gelöscht",
        [{"Fassung": str(row.version), "Hochgeladen": row.uploaded_at} for row in uploads.order_by("uploaded_at")],
    )
    yield from export_person_measuring(person)


def _step(version: Version, person: Person) -> dict[str, object]:
    is_hers = version.submitted_by_id == person.pk
    return {
        "Strategie": version.strategy.name,
        "Fassung": version.label,
        "Schritt": "zur Freigabe gegeben" if is_hers else "freigegeben",
        "Wann": version.submitted_at if is_hers else version.approved_at,
    }


def erase_person(person: Person, at: datetime) -> None:
    """Versions and values stay, without the person; her waiting spreadsheets and unanswered questions go."""
    Version.objects.filter(submitted_by=person).update(submitted_by=None)
    Version.objects.filter(approved_by=person).update(approved_by=None)
    SpreadsheetUpload.objects.filter(uploaded_by=person).delete()
    erase_person_measuring(person)
