"""The five towns and their region: hosts, looks, districts, public facts."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from soesmart.demo.facts import network_facts, town_facts
from soesmart.demo.outlines import build_outline
from soesmart.demo.story import read
from soesmart.region.models import Municipality, Region
from soesmart.region.rules import Branding, DistrictFact, TownWords
from soesmart.region.services import (
    add_host,
    found_region,
    found_town,
    record_districts,
    record_network_facts,
    record_town_facts,
)

ACTOR = "system:demo"
REGION_HOST = "region.localhost"
# Soest also answers where a visitor of the demo looks first.
FRONT_DOORS = {"soest": ["localhost", "127.0.0.1", "[::1]"]}

# Own colours and signs, not the towns' coats of arms or corporate designs.
BRANDS = {
    "arnsberg": Branding("#1f4b7a", "#9cc3ef", "#a34f17", "du"),
    "bad-berleburg": Branding("#6a2f55", "#e3a9cb", "#4f6b1f", "Sie"),
    "menden": Branding("#8a2f22", "#f0a898", "#1f5f7a", "Sie"),
    "olpe": Branding("#0f5c63", "#86d0d6", "#8f5000", "du"),
    "soest": Branding("#2d5a4c", "#8fc9b4", "#9a3d2b", "Sie"),
}


def build_towns(at: datetime) -> list[Municipality]:
    """Found the region and its towns where they are missing; the towns by name."""
    network = read("cities")["network"]
    region = found_region(
        actor=ACTOR,
        slug="suedwestfalen",
        name="5 für Südwestfalen",
        motto=network["motto"],
        text="Fünf Städte, eine Region: Jede hat ihre eigene Strategie, alle teilen Plattform, Kennzahlen und Ideen.",
        source=network["frame_strategy"]["source"],
        at=at,
    )
    add_host(actor=ACTOR, host=REGION_HOST, region=region, primary=True, at=at)
    record_network_facts(actor=ACTOR, region=region, facts=network_facts(network), at=at)
    return [_build_town(region, row, at) for row in sorted(read("cities")["cities"], key=lambda row: row["name"])]


def _build_town(region: Region, row: dict[str, Any], at: datetime) -> Municipality:
    slug = row["slug"]
    details = _details_of_soest() if slug == "soest" else {}
    town = found_town(
        actor=ACTOR,
        region=region,
        slug=slug,
        words=TownWords(row["name"], f"Stadt {row['name']}", row["district"], **details),
        branding=replace(BRANDS[slug], logo_path=f"region/signs/{slug}.svg"),
        at=at,
    )
    for number, host in enumerate([f"{slug}.localhost", *FRONT_DOORS.get(slug, [])]):
        add_host(actor=ACTOR, host=host, municipality=town, primary=number == 0, at=at)
    record_town_facts(actor=ACTOR, municipality=town, facts=town_facts(row), at=at)
    build_outline(town, row, at)
    if slug == "soest":
        record_districts(actor=ACTOR, municipality=town, districts=_districts_of_soest(), at=at)
    return town


def _details_of_soest() -> dict[str, Any]:
    city = read("city")
    address, point = city["address"], city["coordinates"]
    return {
        "municipality_key": city["municipality_key"],
        "website": city["website"],
        "postal_address": f"{address['street']}\n{address['postal_code']} {address['city']}",
        "lat": Decimal(str(point["lat"])),
        "lon": Decimal(str(point["lon"])),
    }


def _districts_of_soest() -> list[DistrictFact]:
    city = read("city")
    rows = [(row, "village") for row in city["districts"]] + [(row, "quarter") for row in city["demo_quarters"]]
    return [
        DistrictFact(
            slug=row["slug"],
            name=row["name"],
            kind=kind,
            population=(row.get("population") or {}).get("value"),
            lat=(row.get("coordinates") or {}).get("lat"),
            lon=(row.get("coordinates") or {}).get("lon"),
            source=row["source"] or "",
            invented=row["invented"],
        )
        for row, kind in rows
    ]
