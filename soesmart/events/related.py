"""What apps above events do when something happens to an event, without events knowing them.

Such an app registers a function in its AppConfig.ready(), like `related.CANCELLED.append(tell_ticket_holders)`.
"""

from collections.abc import Callable
from datetime import datetime

from soesmart.events.models import Event

# Called with the event and the moment, inside the transaction that calls it off.
CANCELLED: list[Callable[[Event, datetime], None]] = []
