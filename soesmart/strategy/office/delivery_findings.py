"""What the data doctor found in a delivery, the decisions about it, and the end of the delivery."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.core import clock
from soesmart.core.numbers import format_number
from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets import write_csv
from soesmart.methods.data_doctor import TITLES, Kind
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.forms.deliveries import DecisionForm, ReasonForm, SeveralForm
from soesmart.strategy.forms.parts import GuardedForm
from soesmart.strategy.models import DeliveredValue, Delivery, Finding
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.delivery_log import COLUMNS, log_rows
from soesmart.strategy.office.people import Names
from soesmart.strategy.queries import deliveries as reads
from soesmart.strategy.rules import Decision, DeliveryState
from soesmart.strategy.services.deliveries import ONLY_NOTED, approve, decide, reject, undo

ONE = "strategy-office-delivery"
PAGE, VALUES_PAGE = 10, 50
VIEWS = ("offen", "alle", "werte")


def page(
    request: HttpRequest,
    row: Delivery,
    *,
    several: SeveralForm | None = None,
    refused: tuple[int, DecisionForm] | None = None,
) -> HttpResponse:
    """Findings, open ones or all, or the values as they will be stored."""
    show = request.POST.get("zeigen") or request.GET.get("zeigen", "")
    is_open = row.state == DeliveryState.FINDINGS
    show = show if show in VIEWS[not is_open :] else "offen" if row.open_findings and is_open else "werte"
    kinds = reads.open_kinds(row) if show == "offen" and not several else []
    named = _labels([(kind, count) for kind, count in kinds if count > 1])
    names = Names.of({row.delivered_by_id})
    context: dict[str, Any] = {
        "delivery": row,
        "show": show,
        "tabs": _tabs(row, show),
        "counts": reads.counts(row),
        "several": several or (SeveralForm(kinds=named) if named else None),
        "entered": names.get(row.delivered_by_id),
        "is_writer": is_writer(request) and is_open,
        "page": _values(request, row) if show == "werte" else _findings(request, row, show, refused),
    }
    bad = refused or (several and several.errors)
    return render(request, "strategy/office/delivery_findings.html", context, status=422 if bad else 200)


def title_of(kind: str) -> str:
    """The kind of a finding in words."""
    return TITLES[Kind(kind)] if kind in set(Kind) else kind


def _labels(kinds: Sequence[tuple[str, int]]) -> list[tuple[str, str]]:
    return [(kind, f"{title_of(kind)} ({count})") for kind, count in kinds]


def _tabs(row: Delivery, show: str) -> list[dict[str, Any]]:
    here = reverse(ONE, args=[row.pk])
    labels = {"offen": "Offene Befunde", "alle": "Alle Befunde", "werte": "Werte"}
    if row.state != DeliveryState.FINDINGS:
        del labels["offen"]
    counts = {"offen": row.open_findings}
    return [
        {"label": label, "url": f"{here}?zeigen={name}", "is_current": show == name, "count": counts.get(name)}
        for name, label in labels.items()
    ]


def _findings(request: HttpRequest, row: Delivery, show: str, refused: tuple[int, DecisionForm] | None) -> Any:
    found = Finding.objects.filter(delivery=row).select_related("about__indicator").order_by("row", "pk")
    if show == "offen":
        found = found.filter(decision=Decision.OPEN)
    pages = Paginator(found, PAGE)
    if show == "offen":
        pages.count = row.open_findings  # counted already
    page = pages.get_page(request.POST.get("seite") or request.GET.get("seite"))
    for one in page:
        _dress(one, refused[1] if refused and refused[0] == one.pk else None)
    return page


def _dress(one: Any, refused: DecisionForm | None) -> None:
    """What the page says of a finding beside its columns."""
    one.title = title_of(one.kind)
    one.decision_label = Decision(one.decision).label
    one.may_stand = one.about is None or one.about.value is not None
    one.may_leave_out = one.kind not in ONLY_NOTED
    one.unit = one.about.indicator.unit if one.about else ""
    proposed = "" if one.proposed is None else format_number(one.proposed)
    one.typed_correction = refused.data.get("correction", "") if refused else proposed
    one.typed_reason = refused.data.get("reason", "") if refused else ""
    one.errors = _errors(refused) if refused else []


def _errors(form: DecisionForm) -> list[tuple[str, str]]:
    """Name of the field, "" for the whole form, and what is wrong with it."""
    return [
        (name if name in form.fields else "", error)
        for name, errors in form.errors.items()
        for error in errors
        if name != "decision"
    ] or [("", "Bitte eine der Entscheidungen wählen.")]


def _values(request: HttpRequest, row: Delivery) -> Any:
    found = DeliveredValue.objects.filter(delivery=row).select_related("indicator").order_by("row", "pk")
    return Paginator(found, VALUES_PAGE).get_page(request.GET.get("seite"))


@require_POST
def decide_one(request: HttpRequest, pk: UUID, finding: int) -> HttpResponse:
    """The value stands, is corrected, is left out, or the decision is taken back."""
    person = require_writer(request)
    row = _row(pk)
    form = DecisionForm(request.POST)
    back = _back(request, row)
    if request.POST.get("decision") == Decision.OPEN:
        undo(actor=person, delivery=pk, finding=finding, at=clock.now())
        return redirect(f"{back}#befund-{finding}")
    if form.is_valid():
        words = form.cleaned_data
        choice = Decision(words["decision"])
        fixed = words["correction"] if choice == Decision.CORRECTED else None
        try:
            decide(
                actor=person, delivery=pk, findings=[finding], decision=choice, reason=words["reason"],
                correction=fixed, at=clock.now(),
            )  # fmt: skip
        except Refused as refusal:
            if refusal.status == 409:
                raise
            form.refuse(refusal)
        else:
            return redirect(f"{back}#befunde")
    return page(request, row, refused=(finding, form))


@require_POST
def decide_several(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One decision about all open findings of a kind."""
    person = require_writer(request)
    row = _row(pk)
    kinds = reads.open_kinds(row)
    form = SeveralForm(request.POST, kinds=_labels(kinds))
    if form.is_valid():
        words = form.cleaned_data
        choice = Decision(words["decision"])
        chosen, rest = reads.decidable(row, words["kind"], choice)
        try:
            number = _decide_all(person, pk, chosen, choice, words["reason"])
        except Refused as refusal:
            if refusal.status == 409:
                raise
            form.refuse(refusal)
        else:
            left = f" {rest} {'bleibt' if rest == 1 else 'bleiben'} offen: Dafür braucht es einen Wert." if rest else ""
            messages.success(request, f"Entschieden: {number} {'Befund' if number == 1 else 'Befunde'}.{left}")
            return redirect(ONE, pk=pk)
    return page(request, row, several=form)


