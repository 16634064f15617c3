"""A source that is pulled: the region's data platform, as an example that is asked only by hand."""

from datetime import datetime

from soesmart.demo.strategy.signing import ACTOR
from soesmart.region.models import Municipality
from soesmart.strategy.rules import SourceKind
from soesmart.strategy.services.sources import SourceText, add_source


def build_source(town: Municipality, at: datetime) -> None:
    """Its address cannot exist (RFC 2606), so nobody is asked for anything."""
    text = SourceText(
        name="Datenplattform der Region (Beispiel)",
        kind=SourceKind.NGSI_LD,
        address="https://datenplattform.example.org/",
        source_name="5 für Südwestfalen (Beispiel)",
        licence="dl-de/by-2-0",
        query={
            "entity_type": "BikeCounter",
            "attribute": "count",
            "indicator": "counting-stations",
            "rule": "sum",
            "since": 2020,
        },
        invented=True,
    )
    add_source(actor=ACTOR, municipality=town, text=text, at=at)
