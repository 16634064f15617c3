"""Who delivers which value until when: list and form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from soesmart.core import clock
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.forms.duties import DutyForm, UnitChoiceForm
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.people import Names
from soesmart.strategy.queries.duties import DutyFilter, duties, duty_of, duty_rows, possible_contacts
from soesmart.strategy.services.duties import assign_duty, assign_unit

LIST = "strategy-office-duties"
PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def duty_list(request: HttpRequest) -> HttpResponse:
    """All indicators with who is in charge; officers put a unit in charge of several at once."""
    require_reader(request)
    form = UnitChoiceForm(posted(request), units=reads.units())
    if request.method == "POST":
        person = require_writer(request)
        keys = request.POST.getlist("key")[:PAGE]
        if not keys:
            form.add_error(None, "Bitte mindestens eine Kennzahl ankreuzen.")
        if form.is_valid():
            unit, town = form.units[form.cleaned_data["unit"]], request.town  # type: ignore[attr-defined]
            number = assign_unit(actor=person, municipality=town, keys=keys, unit=unit, at=clock.now())
            messages.success(request, f"„{unit.name}“ ist für {_many(number)} neu zuständig.")
            return redirect(request.get_full_path())
    return _list(request, form)


def _list(request: HttpRequest, form: UnitChoiceForm) -> HttpResponse:
    today = clock.today()
    only = request.GET.get("nur", "")
    chosen = DutyFilter(only) if only in list(DutyFilter) else None
    rows = duties(today, chosen, request.GET.get("q", "")[:200])
    page = Paginator(rows, PAGE).get_page(request.GET.get("seite"))
    shown = duty_rows(page.object_list, today, form.units.values())
    names = Names.of(row.contact for row in shown)
    context = {
        "page": page,
        "rows": [(row, names.get(row.contact)) for row in shown],
        "filters": list(DutyFilter),
        "only": chosen,
        "form": form,
        "ticked": set(request.POST.getlist("key")),
        "is_writer": is_writer(request),
    }
    return render(request, "strategy/office/duties.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    row = _row(key)
    filled = _form(row, posted(request))
    return answer(
        request,
        Edit(
            filled,
            lambda: assign_duty(actor=person, indicator=row, duty=filled.duty(), revision=filled.seen, at=clock.now()),
            title=f"Zuständig für: {row.name}",
            done="Die Zuständigkeit ist gespeichert.",
            to=reverse(LIST),
            fresh=lambda: _form(_row(key), None),
            context={"who_target": f"strategy.indicator:{row.pk}", "trail_url": _trail(key)},
        ),
    )


def _row(key: str) -> Any:
    row = duty_of(key)
    if row is None:
        raise Http404
    return row


def _form(row: Any, data: Any) -> DutyForm:
    """The form with the people whom one may choose: all with a role, and whoever is the contact now."""
    units = reads.units()
    ids: list[UUID] = possible_contacts()
    others = {row.contact_id} - {None, *ids}
    names = Names.of([*ids, *others])
    own = next((unit.name for unit in units if unit.pk == row.unit_id_ and row.unit_in_charge_id is None), "")
    return DutyForm(
        data,
        stored=row,
        units=units,
        people=[
            *((pk, names.get(pk)) for pk in ids),
            *((pk, f"{names.get(pk)} (ohne Aufgabe)") for pk in others if pk),
        ],
        unit_of_goal=f"die Stelle des Ziels: {own}" if own else "die Stelle des Ziels",
    )


def _trail(key: str) -> str:
    return f"{reverse('strategy-office-trail')}?kennzahl={key}"


def _many(number: int) -> str:
    return f"{number} Kennzahl" if number == 1 else f"{number} Kennzahlen"
