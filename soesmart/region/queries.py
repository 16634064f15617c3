"""Reads of the region. The functions marked "across towns" are the only ones that cross the border."""

from dataclasses import dataclass

from django.db.models import CharField, OuterRef, Prefetch, QuerySet, Subquery
from django_scopes import scopes_disabled

from soesmart.core.prepared import Blank, prepared
from soesmart.region import rules
from soesmart.region.models import District, HostName, Municipality, Region, RegionFact, TownFact, TownOutline


@dataclass(frozen=True)
class Place:
    """Who answers under a host name: a town, or (municipality None) the region itself. region_host: "" without one."""

    municipality: Municipality | None
    region: Region
    region_host: str


def place_of(header: str) -> Place | None:
    """The place of a Host header ("soest.localhost:8000"), or None for a foreign one. One query."""
    found = _host.first(host=rules.host_of(header))
    if found is None:
        return None
    if found.municipality:
        return Place(found.municipality, found.municipality.region, vars(found)["region_host"] or "")
    assert found.region is not None  # the database's constraint
    return Place(None, found.region, found.host)


@prepared
def _host() -> QuerySet[HostName]:
    """A host name with all that answers under it: asked by every request."""
    of_the_region = HostName.objects.filter(region=OuterRef("municipality__region")).values("host")[:1]
    found = HostName.objects.filter(host=Blank("host", CharField())).order_by()
    return found.select_related("municipality__region", "region").annotate(region_host=Subquery(of_the_region))


def towns_of(region: Region) -> list[Municipality]:
    """Across towns: the region's towns by name, with `facts` and `hosts` at hand. Three queries."""
    with scopes_disabled():
        facts = Prefetch("facts", TownFact.objects.order_by("position"))
        return list(region.municipalities.prefetch_related(facts, "hosts"))


def network_facts_of(region: Region) -> list[RegionFact]:
    """What is publicly known of the network; one query."""
    return list(RegionFact.objects.filter(region=region))


def public_hosts() -> list[str]:
    """Across towns: the host names that can be reached from elsewhere, by name."""
    names = HostName.objects.order_by("host").values_list("host", flat=True)
    return [name for name in names if not rules.is_local(name)]


def facts_of_the_town() -> list[TownFact]:
    """The public facts of the town in scope; one query."""
    return list(TownFact.objects.all())


def districts_of_the_town() -> dict[str, list[District]]:
    """The parts of the town in scope by kind ("village", "quarter"), each by name; one query."""
    parts: dict[str, list[District]] = {}
    for district in sorted(District.objects.all(), key=lambda district: rules.german_order(district.name)):
        parts.setdefault(district.kind, []).append(district)
    return parts


def outline_of_the_town() -> TownOutline | None:
    """The border of the town in scope, if it is known; one query."""
    return TownOutline.objects.first()
