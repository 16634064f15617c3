"""Found a strategy: what stays the same over all its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.region.models import Municipality
from soesmart.strategy.models import GoalLevel, Strategy, TargetDecision
from soesmart.strategy.services.units import add_unit

__all__ = ["Level", "add_unit", "found_strategy", "note_target_decision"]


@dataclass(frozen=True)
class Level:
    """What the town calls its goals on one level."""

    singular: str
    plural: str
    is_numbered: bool = False


@transaction.atomic
def found_strategy(
    *,
    actor: object,
    municipality: Municipality,
    slug: str,
    name: str,
    horizon: int,
    levels: Sequence[Level],
    at: datetime,
    note: str = "",
    field_words: tuple[str, str] = ("Handlungsfeld", "Handlungsfelder"),
) -> Strategy:
    """Create the town's current strategy with its levels of goals, highest first; still without a version.

    field_words: what the town calls one field of action, and several.
    """
    strategy = Strategy.objects.create(
        municipality=municipality,
        slug=slug,
        name=name,
        horizon=horizon,
        note=note,
        field_singular=field_words[0],
        field_plural=field_words[1],
    )
    for depth, level in enumerate(levels, start=1):
        GoalLevel.objects.create(
            strategy=strategy, depth=depth, singular=level.singular, plural=level.plural, is_numbered=level.is_numbered
        )
    audit(actor, "strategy.founded", strategy, town=municipality.slug, at=at, name=name)
    return strategy


@transaction.atomic
def note_target_decision(
    *, actor: object, strategy: Strategy, subject: str, year: int, decided: str, at: datetime, source: str = ""
) -> TargetDecision:
    """Add an entry to the target history."""
    made = TargetDecision.objects.create(strategy=strategy, subject=subject, year=year, decided=decided, source=source)
    audit(actor, "strategy.target_decision.noted", made, town=strategy.municipality.slug, at=at, year=year)
    return made
