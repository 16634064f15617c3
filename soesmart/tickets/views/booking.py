"""Book places on one page, without an account; where all are taken, wait for some."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.events.access import may_see_event
from soesmart.participation.access import actor_of
from soesmart.participation.limits import TooOften, spend, where_from
from soesmart.participation.views.opinions import see_other
from soesmart.tickets.forms.booking import BookingForm, day_of_deletion
from soesmart.tickets.limits import BOOKING_FROM_HERE, WAITING_OF_ONE
from soesmart.tickets.links import mailbox_of, path_of_booking, path_of_waiting
from soesmart.tickets.models import Booking
from soesmart.tickets.queries.booking_pages import Offer, offer_of
from soesmart.tickets.rules.places import Full
from soesmart.tickets.services import booking as services
from soesmart.tickets.services.booking_writing import forget_at


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, key: str) -> HttpResponse:
    """The form; what was sent right is booked and leads to the tickets. What a sale allows the service asks."""
    if request.method != "POST":
        return _page(request, key)
    form = BookingForm(request.POST)
    try:
        spend(BOOKING_FROM_HERE, where_from(request), clock.now())
        if not form.is_valid():
            return _page(request, key, status=422)
        wish = form.wish()
        if wish.may_wait and (mailbox := mailbox_of(key, wish.visitor.email)):
            spend(WAITING_OF_ONE, mailbox, clock.now())
        made = services.book(event_key=key, wish=wish, home=home_of(request), at=clock.now())
    except Refused as refusal:
        return _page(request, key, refusal, status=status_of(refusal))
    is_booked = isinstance(made, Booking)
    return see_other(path_of_booking(made) if is_booked else path_of_waiting(made))  # type: ignore[arg-type]


def home_of(request: HttpRequest) -> str:
    """Address of the town's pages without a slash at its end: the host was found among those of the town."""
    return f"{request.scheme}://{request.get_host()}"


def status_of(refusal: Refused) -> int:
    if isinstance(refusal, TooOften):
        return 429
    return 409 if isinstance(refusal, Full) else 422


def _page(request: HttpRequest, key: str, refusal: Refused | None = None, *, status: int = 200) -> HttpResponse:
    """The page with what was typed. Four queries for a guest."""
    offer = offer_of(key, clock.now())
    if offer is None or not may_see_event(actor_of(request), offer.sale.event):
        raise Http404
    form = BookingForm(request.POST or None, offer=offer)
    if refusal is not None and form.is_bound:
        form.full_clean()
        if not isinstance(refusal, Full):
            form.refuse(refusal)
    page = {
        "offer": offer,
        "sale": offer.sale,
        "event": offer.sale.event,
        "form": form,
        "full": refusal if isinstance(refusal, Full) else None,
        "deleted_on": day_of_deletion(forget_at(offer.sale)),
        "waits_only": _waits_only(offer),
    }
    return render(request, "tickets/book.html", page, status=status)


def _waits_only(offer: Offer) -> bool:
    """Nothing is free in any category: the button says at once that one would wait."""
    return offer.is_full and offer.can_wait
