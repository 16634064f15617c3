"""What somebody booked, behind the secret link of her mail: the tickets, on paper too, and how to give them back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.core import clock
from soesmart.core.qr import qr_svg
from soesmart.core.refusals import Refused
from soesmart.events.rules import EventState
from soesmart.participation import limits
from soesmart.participation.views.too_often import too_often
from soesmart.tickets.forms.booking import GiveBackForm, day_of_deletion
from soesmart.tickets.models import Booking, Ticket
from soesmart.tickets.queries.booking_pages import booking_of, tickets_of
from soesmart.tickets.rules import TicketState
from soesmart.tickets.rules.places import ticket_code
from soesmart.tickets.services.booking_cancelling import give_back_tickets
from soesmart.tickets.services.mail_words import places
from soesmart.tickets.signing import MASK, ticket_text
from soesmart.tickets.ticket_pdf import pdf_of_tickets
from soesmart.tickets.views.booking import home_of
from soesmart.tickets.views.booking_links import behind_a_link, opened


@behind_a_link
@require_safe
def booking(request: HttpRequest, secret: str) -> HttpResponse:
    """The tickets with their codes, and all that one may want to do with them."""
    row = opened(request, booking_of, secret)
    tickets = tickets_of(row)
    page = _page(row, secret) | {
        "tickets": [shown(row, ticket) for ticket in tickets],
        "valid": sum(ticket.state == TicketState.VALID for ticket in tickets),
        "deleted_on": day_of_deletion(row.forget_at),
    }
    return render(request, "tickets/booking.html", page)


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask which, then give tickets back. Nothing else of a booking can be changed."""
    row = opened(request, booking_of, secret)
    sent = GiveBackForm(request.POST, seats=row.seats) if request.method == "POST" else None
    status = 422 if sent else 200
    if sent and sent.is_valid():
        try:
            numbers = sent.cleaned_data["tickets"]
            given = give_back_tickets(booking=row, numbers=numbers, home=home_of(request), at=clock.now())
        except Refused as refusal:
            status = 409
            sent.add_error(None, refusal.text)
        else:
            messages.success(request, _said(given))
            return redirect("booking", secret)
    tickets = [ticket for ticket in tickets_of(row) if ticket.state == TicketState.VALID]
    form = sent or GiveBackForm(seats=row.seats)
    form.offer(tickets)
    page = _page(row, secret) | {"form": form, "tickets": tickets}
    return render(request, "tickets/booking_give_back.html", page, status=status)


def _said(given: int) -> str:
    if not given:
        return "Diese Karten waren schon zurückgegeben oder eingelassen."
    return f"Zurückgegeben: {places(given)}. Danke, so kann noch jemand kommen."


@behind_a_link
@require_safe
def tickets_pdf(request: HttpRequest, secret: str) -> HttpResponse:
    """The tickets to print, as an accessible document."""
    row = opened(request, booking_of, secret)
    if brake := too_often(request, limits.FILE):
        return brake
    tickets = [ticket for ticket in tickets_of(row) if ticket.state == TicketState.VALID]
    if not tickets:
        raise Http404
    answer = HttpResponse(pdf_of_tickets(row, tickets, at=clock.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="karten-{row.sale.event.key}.pdf"'
    return answer


def shown(booking: Booking, ticket: Ticket) -> dict[str, Any]:
    """A ticket as it is drawn: with a QR code while it may let somebody in, also one that has lapsed."""
    code = ticket_code(booking.reference, ticket.number)
    text = ticket_text(booking.sale.event_id, ticket.serial)
    title = f"QR-Code der Karte {ticket.number}: {code}"
    opens = ticket.state in (TicketState.VALID, TicketState.RELEASED)
    holds = opens and booking.sale.event.state == EventState.PUBLISHED
    return {
        "ticket": ticket,
        "code": code,
        "state": TicketState(ticket.state),
        "qr": qr_svg(text, title, mask=MASK) if holds else "",
    }


def _page(row: Booking, secret: str) -> dict[str, Any]:
    event = row.sale.event
    return {
        "booking": row,
        "sale": row.sale,
        "event": event,
        "category": row.contingent.category,
        "secret": secret,
        "page_url": reverse("booking", args=[secret]),
        "is_on": event.state == EventState.PUBLISHED and clock.now() < event.ends_at,
    }
