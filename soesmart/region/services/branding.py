"""How a town's pages look and speak."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.region.rules import Branding, complaint_about


@transaction.atomic
def edit_branding(
    *, actor: object, municipality: Municipality, branding: Branding, revision: int, at: datetime
) -> Municipality:
    """Change colours, sign and form of address. Refused when a colour cannot be read, or `revision` is outdated."""
    check_branding(branding)
    wanted = asdict(branding)
    if all(getattr(municipality, name) == value for name, value in wanted.items()):
        return municipality
    changed = Municipality.objects.filter(pk=municipality.pk, revision=revision).update(
        **wanted, revision=F("revision") + 1
    )
    if not changed:
        raise Conflict(
            "region.branding.outdated",
            "Das Aussehen der Stadt wurde inzwischen von jemand anderem geändert. Die eigenen Eingaben stehen noch im "
            "Formular: bitte mit dem neuen Stand vergleichen und noch einmal speichern.",
        )
    audit(actor, "region.branding.edited", municipality, town=municipality.slug, at=at, **wanted)
    municipality.refresh_from_db()
    return municipality


def check_branding(branding: Branding) -> None:
    """Raise `Refused` for the first colour that is malformed or too weak to read."""
    if complaint := complaint_about(branding):
        raise Refused("region.colour.unreadable", complaint.text, complaint.field)
