"""Writes of the region: towns, their addresses, their looks."""

import ipaddress
from datetime import datetime

from django.conf import settings
from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.region.models import HostName, Municipality, Region


def is_local(host: str) -> bool:
    """Whether a name can only mean this machine: localhost, *.localhost (RFC 6761), a loopback address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
    name = host.lower().rstrip(".")
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
