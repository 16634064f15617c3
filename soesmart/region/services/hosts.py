"""The addresses under which a town or the region answers."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.region.models import HostName, Municipality, Region
from soesmart.region.rules import host_of, is_local


@transaction.atomic
def add_host(
    *,
    actor: object,
    host: str,
    municipality: Municipality | None = None,
    region: Region | None = None,
    primary: bool = False,
    at: datetime,
) -> HostName:
    """Let a town or the region answer under `host`. Refused when the name is taken, or public in the demo."""
    name = host_of(host)
    if not name:
        raise Refused(
            "region.host.malformed", "Das ist kein Rechnername. Erwartet wird etwas wie soest.example.", "host"
        )
    if settings.DEMO and not is_local(name):
        raise Refused("region.host.demo", "Die Vorführung darf nur unter localhost erreichbar sein.", "host")
    taken = HostName.objects.filter(host=name).first()
    if taken and (taken.municipality_id, taken.region_id) != (municipality and municipality.pk, region and region.pk):
        raise Refused(
            "region.host.taken",
            f"Unter {name} antwortet schon eine andere Stadt. Bitte einen anderen Namen wählen.",
            "host",
        )
    if taken:
        return taken
    made = HostName.objects.create(host=name, municipality=municipality, region=region, is_primary=primary)
    audit(actor, "region.host.added", made, town=municipality.slug if municipality else "", at=at, host=name)
    return made
