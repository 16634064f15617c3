"""Cells of a file become delivered values: in the unit of the indicator, beside what is stored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from soesmart.methods.data_doctor import Finding as Found
from soesmart.methods.data_doctor import Kind, Known
from soesmart.methods.tables import CellValue, Series
from soesmart.methods.units import convert
from soesmart.strategy.delivery.fate import Slot, Stored, fate, fitting
from soesmart.strategy.delivery.file import Opened, cell_text
from soesmart.strategy.delivery.guess import Measured
from soesmart.strategy.delivery.mapping import Plan, Use
from soesmart.strategy.models import DeliveredValue, Delivery, Indicator
from soesmart.strategy.rules import ValueState
from soesmart.strategy.services.checks import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Knowledge:
    """What the town knows: its indicators by key, the values that count now, its people by year."""

    indicators: Mapping[str, Measured]
    stored: Mapping[Slot, Stored]
    population: Mapping[int, int]

    def of_series(self, series: Sequence[tuple[str, Series]], plan: Plan) -> dict[str, Known]:
        """The same for each series that is taken over, in the unit of the file."""
        uses = ((name, plan.uses.get(name, Use())) for name, _ in series)
        return {name: self.known(use) for name, use in uses if use.indicator in self.indicators}

    def known(self, use: Use) -> Known:
        indicator = self.indicators[use.indicator]
        part = (use.sector, use.district, use.group)
        stored = {
            slot.year: to_file(one.value, use, indicator)
            for slot, one in self.stored.items()
            if slot.indicator == indicator.pk and slot.day is None and slot[3:] == part
        }
        return Known(
            unit=use.unit or indicator.unit,
            lowest=None if indicator.lowest is None else to_file(indicator.lowest, use, indicator),
            highest=None if indicator.highest is None else to_file(indicator.highest, use, indicator),
            population=self.population,
            stored=stored,
        )


def known_about(indicator: Indicator, value: DeliveredValue, stored: Mapping[Slot, Stored]) -> Known:
    """What is known of the value's part of the indicator, in the indicator's own unit."""
    one = Measured(indicator.pk, indicator.key, indicator.name, indicator.unit, 0, indicator.lowest, indicator.highest)
    use = Use(indicator.key, "", value.sector, value.district, value.group)
    return Knowledge({indicator.key: one}, stored, {}).known(use)


def to_file(value: Decimal, use: Use, indicator: Measured) -> Decimal:
    """A stored value in the unit of the file."""
    found = convert(value, indicator.unit, use.unit) if use.unit else value
    return value if found is None else found


def to_indicator(value: Decimal | None, use: Use, indicator: Measured) -> Decimal | None:
    """A value of the file in the unit of the indicator, with the places that are stored; None where that cannot be."""
    if value is None:
        return None
    return fitting(convert(value, use.unit, indicator.unit) if use.unit else value)


def delivered_values(
    row: Delivery, found: Opened, plan: Plan, knowledge: Knowledge, today: date
) -> Iterator[DeliveredValue]:
    """A row for every filled cell of a series that is taken over, in the order of the file."""
    for name, one in found.series:
        use = plan.uses.get(name, Use())
        indicator = knowledge.indicators.get(use.indicator)
        if indicator is None:
            continue
        for cell in one.cells:
            if is_usable(cell, today):
                yield _delivered(row, cell, use, indicator, knowledge)


def is_usable(cell: CellValue, today: date) -> bool:
    """Filled, and of a time that can have been measured."""
    if (cell.value is None and not cell.is_text) or cell.year is None:
        return False
    return FIRST_YEAR <= cell.year <= min(LAST_YEAR, today.year) and not (cell.day and cell.day > today)


def _delivered(row: Delivery, cell: CellValue, use: Use, indicator: Measured, knowledge: Knowledge) -> DeliveredValue:
    assert cell.year is not None
    value = to_indicator(cell.value, use, indicator)
    state = use.state if cell.state == ValueState.MEASURED.value else cell.state
    slot = Slot(indicator.pk, cell.year, cell.day, use.sector, use.district, use.group)
    stored = knowledge.stored.get(slot)
    is_example = bool(stored and stored.invented and row.source and row.source.invented)
    becomes = None if value is None else fate(value, state, cell.has_break, stored, invented=is_example)
    return DeliveredValue(
        delivery=row,
        indicator_id=indicator.pk,
        row=cell.row,
        column=cell.column[:200],
        raw=cell_text(cell.raw),
        year=cell.year,
        day=cell.day,
        sector=use.sector,
        district=use.district,
        group=use.group,
        value=value,
        state=becomes.state if becomes else state,
        has_break=cell.has_break,
        is_left_out=value is None,
        is_known=bool(becomes and becomes.is_known),
        replaces=bool(becomes and becomes.replaces),
    )


def own_findings(found: Opened, plan: Plan, knowledge: Knowledge, today: date) -> Iterator[Found]:
    """What only the town's columns know: values too large to be stored, and times that have not come yet."""
    for name, one in found.series:
        use = plan.uses.get(name, Use())
        indicator = knowledge.indicators.get(use.indicator)
        if indicator is None:
            continue
        filled = [cell for cell in one.cells if cell.value is not None and cell.year]
        late = [cell for cell in filled if not is_usable(cell, today)]
        if late:
            years = sorted({str(cell.year) for cell in late})
            told = years[0] if len(years) == 1 else f"{years[0]} bis {years[-1]}"
            yield _own(
                name, late[0], one, f"{told}: Diese Zeit hat noch nicht begonnen oder liegt zu weit zurück.",
                "Die Werte werden nicht übernommen.",
            )  # fmt: skip
        for cell in filled:
            if is_usable(cell, today) and to_indicator(cell.value, use, indicator) is None:
                yield _own(
                    name, cell, one, f"{cell.year}: Diese Zahl ist zu groß, um gespeichert zu werden.",
                    "Bitte die Einheit in der Datei prüfen.",
                )  # fmt: skip


def _own(name: str, cell: CellValue, one: Series, message: str, suggestion: str) -> Found:
    return Found(
        Kind.OUT_OF_RANGE, cell.column, cell.row, cell.year, message, suggestion, series=name, at=cell.at,
        table=one.table,
    )  # fmt: skip
