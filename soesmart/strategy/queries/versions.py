"""Which version is read, and which there are."""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, QuerySet

from soesmart.core.prepared import Blank, prepared
from soesmart.strategy.models import Version
from soesmart.strategy.queries.remembered import with_state
from soesmart.strategy.queries.shapes import StrategyView, VersionView

OF_VERSION = (
    "pk", "label", "vision", "vision_source", "decided_on", "decided_by", "decision_reference",
    "votes_for", "votes_against", "votes_abstained", "note", "source", "published_at", "revision",
)  # fmt: skip


def published(at: datetime | Blank) -> Any:
    """The published versions of the town's current strategy up to `at`, newest first, as a QuerySet."""
    rows = Version.objects.published().filter(strategy__is_current=True, published_at__lte=at)
    return with_state(rows.select_related("strategy"))


def version_rows(at: datetime) -> list[VersionView]:
    """All published versions, newest first. One query."""
    return [version_view(version) for version in published(at)]


def version_view(version: Version) -> VersionView:
    return VersionView(**{name: getattr(version, name) for name in OF_VERSION})


def bare_strategy(version: Version) -> StrategyView:
    """The strategy without its words."""
    strategy = version.strategy
    return StrategyView(
        pk=strategy.pk,
        slug=strategy.slug,
        name=strategy.name,
        horizon=strategy.horizon,
        field_singular=strategy.field_singular,
        field_plural=strategy.field_plural,
        note=strategy.note,
        version=version_view(version),
    )


def current_version(at: datetime) -> Version | None:
    """The version that is valid at `at`, or None. One query."""
    return _newest.first(at=at)


@prepared
def _newest() -> "QuerySet[Version]":
    rows: QuerySet[Version] = published(Blank("at", DateTimeField()))[:1]
    return rows


def version_of(label: str, at: datetime) -> Version | None:
    """The published version of that label, or None. One query."""
    found: Version | None = published(at).filter(label=label).first()
    return found
