"""Values on their way in: received, mapped, checked, decided, then taken over or turned down as a whole.

Nothing is an IndicatorValue before `approve`. See docs/concepts/deliveries.md.
"""

from soesmart.strategy.services.deliveries.approving import approve, drop_forgotten, reject
from soesmart.strategy.services.deliveries.checking import check
from soesmart.strategy.services.deliveries.findings import ONLY_NOTED, decide, undo, values_of
from soesmart.strategy.services.deliveries.mapping import confirm_mapping, read_differently, reopen_mapping
from soesmart.strategy.services.deliveries.receiving import MOST_BYTES, receive
from soesmart.strategy.services.deliveries.taking_back import take_back
from soesmart.strategy.services.deliveries.typed import TypedOrigin, receive_typed
from soesmart.strategy.services.deliveries.withdrawing import withdraw_typed

__all__ = [
    "MOST_BYTES",
    "ONLY_NOTED",
    "TypedOrigin",
    "approve",
    "check",
    "confirm_mapping",
    "decide",
    "drop_forgotten",
    "read_differently",
    "receive",
    "receive_typed",
    "reject",
    "reopen_mapping",
    "take_back",
    "undo",
    "values_of",
    "withdraw_typed",
]
