"""Writes of the region: towns, their addresses, their looks, their public facts."""

from soesmart.region.services.branding import edit_branding
from soesmart.region.services.facts import record_districts, record_network_facts, record_town_facts
from soesmart.region.services.hosts import add_host
from soesmart.region.services.outlines import draw_outline
from soesmart.region.services.towns import found_region, found_town

__all__ = [
    "add_host",
    "draw_outline",
    "edit_branding",
    "found_region",
    "found_town",
    "record_districts",
    "record_network_facts",
    "record_town_facts",
]
