"""The box office: sell with one key, find, print, give back, let in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.office.editing import posted
from soesmart.tickets.forms.box_office import FAST, FindForm, SellForm
from soesmart.tickets.models import Booking, Sale
from soesmart.tickets.office.box_office_frame import frame, seller_and_sale
from soesmart.tickets.queries.box_office import booking_numbered, places_of, wanted
from soesmart.tickets.queries.door import inside_of
from soesmart.tickets.rules import TicketState
from soesmart.tickets.rules.places import ticket_code
from soesmart.tickets.services.booking_cancelling import give_back_tickets
from soesmart.tickets.services.box_office import let_in_here, sell, take_back_letting_in
from soesmart.tickets.ticket_pdf import pdf_of_tickets
from soesmart.tickets.views.booking import home_of

CURRENT = "box_office"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def box_office(request: HttpRequest, key: str) -> HttpResponse:
    """The form to sell, the numbers, and what was sold last."""
    person, sale = seller_and_sale(request, key)
    places = [one for one in places_of(sale) if one.box]
    form = SellForm(posted(request), sale=sale, categories=[one.category for one in places])
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid() and places:
        try:
            sold = _sold(request, person, sale, form)
        except Refused as refusal:
            status = 409 if isinstance(refusal, Conflict) else 422
            form.refuse(refusal)
        else:
            return redirect(f"{request.path}?zuletzt={sold.number}")
    last = booking_numbered(sale, _number(request.GET.get("zuletzt", "")))
    page = {"form": form, "places": places_of(sale) if form.is_bound else places, "last": last}
    return _page(request, sale, page, status)


def _sold(request: HttpRequest, person: Person, sale: Sale, form: SellForm) -> Booking:
    typed = form.cleaned_data
    return sell(
        actor=person,
        sale=sale,
        category=form.key,
        seats=typed["seats"],
        visitor=form.visitor(),
        nonce=typed["nonce"],
        let_in=typed["let_in"],
        home=home_of(request),
        at=clock.now(),
    )


@never_cache
@require_POST
def find(request: HttpRequest, key: str) -> HttpResponse:
    """Bookings by name or code; a name travels in the body, for addresses end up in logs."""
    _, sale = seller_and_sale(request, key)
    form = FindForm(request.POST)
    found = wanted(sale, form.cleaned_data["words"]) if form.is_valid() else []
    page = {"find": form, "found": found, "is_searched": form.is_valid()}
    return _page(request, sale, page, 200 if form.is_valid() else 422)


@never_cache
@require_safe
def booking(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """A booking with its tickets: print, let in, give back."""
    _, sale = seller_and_sale(request, key)
    row = _booking(sale, number)
    return render(request, "tickets/box_office_booking.html", frame(request, sale, CURRENT) | {"row": shown(row)})


@never_cache
@require_safe
def print_tickets(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The tickets that hold, to be printed."""
    _, sale = seller_and_sale(request, key)
    row = _booking(sale, number)
    tickets = [one for one in row.tickets.all() if one.state in (TicketState.VALID, TicketState.USED)]
    if not tickets:
        raise Http404
    answer = HttpResponse(pdf_of_tickets(row, tickets, at=clock.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="karten-{sale.event.key}-{row.reference}.pdf"'
    return answer


@require_POST
def let_in(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Check in one ticket, or all that are still outside."""
    _, sale = seller_and_sale(request, key)
    row = _booking(sale, number)
    asked = _asked(request)
    for ticket in row.tickets.all():
        if ticket.number == asked or (asked is None and ticket.state == TicketState.VALID):
            ticket.booking = row
            said = let_in_here(sale=sale, ticket=ticket, nonce=new_id(), at=clock.now())
            messages.info(request, said)
    return redirect("box_office_booking", key=key, number=number)


@require_POST
def let_out(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Letting in was a mistake: the ticket is valid again."""
    _, sale = seller_and_sale(request, key)
    row, asked = _booking(sale, number), _asked(request)
    for ticket in row.tickets.all():
        if ticket.number == asked and take_back_letting_in(sale=sale, ticket=ticket, at=clock.now()):
            messages.success(request, f"Karte {asked} gilt wieder als nicht eingelassen.")
    return redirect("box_office_booking", key=key, number=number)


@require_POST
def give_back(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take back one ticket, or all that were not used; their places can be sold again at once."""
    person, sale = seller_and_sale(request, key)
    row, asked = _booking(sale, number), _asked(request)
    numbers = None if asked is None else [asked]
    given = give_back_tickets(booking=row, numbers=numbers, by=person, home=home_of(request), at=clock.now())
    said = "1 Karte ist" if given == 1 else f"{given} Karten sind"
    messages.success(request, f"{said} zurückgenommen." if given else "Zurückzunehmen war nichts mehr.")
    return redirect("box_office_booking", key=key, number=number)


def _page(request: HttpRequest, sale: Sale, parts: dict[str, Any], status: int) -> HttpResponse:
    places = parts.pop("places", None) or places_of(sale)
    if "form" not in parts:
        parts["form"] = SellForm(sale=sale, categories=[one.category for one in places if one.box])
    if last := parts.pop("last", None):
        parts["last"] = shown(last)
    page = frame(request, sale, CURRENT) | {"find": FindForm(), "places": places, "fast": FAST, **parts}
    page["inside"] = inside_of(sale)
    page["can_sell"] = any(one.box for one in places)
    return render(request, "tickets/box_office.html", page, status=status)


def shown(row: Booking) -> dict[str, Any]:
    """A booking with its tickets and their codes."""
    tickets = list(row.tickets.all())
    return {
        "booking": row,
        "reference": f"{row.reference[:4]}-{row.reference[4:]}",
        "tickets": [{"ticket": one, "code": ticket_code(row.reference, one.number)} for one in tickets],
        "valid": sum(one.state == TicketState.VALID for one in tickets),
        "standing": sum(one.state in (TicketState.VALID, TicketState.USED) for one in tickets),
    }


def _booking(sale: Sale, number: int) -> Booking:
    row = booking_numbered(sale, number)
    if row is None:
        raise Http404
    return row


def _asked(request: HttpRequest) -> int | None:
    """The number of the ticket that is meant; None for all, 0 for none that there is."""
    typed = request.POST.get("karte")
    return None if typed is None else _number(typed)


def _number(text: str) -> int:
    """A number that was typed into an address or form; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
