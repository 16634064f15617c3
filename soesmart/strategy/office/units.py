"""Units of the administration: list, form, removal."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.forms.parts import GuardedForm
from soesmart.strategy.forms.units import UnitForm
from soesmart.strategy.models import OrganisationUnit
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.services.units import add_unit, edit_unit, remove_unit

LIST = "strategy-office-units"


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    require_reader(request)
    rows = OrganisationUnit.objects.annotate(goals=Count("goal_wordings__goal", distinct=True))
    return render(request, "strategy/office/units.html", {"units": rows, "is_writer": is_writer(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    form = UnitForm(posted(request))

    def write() -> OrganisationUnit:
        town = request.town  # type: ignore[attr-defined]
        return add_unit(actor=person, municipality=town, at=clock.now(), **form.text().__dict__)

    return answer(request, Edit(form, write, "Neue Stelle", "Die Stelle ist angelegt.", reverse(LIST)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    row = reads.unit(key)
    form = UnitForm(posted(request), stored=row)
    return answer(
        request,
        Edit(
            form,
            lambda: edit_unit(actor=person, unit=row, text=form.text(), revision=form.seen, at=clock.now()),
            title=f"{row.name} bearbeiten",
            done="Die Stelle ist gespeichert.",
            to=reverse(LIST),
            fresh=lambda: UnitForm(stored=reads.unit(key)),
            context={"who_target": f"strategy.organisationunit:{row.pk}"},
        ),
    )


@require_POST
def remove(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    row = reads.unit(key)
    form = GuardedForm(request.POST)
    try:
        remove_unit(actor=person, unit=row, revision=form.seen if form.is_valid() else 0, at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, f"„{row.name}“ ist entfernt.")
    return redirect(LIST)
