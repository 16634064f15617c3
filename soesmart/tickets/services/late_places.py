"""Places for who stands at the door: late, when her own was given on, or without a ticket."""

from soesmart.core.audit import audit
from soesmart.tickets.models import Contingent, Ticket
from soesmart.tickets.services.places_moves import add_to, take_free, take_from


def place_for_late(ticket: Ticket) -> bool:
    """Sell one place again for the ticket: of its contingent, else of another one of its category."""
    own = ticket.booking.contingent
    if take_free(own.pk, 1):
        return True
    others = Contingent.objects.filter(category=own.category_id, free__gt=0).exclude(pk=own.pk)
    for other in others.values_list("pk", flat=True):
        if take_from(other, 1):
            add_to(own.pk, 1)
            return take_free(own.pk, 1)
    return False


def places_at_the_door(own: Contingent, seats: int) -> bool:
    """Sell places of a category to who stands there, wherever they are free. own: of the box office.

    Inside the caller's transaction, which has locked the sale and is undone where this is False.
    """
    free = dict(Contingent.objects.filter(category=own.category_id).values_list("pk", "free"))
    lacking = seats - free.pop(own.pk)
    for other, there in free.items():
        moved = min(lacking, there)
        if moved > 0 and take_from(other, moved):
            add_to(own.pk, moved)
            lacking -= moved
    return take_free(own.pk, seats)


def place_for_who_is_inside(ticket: Ticket) -> None:
    """The hall holds one more than was planned: better told than hidden, for free + held + sold has to add up."""
    own = ticket.booking.contingent
    add_to(own.pk, 1)
    take_free(own.pk, 1)
    audit("system:door", "tickets.contingent.overbooked", own, town=ticket.sale.event.municipality.slug)
