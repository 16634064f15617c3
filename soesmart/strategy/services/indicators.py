"""What the town measures. Unlike the words of a version it takes effect at once."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal, Indicator
from soesmart.strategy.rules import REPORTING_FIELDS, Direction
from soesmart.strategy.services import checks
from soesmart.strategy.services.rows import edit_row, lock_row, refuse_twice


@dataclass(frozen=True)
class IndicatorText:
    """What an indicator measures and how. lowest, highest: the plausible range; is_emission: adds up over the years."""

    key: str
    name: str
    unit: str
    direction: Direction | None = None
    decimals: int = 0
    method: str = ""
    interval: str = ""
    reporting_field: int | None = None
    source: str = ""
    note: str = ""
    invented: bool = False
    lowest: Decimal | None = None
    highest: Decimal | None = None
    is_emission: bool = False


@transaction.atomic
def add_indicator(
    *, actor: object, municipality: Municipality, text: IndicatorText, at: datetime, goal: Goal | None = None
) -> Indicator:
    """Add an indicator, for a goal (one each) or as a further public measurement."""
    if goal and Indicator.objects.filter(goal=goal).exists():
        raise Refused("strategy.indicator.second", "Dieses Ziel hat schon seine Kennzahl.", "goal")
    key = checks.key(text.key, field="key")
    columns = indicator_columns(text)
    taken = f"Eine Kennzahl {key} gibt es schon. Bitte eine andere Kennung wählen."
    with refuse_twice("strategy.indicator.twice", taken, "key"):
        made = Indicator.objects.create(municipality=municipality, goal=goal, key=key, **columns)
    audit(actor, "strategy.indicator.added", made, town=municipality.slug, at=at, key=key)
    return made


@transaction.atomic
def edit_indicator(
    *, actor: object, indicator: Indicator, text: IndicatorText, at: datetime, revision: int | None = None
) -> Indicator:
    """Change what an indicator measures; its key and goal stay. revision: as the editor read it, else Conflict."""
    row = lock_row(indicator, "strategy.indicator.gone", "Diese Kennzahl gibt es nicht mehr.")
    return edit_row(actor, "strategy.indicator.edited", row, indicator_columns(text), at=at, revision=revision)


def indicator_columns(text: IndicatorText) -> dict[str, Any]:
    """The checked columns of an Indicator, without key and goal."""
    if not 0 <= text.decimals <= checks.MOST_DECIMALS:
        raise Refused("strategy.decimals.range", f"Bitte 0 bis {checks.MOST_DECIMALS} Nachkommastellen.", "decimals")
    if text.reporting_field is not None and text.reporting_field not in REPORTING_FIELDS:
        raise Refused("strategy.reporting_field.unknown", "Der Berichtsrahmen kennt nur 1 bis 18.", "reporting_field")
    return {
        "name": checks.line(text.name, name="Der Name", field="name", required=True),
        "unit": checks.line(text.unit, name="Die Einheit", field="unit", longest=60, required=True),
        "direction": Direction(text.direction).value if text.direction else "",
        "decimals": text.decimals,
        "method": checks.plain(text.method, name="Das Verfahren", field="method"),
        "interval": checks.line(text.interval, name="Der Rhythmus", field="interval", longest=100),
        "reporting_field": text.reporting_field,
        "source": checks.url(text.source),
        "note": checks.plain(text.note, name="Die Anmerkung", field="note"),
        "invented": text.invented,
        **_range(text),
        "is_emission": text.is_emission,
    }


def _range(text: IndicatorText) -> dict[str, Decimal | None]:
    lowest, highest = (
        None if bound is None else checks.amount(bound, field=field)
        for bound, field in ((text.lowest, "lowest"), (text.highest, "highest"))
    )
    if lowest is not None and highest is not None and lowest > highest:
        raise Refused("strategy.highest.order", "Der höchste Wert muss über dem niedrigsten liegen.", "highest")
    return {"lowest": lowest, "highest": highest}
