"""Where values come from again and again: list, forms, switch, and the pull by hand."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.core import clock
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.forms.parts import GuardedForm
from soesmart.strategy.forms.sources import FORMS, UploadSourceForm
from soesmart.strategy.models import DataSource
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.queries.deliveries import measured
from soesmart.strategy.queries.sources import rhythm, sources
from soesmart.strategy.rules import DeliveryState, SourceKind
from soesmart.strategy.services.source_pulls import Pull, pull_by_hand
from soesmart.strategy.services.sources import add_source, edit_source, remove_source, switch_source

LIST = "strategy-office-sources"
PAGE = 20
# The last part of the address of a new source, and how its page is called.
NEW = {
    "csv": (SourceKind.CSV, "Neue Quelle: Tabelle unter einer Adresse"),
    "json": (SourceKind.JSON, "Neue Quelle: JSON unter einer Adresse"),
    "plattform": (SourceKind.NGSI_LD, "Neue Quelle: Datenplattform"),
}


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    require_reader(request)
    page = Paginator(sources(), PAGE).get_page(request.GET.get("seite"))
    row: Any
    for row in page:
        row.rhythm = rhythm(row.every_days)
        row.delivery_label = DeliveryState(row.delivery_state).label if row.delivery_state else ""
    return render(request, "strategy/office/sources.html", {"page": page, "is_writer": is_writer(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    person = require_writer(request)
    if kind not in NEW:
        raise Http404
    source_kind, title = NEW[kind]
    form = _form(request, source_kind)

    def write() -> DataSource:
        town = request.town  # type: ignore[attr-defined]
        return add_source(actor=person, municipality=town, text=form.text(), at=clock.now())

    done, context = "Die Quelle ist angelegt.", {"is_source": True}
    return answer(request, Edit(form, write, title, done, reverse(LIST), context=context))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_writer(request)
    row = _source(pk)
    kind = SourceKind(row.kind)
    form = _form(request, kind, row)
    return answer(
        request,
        Edit(
            form,
            lambda: edit_source(actor=person, source=row, text=form.text(), revision=form.seen, at=clock.now()),
            title=f"{row.name} bearbeiten",
            done="Die Quelle ist gespeichert.",
            to=reverse(LIST),
            fresh=lambda: FORMS[kind](stored=_source(pk), indicators=_indicators()),
            template="strategy/office/source.html",
            context={"who_target": f"strategy.datasource:{row.pk}", "is_source": True, "source": row},
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_writer(request)
    row = _source(pk)
    if request.method != "POST":
        return render(request, "strategy/office/source_remove.html", {"source": row, "is_source": True})
    form = GuardedForm(request.POST)
    remove_source(actor=person, source=row, revision=form.seen if form.is_valid() else 0, at=clock.now())
    messages.success(request, f"„{row.name}“ ist entfernt.")
    return redirect(LIST)


@require_POST
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_writer(request)
    is_on = request.POST.get("an") == "1"
    row = switch_source(actor=person, source=_source(pk), is_on=is_on, at=clock.now())
    messages.success(request, f"„{row.name}“ wird {'wieder' if is_on else 'nicht mehr'} von selbst abgerufen.")
    return redirect(LIST)


@require_POST
def pull(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the address here and now: whoever waits sees at once whether it works. Takes 20 seconds at most."""
    person = require_writer(request)
    row = _source(pk)
    found = pull_by_hand(actor=person, source=row, person=person, at=clock.now())
    if found.delivery:
        messages.success(request, f"„{row.name}“ hat neue Daten geliefert. Hier geht es mit ihnen weiter.")
        return redirect("strategy-office-delivery", found.delivery.pk)
    _say(request, row, found)
    return redirect(LIST)


def _say(request: HttpRequest, row: DataSource, found: Pull) -> None:
    if found.problem:
        messages.error(request, f"„{row.name}“: {found.problem}")
    else:
        messages.info(request, f"„{row.name}“ ist unverändert. Es gibt nichts Neues zu prüfen.")


def _source(pk: int) -> DataSource:
    found = DataSource.objects.select_related("municipality").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, kind: SourceKind, row: DataSource | None = None) -> UploadSourceForm:
    initial = {} if row else {"since": clock.today().year - 1}
    indicators = _indicators() if kind == SourceKind.NGSI_LD else []
    return FORMS[kind](posted(request), stored=row, indicators=indicators, initial=initial)


def _indicators() -> list[tuple[str, str]]:
    return [(one.key, f"{one.label} ({one.unit})") for one in measured()]