def _decide_all(person: Any, pk: UUID, chosen: Sequence[int], choice: Decision, reason: str) -> int:
    if not chosen:
        raise Refused("strategy.finding.number", "Zu diesen Befunden gibt es keinen Vorschlag.", "decision")
    return decide(actor=person, delivery=pk, findings=chosen, decision=choice, reason=reason, at=clock.now())


def _row(pk: UUID) -> Delivery:
    row = Delivery.objects.select_related("source").defer("content").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _back(request: HttpRequest, row: Delivery) -> str:
    """The part of the list from which somebody decided."""
    show, page = request.POST.get("zeigen", ""), request.POST.get("seite", "")
    query = [f"zeigen={show}"] if show in VIEWS else []
    query += [f"seite={page}"] if page.isascii() and page.isdigit() else []
    return reverse(ONE, args=[row.pk]) + (f"?{'&'.join(query)}" if query else "")


@require_POST
def approve_it(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Store the values."""
    person = require_writer(request)
    form = GuardedForm(request.POST)
    try:
        approve(actor=person, delivery=pk, revision=form.seen if form.is_valid() else 0, at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, "Die Werte sind übernommen.")
    return redirect(ONE, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def reject_it(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Turn the whole delivery down."""
    person = require_writer(request)
    row = _row(pk)
    form = ReasonForm(posted(request), initial={"revision": row.revision})
    to = reverse("strategy-office-deliveries")
    return answer(
        request,
        Edit(
            form,
            lambda: reject(
                actor=person, delivery=pk, reason=form.cleaned_data["reason"], revision=form.seen, at=clock.now()
            ),
            title=f"„{row.name}“ verwerfen",
            done="Die Lieferung ist verworfen.",
            to=to,
            submit="Verwerfen",
        ),
    )


@require_safe
def log(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that was delivered, found and decided, as CSV."""
    require_reader(request)
    row = _row(pk)
    answer = HttpResponse(write_csv(COLUMNS, log_rows(row)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = (
        f'attachment; filename="lieferung-{row.delivered_at:%Y-%m-%d}-{str(row.pk)[:8]}.csv"'
    )
    return answer
