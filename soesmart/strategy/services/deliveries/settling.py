"""Delivered values beside what is stored at this moment: new, another one, or known already."""

from collections.abc import Iterable, Mapping
from datetime import date

from soesmart.strategy.delivery.fate import Slot, Stored, fate
from soesmart.strategy.models import DataSource, DeliveredValue
from soesmart.strategy.queries.deliveries import number_of, slot_of

COLUMNS = ("is_left_out", "is_known", "replaces", "state")


def settle(values: Iterable[DeliveredValue], stored: Mapping[Slot, Stored]) -> list[DeliveredValue]:
    """Note on each value what becomes of it; returns those that changed, not saved.

    Of two values for one time and part the later one in the file counts, the other is left out.
    """
    values = list(values)
    invented = _are_examples(values, stored)
    last: dict[Slot, DeliveredValue] = {}
    changed: dict[int, DeliveredValue] = {}
    for value in values:
        before = [getattr(value, name) for name in COLUMNS]
        number = number_of(value)
        value.is_left_out = value.is_left_out or number is None
        if number is not None and not value.is_left_out:
            slot = slot_of(value)
            if earlier := last.get(slot):
                earlier.is_left_out = True
                changed[earlier.pk] = earlier
            last[slot] = value
            becomes = fate(number, value.state, value.has_break, stored.get(slot), invented=invented)
            value.is_known, value.replaces, value.state = becomes.is_known, becomes.replaces, becomes.state
        if before != [getattr(value, name) for name in COLUMNS]:
            changed[value.pk] = value
    return list(changed.values())


def _are_examples(values: list[DeliveredValue], stored: Mapping[Slot, Stored]) -> bool:
    """Whether the source of the delivery gives examples; asked only where that matters. At most one query."""
    if not values or not any(one.invented for one in stored.values()):
        return False
    return DataSource.objects.filter(invented=True, deliveries=values[0].delivery_id).exists()


def news(values: Iterable[DeliveredValue], stored: Mapping[Slot, Stored]) -> set[int]:
    """The indicators of which a value is taken over that is newer than all stored ones of its part."""
    newest: dict[tuple[object, ...], tuple[int, date]] = {}
    for slot in stored:
        part, end = (slot.indicator, *slot[3:]), (slot.year, slot.day or date.max)
        newest[part] = max(newest.get(part, end), end)
    found = set()
    for slot in (slot_of(value) for value in values if not value.is_left_out):
        last = newest.get((slot.indicator, *slot[3:]))
        if last is None or last < (slot.year, slot.day or date.min):
            found.add(slot.indicator)
    return found
