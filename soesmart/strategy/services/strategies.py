"""Found a strategy and say what stays the same over all its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import GoalLevel, GoalWording, Strategy, TargetDecision
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import change_row
from soesmart.strategy.services.units import add_unit

__all__ = ["Level", "StrategyWords", "add_unit", "edit_strategy", "found_strategy", "note_target_decision"]


@dataclass(frozen=True)
class Level:
    """What the town calls its goals on one level."""

    singular: str
    plural: str
    is_numbered: bool = False


@dataclass(frozen=True)
class StrategyWords:
    """What all versions share. levels: highest first; field_words: one field of action, and several."""

    name: str
    horizon: int
    levels: Sequence[Level]
    note: str = ""
    field_words: tuple[str, str] = ("Handlungsfeld", "Handlungsfelder")


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
    """Create the town's current strategy with its levels of goals; still without a version. Refused beside another."""
    if Strategy.objects.filter(municipality=municipality, is_current=True).exists():
        raise Conflict("strategy.second", "Diese Stadt hat schon eine Strategie. Bitte dort weiterarbeiten.")
    columns = _columns(StrategyWords(name, horizon, levels, note, field_words))
    strategy = Strategy.objects.create(municipality=municipality, slug=checks.key(slug, field="slug"), **columns)
    _write_levels(strategy, levels)
    audit(actor, "strategy.founded", strategy, town=municipality.slug, at=at, name=strategy.name)
    return strategy


@transaction.atomic
def edit_strategy(
    *, actor: object, strategy: Strategy, words: StrategyWords, at: datetime, revision: int | None = None
) -> Strategy:
    """Change the words all versions share. revision: as the editor read it, else Conflict.

    Refused when a level would go that still has goals, in whatever version.
    """
    row = Strategy.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=strategy.pk)
    changed = change_row(row, revision, _columns(words))
    if _write_levels(row, words.levels):
        changed.append("levels")
    if changed:
        audit(actor, "strategy.edited", row, town=row.municipality.slug, at=at, columns=",".join(changed))
    return row


def _columns(words: StrategyWords) -> dict[str, str | int | None]:
    singular, plural = words.field_words
    return {
        "name": checks.line(words.name, name="Der Name", field="name", required=True),
        "horizon": checks.year(words.horizon, field="horizon"),
        "note": checks.plain(words.note, name="Der Hinweis", field="note"),
        "field_singular": checks.line(singular, name="Das Wort", field="field_singular", longest=50, required=True),
        "field_plural": checks.line(plural, name="Das Wort", field="field_plural", longest=50, required=True),
    }


def _write_levels(strategy: Strategy, levels: Sequence[Level]) -> bool:
    """Make the strategy's levels these; whether anything changed."""
    if not levels:
        raise Refused("strategy.levels.none", "Es braucht mindestens eine Ebene von Zielen.", "level_1_singular")
    if GoalWording.objects.filter(version__strategy=strategy, depth__gt=len(levels)).exists():
        text = "Auf der unteren Ebene stehen noch Ziele. Bitte ihren Namen stehen lassen."
        raise Refused("strategy.levels.used", text, f"level_{len(levels) + 1}_singular")
    wanted = [
        (
            depth,
            checks.line(level.singular, name="Das Wort", field=f"level_{depth}_singular", longest=50, required=True),
            checks.line(level.plural, name="Das Wort", field=f"level_{depth}_plural", longest=50, required=True),
            level.is_numbered,
        )
        for depth, level in enumerate(levels, start=1)
    ]
    rows = GoalLevel.objects.filter(strategy=strategy)
    if list(rows.order_by("depth").values_list("depth", "singular", "plural", "is_numbered")) == wanted:
        return False
    rows.delete()
    GoalLevel.objects.bulk_create(
        GoalLevel(strategy=strategy, depth=depth, singular=one, plural=many, is_numbered=is_numbered)
        for depth, one, many, is_numbered in wanted
    )
    return True


@transaction.atomic
def note_target_decision(
    *, actor: object, strategy: Strategy, subject: str, year: int, decided: str, at: datetime, source: str = ""
) -> TargetDecision:
    """Add an entry to the target history. decided: 2019, 2020-06 or 2020-06-17, not in the future."""
    columns = {
        "subject": checks.line(subject, name="Das Ziel", field="subject", required=True),
        "decided": checks.partial_date(decided, at=at, field="decided"),
    }
    if not columns["decided"]:
        raise Refused("strategy.decided.empty", "Wann wurde das beschlossen? Bitte mindestens das Jahr.", "decided")
    if TargetDecision.objects.filter(strategy=strategy, **columns).exists():
        raise Refused("strategy.target_decision.twice", "Dieser Beschluss steht schon da.", "decided")
    checks.year(year)
    made = TargetDecision.objects.create(strategy=strategy, year=year, source=checks.url(source), **columns)
    audit(actor, "strategy.target_decision.noted", made, town=strategy.municipality.slug, at=at, year=year)
    return made
