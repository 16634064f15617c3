"""The story, part by part. Every part can run again without doing anything twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from soesmart.demo.cast import create_cast
from soesmart.demo.events import build_events
from soesmart.demo.measuring import build_measuring
from soesmart.demo.participation import build_participation
from soesmart.demo.pilots import build_pilots
from soesmart.demo.portal import build_portal
from soesmart.demo.process import build_process
from soesmart.demo.strategy import build_strategies
from soesmart.demo.towns import build_towns
from soesmart.region.models import Municipality


@dataclass(frozen=True)
class Part:
    """One part of the story: what the terminal says while it is built, and the function that builds it."""

    label: str
    build: Callable[[datetime], object]


def build_portals(at: datetime) -> None:
    """Start pages, news, dates, and the search index over all that was built before."""
    for town in Municipality.objects.all():
        build_portal(town, at)


PARTS = (
    Part("Fünf Städte und ihre Region", build_towns),
    Part("Die Menschen und ihre Aufgaben", create_cast),
    Part("Strategien: Felder, Ziele, Kennzahlen", build_strategies),
    Part("Der Weg: Abschnitte und Termine", build_process),
    Part("Pilotprojekte", build_pilots),
    Part("Mitmachen: Kampagnen, Ideen, Meinungen", build_participation),
    Part("Abende im Saal und im Stream", build_events),
    Part("Messen: Zuständige, Maßnahmen, Berichte", build_measuring),
    Part("Portale: Nachrichten, Seiten, Suche", build_portals),
)


def build(at: datetime) -> Iterator[Part]:
    """Build part after part, yielding each before it is built. A part that fails leaves nothing half stored."""
    for part in PARTS:
        yield part
        with transaction.atomic():
            part.build(at)
