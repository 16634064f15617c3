"""An entry of the waiting list behind its secret link: where one stands, an offer, leaving."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.views.opinions import see_other
from soesmart.tickets.forms.booking import ContactForm, FewerForm, day_of_deletion
from soesmart.tickets.links import path_of_booking
from soesmart.tickets.models import WaitingEntry
from soesmart.tickets.queries.booking_pages import entry_of
from soesmart.tickets.rules import WaitingState
from soesmart.tickets.services.booking_writing import forget_at
from soesmart.tickets.services.flowing import settle_sale
from soesmart.tickets.services.offers import accept_offer
from soesmart.tickets.services.waiting import leave_line, want_fewer
from soesmart.tickets.services.waiting_entries import position_of
from soesmart.tickets.views.booking import home_of
from soesmart.tickets.views.booking_links import behind_a_link, opened


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, secret: str) -> HttpResponse:
    """Where one stands; accept an offer, want fewer places, or leave."""
    entry = _entry_or_404(request, secret)
    form = ContactForm(request.POST if "annehmen" in request.POST else None, sale=entry.sale, seats=entry.seats)
    if request.method != "POST":
        return _page(request, entry, form)
    try:
        if "annehmen" in request.POST:
            return _accept(request, entry, form)
        _change(request, entry)
    except Refused as refusal:
        status = 409 if isinstance(refusal, Conflict) else 422
        if "annehmen" in request.POST and status == 422:
            form.refuse(refusal)
            return _page(request, entry, form, status=status)
        return _page(request, entry, form, problem=refusal.text, status=status)
    return redirect("waiting", secret)


def _accept(request: HttpRequest, entry: WaitingEntry, form: ContactForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, entry, form, status=422)
    made = accept_offer(entry=entry, visitor=form.visitor(), home=home_of(request), at=clock.now())
    messages.success(request, "Gebucht. Die Karten gehen auch per E-Mail zu.")
    return see_other(path_of_booking(made))


def _change(request: HttpRequest, entry: WaitingEntry) -> None:
    home, at = home_of(request), clock.now()
    if "abmelden" in request.POST:
        leave_line(entry=entry, home=home, at=at)
        messages.success(request, "Abgemeldet. Name und Adresse sind gelöscht.")
        return
    fewer = FewerForm(request.POST, seats=entry.seats)
    if not fewer.is_valid():
        raise Refused("tickets.waiting.fewer", "Bitte eine der angebotenen Zahlen wählen.", "seats")
    want_fewer(entry=entry, seats=fewer.cleaned_data["seats"], home=home, at=at)
    messages.success(request, "Geändert. Die Stelle in der Reihe bleibt.")


def _entry_or_404(request: HttpRequest, secret: str) -> WaitingEntry:
    """The entry of a link; an offer whose time is over is ended on the spot."""
    entry, at = opened(request, entry_of, secret), clock.now()
    if entry.state == WaitingState.OFFERED and entry.offer_ends_at and at >= entry.offer_ends_at:
        settle_sale(sale=entry.sale_id, home=home_of(request), at=at)
        entry.refresh_from_db(fields=["state"])
    return entry


def _page(
    request: HttpRequest, entry: WaitingEntry, form: ContactForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    if problem:
        entry.refresh_from_db(fields=["state", "seats", "offer_ends_at", "booking"])
    waits = entry.state == WaitingState.WAITING
    page: dict[str, Any] = {
        "entry": entry,
        "sale": entry.sale,
        "event": entry.sale.event,
        "form": form,
        "problem": problem,
        "position": position_of(entry) if waits else 0,
        "fewer": FewerForm(seats=entry.seats) if waits and entry.seats > 1 else None,
        "booking_url": path_of_booking(entry.booking) if entry.booking else "",
        "deleted_on": day_of_deletion(forget_at(entry.sale)),
    }
    return render(request, "tickets/waiting.html", page, status=status)
