"""Public facts of towns and of their network, each with its source."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from soesmart.core.audit import audit
from soesmart.region.models import District, Municipality, Region, RegionFact, TownFact
from soesmart.region.rules import DistrictFact, Fact


@transaction.atomic
def record_town_facts(*, actor: object, municipality: Municipality, facts: Sequence[Fact], at: datetime) -> None:
    """Make `facts`, in their order, the town's public facts; nothing happens when they already are."""
    with scope(municipality=municipality):
        known = TownFact.objects.order_by("position")
        if [Fact(fact.label, fact.text, fact.source, fact.invented) for fact in known] == list(facts):
            return
        known.delete()
        TownFact.objects.bulk_create(
            TownFact(municipality=municipality, position=position, **asdict(fact))
            for position, fact in enumerate(facts, 1)
        )
        audit(actor, "region.facts.recorded", municipality, town=municipality.slug, at=at, count=len(facts))


@transaction.atomic
def record_network_facts(*, actor: object, region: Region, facts: Sequence[Fact], at: datetime) -> None:
    """Make `facts`, in their order, the public facts of the towns' network; nothing happens when they already are."""
    known = RegionFact.objects.filter(region=region).order_by("position")
    if [Fact(fact.label, fact.text, fact.source) for fact in known] == list(facts):
        return
    known.delete()
    RegionFact.objects.bulk_create(
        RegionFact(region=region, position=position, label=fact.label, text=fact.text, source=fact.source)
        for position, fact in enumerate(facts, 1)
    )
    audit(actor, "region.network_facts.recorded", region, at=at, count=len(facts))


@transaction.atomic
def record_districts(
    *, actor: object, municipality: Municipality, districts: Sequence[DistrictFact], at: datetime
) -> None:
    """Add the districts that the town does not have yet (by slug); known ones stay as they are."""
    with scope(municipality=municipality):
        known = set(District.objects.values_list("slug", flat=True))
        missing = [district for district in districts if district.slug not in known]
        District.objects.bulk_create(District(municipality=municipality, **asdict(district)) for district in missing)
        if missing:
            audit(actor, "region.districts.added", municipality, town=municipality.slug, at=at, count=len(missing))
