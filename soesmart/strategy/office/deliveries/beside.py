"""What an officer should know before she approves: the typed value with its note, and what else is there for then."""

from collections.abc import Iterable, Sequence
from typing import Any

from soesmart.strategy.models import DeliveredValue, Delivery
from soesmart.strategy.office.people import Names
from soesmart.strategy.queries.deliveries import number_of
from soesmart.strategy.queries.rivals import Rivals, rivals
from soesmart.strategy.queries.typed_values import typed_values

SHOWN = 5


def beside(row: Any, values: Sequence[DeliveredValue] | None = None) -> dict[str, Any]:
    """entered: who delivered it; typed: the value itself, if a person typed it; rivals, each with its `who`.

    row: with `may_have_rivals_`; values: all of the delivery, if they were read. A file is looked at once nothing is
    open in it any more: only then it can be approved.
    """
    typed = typed_of([row], values).get(row.pk) if row.mapping.get("typed") else None
    may_be_next = typed is not None or not row.open_findings
    own = [typed] if typed else values
    found = rivals(row, own) if may_be_next and row.may_have_rivals_ else Rivals([], [])
    names = Names.of({row.delivered_by_id, *(one.who for one in found.waiting[:SHOWN])})
    return {
        "entered": names.get(row.delivered_by_id),
        "typed": typed,
        "waiting": [(one, names.get(one.who)) for one in found.waiting[:SHOWN]],
        "waiting_more": max(0, len(found.waiting) - SHOWN),
        "newer": [(one, number_of(one.own)) for one in found.newer[:SHOWN]],
        "newer_more": max(0, len(found.newer) - SHOWN),
    }


def typed_of(rows: Iterable[Delivery], values: Iterable[DeliveredValue] | None = None) -> dict[Any, DeliveredValue]:
    """The value of each delivery that a person typed, with the number that counts as `number`.

    values: of these deliveries, if they were read; else one query.
    """
    found = {value.delivery_id: value for value in (typed_values(rows) if values is None else values)}
    for value in found.values():
        value.number = number_of(value)  # type: ignore[attr-defined]
    return found
