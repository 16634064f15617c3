"""Where in the file a finding lies, and which delivered values it is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from soesmart.methods.data_doctor import Finding as Found
from soesmart.methods.tables import Series
from soesmart.methods.tables.sheets import letter
from soesmart.strategy.delivery.file import Opened, cell_text
from soesmart.strategy.delivery.mapping import Plan, Use
from soesmart.strategy.models import DeliveredValue, Delivery, Finding
from soesmart.strategy.services.deliveries.cells import Knowledge, to_indicator

PART = ("indicator_id", "sector", "district", "group")
NEAR = 2
MOST_COLUMNS = 7
MOST_HINTS = 20


@dataclass(frozen=True)
class Context:
    """What is needed to say where a finding lies."""

    row: Delivery
    opened: Opened
    plan: Plan
    knowledge: Knowledge

    @cached_property
    def series(self) -> dict[str, Series]:
        return dict(self.opened.series)

    def use(self, name: str) -> Use | None:
        """What the series is taken over as; None where it stays in the file."""
        use = self.plan.uses.get(name, Use())
        return use if use.indicator in self.knowledge.indicators else None

    def part(self, use: Use) -> tuple[Any, ...]:
        return (self.knowledge.indicators[use.indicator].pk, use.sector, use.district, use.group)

    def proposed(self, one: Found, use: Use) -> Decimal | None:
        """What is probably meant, in the unit of the indicator."""
        return to_indicator(one.proposed, use, self.knowledge.indicators[use.indicator])


def findings_of(context: Context, values: Sequence[DeliveredValue], noticed: Iterable[Found]) -> list[Finding]:
    """The findings to be decided, in the order of the file: about series that are taken over, and whole rows."""
    by_place = {(value.row, value.column, *(getattr(value, name) for name in PART)): value for value in values}
    made = [
        _finding(context, one, by_place)
        for one in noticed
        if is_about_a_row(context, one) or context.use(one.series) is not None
    ]
    return sorted(made, key=lambda one: (one.row is None, one.row or 0))


def hints_of(context: Context, noticed: Iterable[Found]) -> list[dict[str, Any]]:
    """What is odd in series that stay in the file: nothing to decide, but it may explain a value. JSON.

    row, column and text of each, in the order of the file; at most MOST_HINTS.
    """
    found = [
        {"row": one.row, "column": one.column or one.series, "text": f"{one.message} {one.suggestion}"[:1000]}
        for one in noticed
        if not is_about_a_row(context, one) and context.use(one.series) is None
    ]
    return sorted(found, key=lambda one: one["row"] or 0)[:MOST_HINTS]


def is_about_a_row(context: Context, one: Found) -> bool:
    """Whether all series are meant: those of a row or, where years are columns, of a year."""
    series = context.series.get(one.series)
    if series is None:
        return not one.series
    if series.way == "columns":
        return one.row is None and one.at is not None
    return series.way == "rows" and bool(one.row) and one.column == series.year_column


def _finding(context: Context, one: Found, by_place: Mapping[tuple[Any, ...], DeliveredValue]) -> Finding:
    use = None if is_about_a_row(context, one) else context.use(one.series)
    about = by_place.get((one.row, (one.column or "")[:200], *context.part(use))) if use and one.row else None
    place = _cells(context.opened, one)
    if about is None:
        place["scope"] = _scope(context, one, use)
    return Finding(
        delivery=context.row,
        about=about,
        kind=one.kind.value,
        row=one.row,
        column=(one.column or "")[:200],
        place=place,
        message=one.message[:1000],
        suggestion=one.suggestion[:1000],
        proposed=context.proposed(one, use) if use and about else None,
    )


def _scope(context: Context, one: Found, use: Use | None) -> dict[str, Any]:
    """Which values go where a finding about more than a cell leaves them out: columns of DeliveredValue."""
    way = context.opened.layout.years_in
    if use is None:
        return {"row": one.row or 0} if way == "rows" or not one.year else {"year": one.year}
    scope = dict(zip(PART, context.part(use), strict=True))
    if one.row and way != "columns":
        scope["row"] = one.row
    if one.year and way == "columns":
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
