"""The register against which participants are compared: inhabitants by part of town (public) and by age (made up)."""

from datetime import datetime

from soesmart.demo.story import read
from soesmart.demo.towns import ACTOR
from soesmart.participation.models import RegisterCount
from soesmart.participation.rules.people import AgeBand
from soesmart.participation.services.register import RegisterFact, record_register
from soesmart.region.models import Municipality

# Shares of a hundred inhabitants; the town publishes no such table, so these are example values.
AGES = (16, 13, 18, 23, 19, 11)


def build_register(town: Municipality, at: datetime) -> None:
    """Counts by district and by age; once."""
    if RegisterCount.objects.exists():
        return
    districts = [
        RegisterFact(row["slug"], row["name"], row["population"]["value"], row["population"]["source"] or "")
        for row in read("city")["districts"]
        if row["population"]
    ]
    inhabitants = next(row["value"] for row in read("city")["population"] if row.get("preferred"))
    ages = [
        RegisterFact(band.value, band.label, inhabitants * share // 100, "", invented=True)
        for band, share in zip(AgeBand, AGES, strict=True)
    ]
    record_register(actor=ACTOR, municipality=town, dimension=RegisterCount.Dimension.DISTRICT, counts=districts, at=at)
    record_register(actor=ACTOR, municipality=town, dimension=RegisterCount.Dimension.AGE, counts=ages, at=at)
