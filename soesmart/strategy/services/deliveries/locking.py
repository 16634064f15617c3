"""The lock under which a delivery moves on, and the guard against two people at once."""

from collections.abc import Collection
from uuid import UUID

from soesmart.core.refusals import Conflict
from soesmart.strategy.models import Delivery
from soesmart.strategy.rules import DeliveryState

UNDECIDED = (DeliveryState.MAPPING, DeliveryState.CHECKING, DeliveryState.FINDINGS, DeliveryState.FAILED)


def lock_delivery(pk: UUID, states: Collection[DeliveryState], revision: int | None = None) -> Delivery:
    """The delivery as it stands now, held until the transaction ends, with source and town, without its file.

    states: in which it must be; revision: as its reader saw it. Conflict otherwise.
    """
    row = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("municipality", "source")
        .defer("content")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Conflict("strategy.delivery.gone", "Diese Lieferung gibt es nicht mehr.")
    if DeliveryState(row.state) not in states:
        label = DeliveryState(row.state).label
        raise Conflict(
            "strategy.delivery.moved",
            f"Jemand war schneller: Diese Lieferung ist inzwischen „{label}“. Bitte die Seite neu laden.",
        )
    require_revision(row, revision)
    return row


def require_revision(row: Delivery, revision: int | None) -> None:
    """Conflict when its reader saw an older stand; None asks for nothing."""
    if revision is not None and row.revision != revision:
        raise Conflict(
            "strategy.delivery.changed",
            "Inzwischen hat jemand anderes an dieser Lieferung gearbeitet. Bitte den neuen Stand ansehen und dann "
            "entscheiden. Es ist noch nichts übernommen.",
        )


def save_delivery(row: Delivery, *columns: str) -> None:
    """Store the named columns of a locked delivery; whoever read it before has read an older one."""
    row.revision += 1
    row.save(update_fields=[*columns, "revision"])
