"""Regions and towns come to life."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality, Region
from soesmart.region.rules import Branding, TownWords
from soesmart.region.services.branding import check_branding


@transaction.atomic
def found_region(
    *, actor: object, slug: str, name: str, motto: str = "", text: str = "", source: str = "", at: datetime
) -> Region:
    """The region with this slug, made when there is none, and brought up to these words when there is."""
    words = {"name": name, "motto": motto, "text": text, "source": source}
    region, new = Region.objects.get_or_create(slug=slug, defaults=words)
    if not new and Region.objects.filter(pk=region.pk).exclude(**words).update(**words):
        region.refresh_from_db()
    if new:
        audit(actor, "region.region.founded", region, at=at, slug=slug)
    return region


@transaction.atomic
def found_town(
    *, actor: object, region: Region, slug: str, words: TownWords, branding: Branding, at: datetime
) -> Municipality:
    """The town with this slug, made when there is none; a founded town keeps what its office changed since.

    Refused when the town belongs to another region or nobody could read its colours.
    """
    if known := Municipality.objects.filter(slug=slug).first():
        if known.region_id != region.pk:
            raise Refused("region.town.taken", f"Die Stadt {slug} gehört schon zu einer anderen Region.", "slug")
        return known
    check_branding(branding)
    town = Municipality.objects.create(region=region, slug=slug, **asdict(words), **asdict(branding))
    audit(actor, "region.town.founded", town, town=slug, at=at, slug=slug)
    return town
