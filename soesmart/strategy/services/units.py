"""Units of the administration, and companies of the town, that are responsible for goals."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import OrganisationUnit
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import stale
from soesmart.strategy.services.rows import edit_row, lock_row, refuse_twice


@dataclass(frozen=True)
class UnitText:
    """What a unit is called and what it does. key: its name in addresses and spreadsheets, for ever.

    email: its mailbox, for reminders; never public.
    """

    key: str
    name: str
    task: str = ""
    source: str = ""
    invented: bool = False
    email: str = ""


def _columns(text: UnitText) -> dict[str, Any]:
    return {
        "name": checks.line(text.name, name="Der Name", field="name", required=True),
        "task": checks.line(text.task, name="Die Aufgabe", field="task", longest=500),
        "source": checks.url(text.source),
        "invented": text.invented,
        "email": checks.mailbox(text.email),
    }


@transaction.atomic
def add_unit(
    *,
    actor: object,
    municipality: Municipality,
    key: str,
    name: str,
    at: datetime,
    task: str = "",
    source: str = "",
    invented: bool = False,
    email: str = "",
) -> OrganisationUnit:
    """Add a unit of the administration that can be responsible for goals."""
    tidy = checks.key(key, field="key")
    columns = _columns(UnitText(tidy, name, task, source, invented, email))
    taken = f"Eine Stelle {tidy} gibt es schon. Bitte eine andere Kennung wählen."
    with refuse_twice("strategy.unit.twice", taken, "key"):
        made = OrganisationUnit.objects.create(municipality=municipality, key=tidy, **columns)
    audit(actor, "strategy.unit.added", made, town=municipality.slug, at=at, key=tidy)
    return made


@transaction.atomic
def edit_unit(
    *, actor: object, unit: OrganisationUnit, text: UnitText, at: datetime, revision: int | None = None
) -> OrganisationUnit:
    """Rename a unit or change its task; its key stays. revision: as the editor read it, else Conflict."""
    row = lock_row(unit, "strategy.unit.gone", "Diese Stelle wurde inzwischen entfernt.")
    return edit_row(actor, "strategy.unit.edited", row, _columns(text), at=at, revision=revision)


@transaction.atomic
def remove_unit(*, actor: object, unit: OrganisationUnit, at: datetime, revision: int | None = None) -> None:
    """Remove a unit. Refused while a version, also an old one, names it as responsible."""
    row = OrganisationUnit.objects.select_related("municipality").filter(pk=unit.pk).first()
    if row is None:
        raise Conflict("strategy.unit.gone", "Diese Stelle wurde inzwischen schon entfernt.")
    if revision is not None and row.revision != revision:
        raise stale()
    audit(actor, "strategy.unit.removed", row, town=row.municipality.slug, at=at, key=row.key)
    try:
        row.delete()
    except ProtectedError:
        raise Refused(
            "strategy.unit.responsible",
            f"„{row.name}“ ist in mindestens einer Fassung für ein Ziel zuständig und bleibt deshalb stehen.",
        ) from None
