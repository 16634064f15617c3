"""The story, part by part. Every part can run again without doing anything twice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from soesmart.demo.towns import build_towns
from soesmart.region.models import Municipality


@dataclass(frozen=True)
class Part:
    """One part of the story: what the terminal says while it is built, and the function that builds it."""

    label: str
    build: Callable[[datetime], object]


def later(module: str, function: str) -> Callable[[datetime], object]:
    def build(at: datetime) -> object:
        return getattr(import_module(module), function)(at) if find_spec(module) else None

    return build


def portal(at: datetime) -> None:
    if find_spec("soesmart.demo.portal"):
        for town in Municipality.objects.all():
            import_module("soesmart.demo.portal").build_portal(town, at)


PARTS = (
    Part("Fünf Städte und ihre Region", build_towns),
    Part("Die Menschen und ihre Aufgaben", later("soesmart.demo.cast", "create_cast")),
    Part("Strategien: Felder, Ziele, Kennzahlen", later("soesmart.demo.strategy", "build_strategies")),
    Part("Der Weg: Abschnitte und Termine", later("soesmart.demo.process", "build_process")),
    Part("Pilotprojekte", later("soesmart.demo.pilots", "build_pilots")),
    Part("Portal: Startseiten, Nachrichten, Termine", portal),
)


def build(at: datetime) -> Iterator[Part]:
    """Build part after part, yielding each before it is built."""
    for part in PARTS:
        yield part
        part.build(at)
