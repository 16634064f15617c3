"""The office plans kinds of places: their names, how many online and at the box office, and when free ones flow on."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.office.editing import Edit, answer, posted
from soesmart.tickets.forms.office_sales import CategoryForm, FlowForm, stored_category
from soesmart.tickets.models import Category, Contingent
from soesmart.tickets.office.box_office_frame import frame
from soesmart.tickets.office.sales import FORM_PAGE, planner_and_sale
from soesmart.tickets.queries.office_sales import contingents_of
from soesmart.tickets.services.places import add_category, edit_category, set_flow, set_seats
from soesmart.tickets.views.booking import home_of


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, key: str) -> HttpResponse:
    """Another kind of places."""
    person, sale = planner_and_sale(request, key)
    form = CategoryForm(posted(request))

    def save() -> str:
        add_category(sale=sale, **form.cleaned_data, by=person, at=clock.now())
        return reverse("office_sale", args=[key])

    context = frame(request, sale, "office_sale") | {"section": "Neue Art von Plätzen"}
    return answer(request, Edit(form, save, "Die Plätze sind angelegt.", FORM_PAGE, context))


@require_http_methods(["GET", "HEAD", "POST"])
def category(request: HttpRequest, key: str, category: str) -> HttpResponse:
    """Change a kind of places; more or fewer, as far as they are free."""
    person, sale = planner_and_sale(request, key)
    row: Category = get_object_or_404(
        Category.objects.select_related("sale__event__municipality"), sale=sale, key=category
    )
    every = contingents_of(sale)
    mine = [one for one in every if one.category_id == row.pk]
    sent = posted(request)
    form = CategoryForm(sent) if sent is not None else CategoryForm(initial=stored_category(row, mine))
    flows = [FlowForm(sent, contingent=one, others=every) for one in mine]
    status = 422 if form.is_bound else 200
    if form.is_bound and all([form.is_valid(), *(flow.is_valid() for flow in flows)]):
        try:
            _save(request, person, row, form, flows)
        except Refused as refusal:
            status = 409 if isinstance(refusal, Conflict) else 422
            form.refuse(refusal)
        else:
            messages.success(request, "Gespeichert.")
            return redirect("office_sale", key)
    context = frame(request, sale, "office_sale") | {"section": row.name, "form": form, "flows": flows, "category": row}
    return render(request, "tickets/office_category.html", context, status=status)


@transaction.atomic
def _save(request: HttpRequest, person: Person, row: Category, form: CategoryForm, flows: list[FlowForm]) -> None:
    """Only what changed, all or nothing."""
    at, home, typed = clock.now(), home_of(request), form.cleaned_data
    if (row.name, row.text) != (typed["name"], typed["text"]):
        edit_category(category=row, name=typed["name"], text=typed["text"], by=person, at=at)
    for flow in flows:
        contingent, goal, when = flow.contingent, flow.goal, flow.cleaned_data["flows_back_at"]
        _move(person, contingent, typed[contingent.source], home)
        if (contingent.flows_to_id, contingent.flows_back_at) != (goal.pk if goal else None, when):
            set_flow(contingent=contingent, goal=goal, flows_back_at=when, by=person, home=home, at=at)


def _move(person: Person, contingent: Contingent, seats: int, home: str) -> None:
    try:
        if seats != contingent.seats:
            set_seats(contingent=contingent, seats=seats, by=person, home=home, at=clock.now())
    except Conflict as conflict:  # of the two fields for seats, the one that this contingent is
        raise Conflict(conflict.code, conflict.text, contingent.source) from None
