"""Phones at the door: each has a link of its own, shown once and revoked alone."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.tickets.links import DOOR, digest_of, secret_for
from soesmart.tickets.models import DoorDevice, Sale

MOST_DEVICES = 30
_SEEN_EVERY = timedelta(minutes=1)


@transaction.atomic
def make_device(*, actor: object, sale: Sale, name: str, nonce: uuid.UUID, at: datetime) -> tuple[DoorDevice, str]:
    """A device and the secret of its link, which is stored nowhere. The same form (nonce) twice makes one.

    Refused without a name or above 30 devices.
    """
    tidy = " ".join(name.split())
    if not tidy:
        raise Refused("tickets.device.name", "Bitte sagen, welche Tür das ist, zum Beispiel „Haupteingang“.", "name")
    if DoorDevice.objects.filter(sale=sale, revoked_at=None).count() >= MOST_DEVICES:
        raise Refused("tickets.device.many", f"Mehr als {MOST_DEVICES} Geräte hat keine Tür. Bitte alte sperren.")
    secret = secret_for(DOOR, sale.pk, nonce)
    device, is_new = DoorDevice.objects.get_or_create(
        secret=digest_of(DOOR, secret), defaults={"sale": sale, "name": tidy[:60], "made_at": at}
    )
    if is_new:
        audit(actor, "tickets.device.made", device, town=sale.event.municipality.slug, at=at)
    return device, secret


@transaction.atomic
def revoke_device(*, actor: object, device: DoorDevice, at: datetime) -> None:
    """The link opens nothing any more; what the device scanned stays. Twice is once."""
    if DoorDevice.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=at):
        audit(actor, "tickets.device.revoked", device, town=device.sale.event.municipality.slug, at=at)


def note_seen(device: DoorDevice, at: datetime) -> None:
    """That the device spoke with the server; once a minute is enough."""
    if device.seen_at is None or device.seen_at <= at - _SEEN_EVERY:
        DoorDevice.objects.filter(pk=device.pk).update(seen_at=at)
