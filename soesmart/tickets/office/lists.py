"""Lists for the hall, on the screen, on paper and as a table; only for who sells, and with the day of their end."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.core.spreadsheets import XLSX_TYPE
from soesmart.tickets.lists_pdf import list_pdf
from soesmart.tickets.lists_table import write_list
from soesmart.tickets.office.box_office_frame import frame, seller_and_sale
from soesmart.tickets.queries.door import inside_of
from soesmart.tickets.queries.lists import (
    ORDERS,
    Names,
    all_guests,
    bookings_listed,
    guest_of,
    names_of,
)

CURRENT = "office_lists"
PER_PAGE = 25


@never_cache
@require_safe
def lists(request: HttpRequest, key: str) -> HttpResponse:
    """Who comes, page by page."""
    _, sale = seller_and_sale(request, key)
    order, names = _order(request), names_of(sale)
    page = Paginator(bookings_listed(sale, order), PER_PAGE).get_page(request.GET.get("seite"))
    context = frame(request, sale, CURRENT) | {
        "page": page,
        "guests": [guest_of(row) for row in page.object_list],
        "orders": ORDERS,
        "order": order,
        "inside": inside_of(sale),
        "note": note_of(names),
        "has_nameless": order == "name" and names.has_nameless,
        "with_contact": sale.asks_phone or sale.asks_address,
    }
    return render(request, "tickets/lists.html", context)


@never_cache
@require_safe
def guest_list(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The whole list as PDF or XLSX."""
    _, sale = seller_and_sale(request, key)
    order, at, note = _order(request), clock.now(), note_of(names_of(sale))
    if form not in ("pdf", "xlsx"):
        raise Http404
    guests = all_guests(sale, order)
    if form == "pdf":
        content = list_pdf(sale, guests, order=ORDERS[order], note=note, at=at)
    else:
        content = write_list(guests, note=note, with_contact=sale.asks_phone or sale.asks_address)
    answer = HttpResponse(content, content_type="application/pdf" if form == "pdf" else XLSX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="gaesteliste-{key}.{form}"'
    return answer


def note_of(names: Names) -> str:
    """What everybody has to know who prints or stores the list."""
    if names.last is None:
        return "Diese Liste nennt keine Namen (mehr)."
    day = f"{names.last.astimezone(BERLIN):%d.%m.%Y}"
    return f"Enthält persönliche Angaben. Spätestens am {day} vernichten, gedruckt wie gespeichert; nicht weitergeben."


def _order(request: HttpRequest) -> str:
    asked = request.GET.get("nach", "name")
    return asked if asked in ORDERS else "name"
