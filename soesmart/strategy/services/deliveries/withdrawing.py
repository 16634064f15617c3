"""Who typed a value takes it back while it still waits."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.refusals import Refused
from soesmart.strategy.models import Delivery
from soesmart.strategy.rules import DeliveryState
from soesmart.strategy.services.deliveries.approving import reject
from soesmart.strategy.services.deliveries.locking import lock_delivery

WITHDRAWN = "Zurückgezogen von der Person, die den Wert eingetragen hat."


@transaction.atomic
def withdraw_typed(*, actor: Person, delivery: UUID, at: datetime) -> Delivery:
    """Turn down the own typed value; twice is once. Conflict when somebody decided about it meanwhile."""
    row = lock_delivery(delivery, [DeliveryState.FINDINGS, DeliveryState.REJECTED])
    if row.delivered_by_id != actor.pk or "typed" not in row.mapping:
        raise Refused("strategy.delivery.not_own", "Zurückziehen kann einen Wert nur, wer ihn eingetragen hat.")
    if row.state == DeliveryState.REJECTED and row.reason == WITHDRAWN:
        return row
    return reject(actor=actor, delivery=row.pk, reason=WITHDRAWN, at=at)
