"""What a contact typed herself: what became of it, and taking it back while it waits."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Conflict
from soesmart.strategy.access import require_contact
from soesmart.strategy.models import DeliveredValue
from soesmart.strategy.queries.typed_values import typed_by
from soesmart.strategy.rules import DeliveryState
from soesmart.strategy.services.deliveries import withdraw_typed
from soesmart.strategy.services.deliveries.withdrawing import WITHDRAWN

MINE = "strategy-office-mine"
PAGE = 10


@dataclass(frozen=True)
class Became:
    """What became of a typed value. kind: of the badge; why: as whoever decided said it."""

    label: str
    kind: str = "neutral"
    why: str = ""


def own_values(person: Person, number: str | None) -> "Page[Any]":
    """A page of what the person typed, each with `became`."""
    page = Paginator(typed_by(person), PAGE).get_page(number)
    for value in page:
        value.became = became(value)  # type: ignore[attr-defined]
    return page


def became(value: DeliveredValue) -> Became:
    """value: with its delivery and `reasons_`, the findings about it that were decided with a reason."""
    row = value.delivery
    if row.state == DeliveryState.REJECTED:
        return Became("zurückgezogen") if row.reason == WITHDRAWN else Became("verworfen", "danger", row.reason)
    if row.state != DeliveryState.APPROVED:
        return Became("wartet auf Freigabe", "info")
    if row.taken_back_at:
        return Became("Freigabe zurückgenommen", "danger", row.reason)
    why = " ".join(one.reason for one in value.reasons_)  # type: ignore[attr-defined]
    if value.is_left_out:
        return Became("nicht übernommen", "danger", why)
    if value.corrected is not None and value.corrected != value.value:
        return Became("berichtigt und freigegeben", "success", why)
    return Became("stand schon so da" if value.is_known else "freigegeben", "success", why)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks once, then takes the own value back; what somebody decided about stays decided."""
    person = require_contact(request)
    value = typed_by(person).filter(delivery=pk).first()
    if value is None:
        raise Http404
    if request.method != "POST":
        if value.delivery.state != DeliveryState.FINDINGS:
            return redirect(MINE)
        return render(request, "strategy/office/duties_withdraw.html", {"value": value})
    try:
        withdraw_typed(actor=person, delivery=pk, at=clock.now())
    except Conflict:
        messages.error(request, "Über diesen Wert ist inzwischen entschieden. Unten steht, was aus ihm wurde.")
    else:
        messages.success(request, "Der Wert ist zurückgezogen. Er wird nicht mehr geprüft.")
    return redirect(MINE)
