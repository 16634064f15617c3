"""The office plans places: all events with their numbers, one sale, its times."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.events.models import Event
from soesmart.participation.office.editing import Edit, answer, posted
from soesmart.tickets.access import actor_of, may_plan_places
from soesmart.tickets.forms.office_sales import SaleForm
from soesmart.tickets.models import Sale
from soesmart.tickets.office.box_office_frame import SELLERS, frame
from soesmart.tickets.queries.office_sales import categories_of, events_to_sell, row_of, stage_of
from soesmart.tickets.services.places import close_booking, edit_sale, open_booking, plan_sale
from soesmart.tickets.views.booking import home_of

PER_PAGE = 25
FORM_PAGE = "tickets/office_sale_form.html"


def planner(request: HttpRequest) -> Person:
    """First line of every page on which places are planned."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    if not may_plan_places(actor_of(request)):
        raise AssertionError("the role and the predicate say different things")
    return person


def planner_and_sale(request: HttpRequest, key: str) -> tuple[Person, Sale]:
    """The same, and the sale of the event (404 without)."""
    person = planner(request)
    sale: Sale = get_object_or_404(Sale.objects.select_related("event__municipality"), event__key=key)
    return person, sale


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All events of the town with the numbers of their places."""
    require_role(request, *SELLERS)
    at = clock.now()
    page = Paginator(events_to_sell(), PER_PAGE).get_page(request.GET.get("seite"))
    rows = [row_of(event, at) for event in page.object_list]
    context = {"page": page, "rows": rows, "is_planner": may_plan_places(actor_of(request))}
    return render(request, "tickets/office_sales.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sale(request: HttpRequest, key: str) -> HttpResponse:
    """One sale at a glance; where none was planned yet, the form that plans it."""
    person = planner(request)
    event: Event = get_object_or_404(Event.objects.select_related("sale", "municipality"), key=key)
    if not hasattr(event, "sale"):
        return _plan(request, person, event)
    row = event.sale
    row.event = event
    context = frame(request, row, "office_sale") | {
        "stage": stage_of(event, row, clock.now()),
        "categories": categories_of(row),
    }
    return render(request, "tickets/office_sale.html", context)


def _plan(request: HttpRequest, person: Person, event: Event) -> HttpResponse:
    at, sent = clock.now(), posted(request)
    form = SaleForm(sent) if sent is not None else SaleForm(initial=SaleForm.for_event(event, at))

    def save() -> str:
        plan_sale(event=event, plan=form.plan(), by=person, at=at)
        return reverse("office_category_new", args=[event.key])

    done = "Die Buchung ist angelegt. Jetzt fehlen noch die Plätze."
    page: dict[str, Any] = {"event": event, "section": "Plätze anlegen", "tabs": []}
    return answer(request, Edit(form, save, done, FORM_PAGE, page))


@require_http_methods(["GET", "HEAD", "POST"])
def times(request: HttpRequest, key: str) -> HttpResponse:
    """Times, limits, and what is asked for."""
    person, row = planner_and_sale(request, key)
    sent = posted(request)
    form = SaleForm(sent) if sent is not None else SaleForm(initial=SaleForm.of(row))

    def save() -> str:
        edit_sale(sale=row, plan=form.plan(), by=person, home=home_of(request), at=clock.now())
        return reverse("office_sale", args=[key])

    context = frame(request, row, "office_sale") | {"section": "Zeiten und Angaben"}
    return answer(request, Edit(form, save, "Gespeichert.", FORM_PAGE, context))


@require_POST
def switch(request: HttpRequest, key: str) -> HttpResponse:
    """Open or close booking now."""
    person, row = planner_and_sale(request, key)
    change = open_booking if request.POST.get("auf") else close_booking
    change(sale=row, by=person, at=clock.now())
    return redirect("office_sale", key)
