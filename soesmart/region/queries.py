"""Reads of the region. The functions marked "across towns" are the only ones that cross the border."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django_scopes import scopes_disabled

from soesmart.region import rules
from soesmart.region.models import HostName, Municipality, Region, TownFact


@dataclass(frozen=True)
class Place:
    """Who answers under a host name: a town, or (municipality None) the region itself."""

    municipality: Municipality | None
    region: Region


def place_of(host: str) -> Place | None:
    """The place of a Host header ("soest.localhost:8000"), or None for a foreign one. One query."""
    found = HostName.objects.filter(host=rules.host_of(host)).select_related("municipality__region", "region").first()
    if found is None:
        return None
    if found.municipality:
        return Place(found.municipality, found.municipality.region)
    assert found.region is not None  # the database's constraint
    return Place(None, found.region)


def towns_of(region: Region) -> list[Municipality]:
    """Across towns: the region's towns by name, with `facts` and `hosts` at hand. Three queries."""
    with scopes_disabled():
        facts = Prefetch("facts", TownFact.objects.order_by("position"))
        return list(region.municipalities.prefetch_related(facts, "hosts"))


def public_hosts() -> list[str]:
    """Across towns: the host names that can be reached from elsewhere, by name."""
    names = HostName.objects.order_by("host").values_list("host", flat=True)
    return [name for name in names if not rules.is_local(name)]
