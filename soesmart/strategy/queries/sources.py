"""Reads of the sources from which values are pulled. Scoped to the town."""

from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from soesmart.strategy.models import DataSource, Delivery
from soesmart.strategy.rules import SourceKind

INTERVALS = {1: "täglich", 7: "wöchentlich", 30: "monatlich", 91: "vierteljährlich", 365: "jährlich"}


def sources() -> "QuerySet[DataSource]":
    """All of the town, with `delivered_at` and `delivery_state` of the newest delivery; those in trouble first."""
    newest = Delivery.objects.filter(source=OuterRef("pk")).order_by("-delivered_at")
    return DataSource.objects.annotate(
        delivered_at=Subquery(newest.values("delivered_at")[:1]),
        delivery_state=Subquery(newest.values("state")[:1]),
    ).order_by(F("failures").desc(), "name", "pk")


def due_sources(at: datetime) -> "QuerySet[DataSource]":
    """Sources whose turn has come, the longest waiting first. Ask outside of a scope to see all towns."""
    rows = DataSource.objects.exclude(kind=SourceKind.UPLOAD).filter(next_pull_at__lte=at)
    return rows.select_related("municipality").order_by("next_pull_at")


def rhythm(days: int | None) -> str:
    """How often, in words."""
    if days is None:
        return "nur von Hand"
    return INTERVALS.get(days, f"alle {days} Tage")
