"""A place for somebody whose own was given on because nobody had come in time."""

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


def place_for_who_is_inside(ticket: Ticket) -> None:
    """The hall holds one more than was planned: better told than hidden, for free + held + sold has to add up."""
    own = ticket.booking.contingent
    add_to(own.pk, 1)
    take_free(own.pk, 1)
    audit("system:door", "tickets.contingent.overbooked", own, town=ticket.sale.event.municipality.slug)
