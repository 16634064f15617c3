"""What is known of an indicator when somebody sets a target for it or estimates what a measure does to it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q

from soesmart.strategy.doubts import Known
from soesmart.strategy.models import Indicator
from soesmart.strategy.queries.numbers import with_target

WHOLE = {f"values__{name}": "" for name in ("sector", "district", "group")}
OF_VALUE = ("pk", "year", "day", "value", "is_baseline", "is_withdrawn")


def with_known(key: str) -> tuple[Indicator, Known] | None:
    """An indicator, and what is known of it for the whole town; None without it. One query, a row for each value."""
    rows = Indicator.objects.filter(key=key).select_related("municipality", "goal")
    joined: Any = with_target(rows).annotate(
        told=FilteredRelation("values", condition=Q(**WHOLE)),
        aim=F("target__value"),
        **{f"told_{name}": F(f"told__{name}") for name in OF_VALUE},
    )
    found = list(joined.order_by("told__recorded_at", "told__pk"))
    return (found[0], _known(found)) if found else None


def _known(rows: Sequence[Any]) -> Known:
    """Of several values for one time the latest recorded counts; for a year its own, else its newest day."""
    newest = {(row.told_year or 0, row.told_day or date.max): row for row in rows if row.told_pk}
    counting = [row for _, row in sorted(newest.items(), key=lambda item: item[0]) if not row.told_is_withdrawn]
    values = {row.told_year or 0: row.told_value for row in counting}
    base = next((row for row in counting if row.told_is_baseline), counting[0] if counting else None)
    one: Indicator = rows[0]
    return Known(
        unit=one.unit,
        direction=one.direction,
        values=values,
        baseline=(base.told_year or 0, base.told_value) if base else None,
        target=rows[0].aim,
        lowest=one.lowest,
        highest=one.highest,
    )
