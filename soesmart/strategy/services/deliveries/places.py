"""Where in the file a finding lies, and which delivered values it is about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from soesmart.methods.data_doctor import Finding as Found
from soesmart.methods.tables import Series
from soesmart.methods.tables.sheets import letter
from soesmart.strategy.delivery_file import Opened, cell_text
from soesmart.strategy.delivery_mapping import Plan, Use
from soesmart.strategy.models import DeliveredValue, Delivery, Finding
from soesmart.strategy.services.deliveries.cells import Knowledge, to_indicator

NEAR = 2
MOST_COLUMNS = 7


def findings_of(
    row: Delivery,
    found: Opened,
    plan: Plan,
    knowledge: Knowledge,
    values: Sequence[DeliveredValue],
    noticed: Iterable[Found],
) -> list[Finding]:
    """The findings to be decided, in the order of the file: those about series that are taken over."""
    by_place = {
        (value.row, value.column, value.indicator_id, value.sector, value.district, value.group): value
        for value in values
    }
    series = dict(found.series)
    made = [
        _finding(row, one, found, series.get(one.series), plan, knowledge, by_place)
        for one in noticed
        if plan.uses.get(one.series, Use()).indicator in knowledge.indicators
    ]
    return sorted(made, key=lambda one: (one.row is None, one.row or 0))


def _finding(
    row: Delivery,
    one: Found,
    opened: Opened,
    series: Series | None,
    plan: Plan,
    knowledge: Knowledge,
    by_place: Mapping[tuple[Any, ...], DeliveredValue],
) -> Finding:
    use = plan.uses[one.series]
    indicator = knowledge.indicators[use.indicator]
    part = (indicator.pk, use.sector, use.district, use.group)
    about = by_place.get((one.row, (one.column or "")[:200], *part)) if one.row else None
    place = _cells(opened, one)
    if about is None:
        place["scope"] = _scope(one, part, series)
    return Finding(
        delivery=row,
        about=about,
        kind=one.kind.value,
        row=one.row,
        column=(one.column or "")[:200],
        place=place,
        message=one.message[:1000],
        suggestion=one.suggestion[:1000],
        proposed=to_indicator(one.proposed, use, indicator) if about else None,
    )


def _scope(one: Found, part: tuple[Any, ...], series: Series | None) -> dict[str, Any]:
    """Which values go where a finding about more than a cell leaves them out: columns of DeliveredValue."""
    if one.row and not one.column:
        return {"row": one.row}
    scope = dict(zip(("indicator_id", "sector", "district", "group"), part, strict=True))
    if one.row and series is not None and series.way != "columns":
        scope["row"] = one.row
    if one.year and series is not None and series.way == "columns":
        scope["year"] = one.year
    return scope


def _cells(opened: Opened, one: Found) -> dict[str, Any]:
    """The row and its neighbours; of wide tables the first column and those around the one in question."""
    sheet = opened.sheet
    if not one.row or one.row > len(sheet.rows):
        return {}
    numbers = range(max(1, one.row - NEAR), min(len(sheet.rows), one.row + NEAR) + 1)
    columns = _columns(max(len(sheet.rows[number - 1]) for number in numbers), one.at)
    return {
        "heads": [_head(opened, at) for at in columns],
        "at": columns.index(one.at) if one.at in columns else None,
        "rows": [[number, [cell_text(sheet.cell(number, at)) for at in columns]] for number in numbers],
    }


def _columns(width: int, at: int | None) -> list[int]:
    if width <= MOST_COLUMNS or at is None:
        return list(range(min(width, MOST_COLUMNS)))
    first = min(max(1, at - MOST_COLUMNS // 2), max(1, width - MOST_COLUMNS + 1))
    return [0, *range(first, min(width, first + MOST_COLUMNS - 1))]


def _head(opened: Opened, at: int) -> str:
    """What stands above the column, from the lowest row of headers, or its letter."""
    texts = (cell_text(opened.sheet.cell(row, at)) for row in reversed(opened.layout.header_rows))
    return next((text for text in texts if text.strip()), letter(at))
