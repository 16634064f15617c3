"""A corrected value is looked at again, by the same rules as the file: whoever corrects may slip, too."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from soesmart.core.numbers import format_number
from soesmart.methods.data_doctor import Finding as Found
from soesmart.methods.data_doctor import Kind, examine
from soesmart.methods.tables import CellValue, Series
from soesmart.strategy.delivery.fate import Slot, Stored, fitting
from soesmart.strategy.delivery.leap import leap
from soesmart.strategy.models import DeliveredValue, Delivery, Finding
from soesmart.strategy.queries.deliveries import number_of, slot_of
from soesmart.strategy.services.deliveries.cells import known_about

AGAIN = "again"  # in `Finding.place`: it is about the correction, and goes with it
# What can be wrong with one number; gaps, copies and ways of writing are not mended by a correction, nor made by it.
OF_A_NUMBER = frozenset({Kind.JUMP, Kind.UNIT_MISMATCH, Kind.OUT_OF_RANGE, Kind.REPEATED_YEAR})


def look_again(row: Delivery, corrected: Sequence[DeliveredValue], stored: Mapping[Slot, Stored]) -> list[Finding]:
    """What is odd about corrected values among the others of their series as they would be stored; not saved.

    One query. A doubt ends when a person confirms it with a reason.
    """
    wanted = {value.pk for value in corrected if not value.is_left_out}
    if not wanted:
        return []
    others = DeliveredValue.objects.filter(
        delivery=row, indicator__in={value.indicator_id for value in corrected}, is_left_out=False
    )
    parts: dict[tuple[object, ...], list[DeliveredValue]] = defaultdict(list)
    for value in others.select_related("indicator").order_by("row", "pk"):
        slot = slot_of(value)
        parts[slot.indicator, *slot[3:]].append(value)
    is_typed = "typed" in row.mapping
    return [
        _finding(value, one)
        for values in parts.values()
        if any(value.pk in wanted for value in values)
        for value, one in _noticed(values, wanted, stored, is_typed)
    ]


def _noticed(
    values: Sequence[DeliveredValue], wanted: set[int], stored: Mapping[Slot, Stored], is_typed: bool
) -> Iterator[tuple[DeliveredValue, Found]]:
    """Of one series, in the unit of its indicator. What is typed may correct the stored value of its own year."""
    first = values[0]
    about = first.indicator
    own = {value.year for value in values} if is_typed else set()
    outside = {slot: kept for slot, kept in stored.items() if slot.year not in own}
    known = known_about(about, first, outside)
    cells = tuple(_cell(place, value) for place, value in enumerate(values))
    told = examine([Series(about.name, about.unit, about.name, cells)], known={about.name: known})
    by_place = {place: value for place, value in enumerate(values) if value.pk in wanted}
    doubted = set()
    for finding in told:
        if finding.kind in OF_A_NUMBER and finding.row and finding.at in by_place:
            doubted.add(finding.at)
            yield by_place[finding.at], finding
    around = {**known.stored, **{one.year: number_of(one) or Decimal(0) for one in values if not one.day}}
    for place, value in by_place.items():
        number = number_of(value)
        odd = leap(about.name, value.year, number, around) if number and not value.day else None
        if odd and place not in doubted:
            yield value, odd


def _cell(place: int, value: DeliveredValue) -> CellValue:
    number = number_of(value)
    raw = "" if number is None else format_number(number)
    return CellValue(value.row, place, value.column, value.year, value.day, raw, number)


def _finding(value: DeliveredValue, one: Found) -> Finding:
    return Finding(
        delivery_id=value.delivery_id,
        about=value,
        kind=one.kind.value,
        row=value.row,
        column=value.column,
        place={AGAIN: True},
        message=one.message[:1000],
        suggestion=one.suggestion[:1000],
        proposed=fitting(one.proposed),
    )
