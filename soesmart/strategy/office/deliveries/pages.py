"""Values on their way in: the list, the upload, the mapping, and the page of one delivery."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.methods.tables.sheets import letter
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.delivery.mapping import Plan
from soesmart.strategy.forms.deliveries import DeliveryForm
from soesmart.strategy.forms.delivery_mapping import MappingForm, series_rows, typed_uses
from soesmart.strategy.forms.parts import GuardedForm
from soesmart.strategy.models import Delivery
from soesmart.strategy.office.answers import posted
from soesmart.strategy.office.deliveries.beside import typed_of
from soesmart.strategy.office.deliveries.findings import one_or_404, sent_only
from soesmart.strategy.office.deliveries.findings import page as findings_page
from soesmart.strategy.office.people import Names
from soesmart.strategy.queries import deliveries as reads
from soesmart.strategy.rules import DeliveryState, SourceKind, ValueState
from soesmart.strategy.services.deliveries import (
    MOST_BYTES,
    check,
    confirm_mapping,
    read_differently,
    receive,
    reopen_mapping,
)

LIST, ONE, MAPPING = "strategy-office-deliveries", "strategy-office-delivery", "strategy-office-delivery-mapping"
PAGE = 20
CLOSED = (DeliveryState.APPROVED, DeliveryState.REJECTED)
# Seconds; a header works without script, and a link on the page turns it off (WCAG 2.2.1).
RELOADED_AFTER = "3"
FILTERS = [("", "alle"), ("offen", "nicht abgeschlossen"), *((state.value, state.label) for state in DeliveryState)]
STATES = [(state.value, state.label) for state in ValueState]


@require_http_methods(["GET", "HEAD", "POST"])
def deliveries(request: HttpRequest) -> HttpResponse:
    """All deliveries, newest first, and the form that takes a file."""
    person = require_writer(request) if request.method == "POST" else require_reader(request)
    form = DeliveryForm(posted(request), request.FILES or None, sources=reads.upload_sources())
    if form.is_bound and form.is_valid():
        at = clock.now()
        try:
            made = _receive(request, person, form, at)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            if made.delivered_at != at:
                messages.info(request, "Diese Datei lag schon vor. Hier geht es mit ihr weiter.")
            return redirect(ONE, pk=made.pk)
    state = request.GET.get("stand", "")
    page = Paginator(reads.deliveries(state), PAGE).get_page(request.GET.get("seite"))
    names = Names.of({row.delivered_by_id for row in page})
    typed = typed_of(page)
    for row in page:
        row.who = names.get(row.delivered_by_id)  # type: ignore[attr-defined]
        row.typed = typed.get(row.pk)  # type: ignore[attr-defined]
    context = {"form": form, "page": page, "filters": FILTERS, "state": state, "is_writer": is_writer(request)}
    return render(request, "strategy/office/deliveries.html", context, status=422 if form.errors else 200)


def _receive(request: HttpRequest, person: Any, form: DeliveryForm, at: datetime) -> Delivery:
    file = form.cleaned_data["file"]
    return receive(
        actor=person,
        municipality=request.town,  # type: ignore[attr-defined]
        name=file.name,
        kind=SourceKind.UPLOAD,
        content=file.read(MOST_BYTES + 1),
        at=at,
        source=form.cleaned_data["source"],
        delivered_by=person,
    )


@require_http_methods(["GET", "HEAD"])
def delivery(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What its state asks for: mapping, progress, findings, or what became of it."""
    require_reader(request)
    row = one_or_404(pk)
    if row.state == DeliveryState.MAPPING and is_writer(request):
        return redirect(MAPPING, pk=pk)
    if row.state == DeliveryState.FINDINGS or (row.state in CLOSED and "zeigen" in request.GET):
        return findings_page(request, row)
    names = Names.of({row.delivered_by_id, row.decided_by_id})
    context = {
        "delivery": row,
        "entered": names.get(row.delivered_by_id),
        "decided": names.get(row.decided_by_id),
        "counts": reads.counts(row) if row.state == DeliveryState.APPROVED else None,
        "touched": reads.touched(row) if row.state == DeliveryState.APPROVED else (),
        "is_writer": is_writer(request),
        "reloads": row.state == DeliveryState.CHECKING and "ruhig" not in request.GET,
    }
    answer = render(request, "strategy/office/delivery.html", context)
    if context["reloads"]:
        answer["Refresh"] = RELOADED_AFTER
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How the file is read and what each series is; nothing of it is stored yet."""
    person = require_writer(request)
    row = one_or_404(pk)
    plan = Plan.from_dict(row.mapping)
    if plan is None or row.state != DeliveryState.MAPPING:
        return redirect(ONE, pk=pk)
    told = row.mapping["file"]
    initial = {"revision": row.revision}
    form = MappingForm(posted(request), plan=plan, sheets=told["sheets"], source=row.source, initial=initial)
    uses = typed_uses(request.POST, told["series"], plan.uses) if form.is_bound else plan.uses
    refused = ("", "")
    if form.is_bound and form.is_valid():
        try:
            return _map(request, person, row, form, uses)
        except Conflict:
            raise
        except Refused as refusal:
            form.refuse(refusal)
            refused = (refusal.field or "", refusal.text)
    rows = series_rows(told["series"], uses, reads.measured(), refused)
    width = max((len(cells) for _, _, cells in told["rows"]), default=0)
    letters = [letter(at) for at in range(width)]
    context = {"delivery": row, "form": form, "rows": rows, "told": told, "states": STATES, "letters": letters}
    return render(request, "strategy/office/delivery_mapping.html", context, status=422 if form.errors else 200)


def _map(request: HttpRequest, person: Any, row: Delivery, form: MappingForm, uses: Any) -> HttpResponse:
    at = clock.now()
    if form.reads_differently() or "look" in request.POST:
        wish = None if form.sheet_title != form.plan.sheet else form.wish
        read_differently(
            actor=person, delivery=row, sheet=form.sheet_title, wish=wish, uses=uses, origin=form.origin(),
            at=at, revision=form.seen,
        )  # fmt: skip
        messages.info(request, "So wird die Tabelle jetzt gelesen. Bitte die Zuordnung ansehen und dann prüfen lassen.")
        return redirect(MAPPING, pk=row.pk)
    remember = form.cleaned_data.get("remember_as", "")
    confirm_mapping(
        actor=person, delivery=row, uses=uses, origin=form.origin(), at=at, revision=form.seen, remember_as=remember
    )
    return redirect(ONE, pk=row.pk)


@sent_only
def check_now(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Check it here, where nobody works through the queue."""
    require_writer(request)
    check(delivery=pk, at=clock.now())
    return redirect(ONE, pk=pk)


@sent_only
def map_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = require_writer(request)
    form = GuardedForm(request.POST)
    reopen_mapping(actor=person, delivery=pk, revision=form.seen if form.is_valid() else 0, at=clock.now())
    return redirect(MAPPING, pk=pk)
