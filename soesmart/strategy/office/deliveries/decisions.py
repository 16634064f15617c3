"""Decisions about the findings of a delivery, and its end."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.core.spreadsheets import write_csv
from soesmart.strategy.access import require_reader, require_writer
from soesmart.strategy.forms.deliveries import DecisionForm, ReasonForm, SeveralForm, TakeBackForm
from soesmart.strategy.forms.parts import GuardedForm
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.deliveries.findings import ONE, VIEWS, labels_of, one_or_404, page, sent_only
from soesmart.strategy.office.deliveries.log import COLUMNS, log_rows
from soesmart.strategy.queries import deliveries as reads
from soesmart.strategy.rules import Decision
from soesmart.strategy.services.deliveries import approve, decide, reject, take_back, undo

LARGEST_KEY = 2**63 - 1


@sent_only
def decide_one(request: HttpRequest, pk: UUID, finding: int) -> HttpResponse:
    """The value stands, is corrected, is left out, or the decision is taken back."""
    person = require_writer(request)
    if finding > LARGEST_KEY:
        raise Http404
    form = DecisionForm(request.POST)
    if request.POST.get("decision") == Decision.OPEN:
        undo(actor=person, delivery=pk, finding=finding, at=clock.now())
        return redirect(f"{_back(request, pk)}#befund-{finding}")
    if form.is_valid():
        words = form.cleaned_data
        choice = Decision(words["decision"])
        fixed = words["correction"] if choice == Decision.CORRECTED else None
        try:
            decide(
                actor=person, delivery=pk, findings=[finding], decision=choice, reason=words["reason"],
                correction=fixed, at=clock.now(),
            )  # fmt: skip
        except Conflict:
            raise
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(f"{_back(request, pk)}#befunde")
    return page(request, one_or_404(pk), refused=(finding, form))


@sent_only
def decide_several(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One decision about all open findings of a kind."""
    person = require_writer(request)
    row = one_or_404(pk)
    kinds = reads.tally(row).open_kinds
    form = SeveralForm(request.POST, kinds=labels_of(kinds))
    if form.is_valid():
        words = form.cleaned_data
        choice = Decision(words["decision"])
        chosen, rest = reads.decidable(row, words["kind"], choice)
        try:
            number = _decide_all(person, pk, chosen, choice, words["reason"])
        except Conflict:
            raise
        except Refused as refusal:
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


def _back(request: HttpRequest, pk: UUID) -> str:
    """The part of the list from which somebody decided."""
    show, page = request.POST.get("zeigen", ""), request.POST.get("seite", "")
    query = [f"zeigen={show}"] if show in VIEWS else []
    query += [f"seite={page}"] if page.isascii() and page.isdigit() else []
    return reverse(ONE, args=[pk]) + (f"?{'&'.join(query)}" if query else "")


@sent_only
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
    row = one_or_404(pk)
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


@require_http_methods(["GET", "HEAD", "POST"])
def take_it_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the delivery brought no longer counts, what it replaced counts again."""
    person = require_writer(request)
    row = one_or_404(pk)
    form = TakeBackForm(posted(request), initial={"revision": row.revision})

    def write() -> object:
        reason = form.cleaned_data["reason"]
        return take_back(actor=person, delivery=pk, reason=reason, revision=form.seen, at=clock.now())

    title = f"Übernahme zurücknehmen: „{row.name}“"
    done = "Die Übernahme ist zurückgenommen. Was vorher zählte, zählt wieder."
    return answer(request, Edit(form, write, title, done, reverse(ONE, args=[pk]), "Zurücknehmen"))


@require_safe
def log(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything that was delivered, found and decided, as CSV."""
    require_reader(request)
    row = one_or_404(pk)
    answer = HttpResponse(write_csv(COLUMNS, log_rows(row)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = (
        f'attachment; filename="lieferung-{row.delivered_at:%Y-%m-%d}-{str(row.pk)[:8]}.csv"'
    )
    return answer
