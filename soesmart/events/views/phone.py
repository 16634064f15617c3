"""The phone in an evening: what is asked now, and the ballot as a plain form that needs no script."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.events.credentials import Voter
from soesmart.events.live.papers import TEXTS, Outcome, Status
from soesmart.events.models import Event
from soesmart.events.queries.card import Fields, card_context
from soesmart.events.queries.phone import is_early, is_late, receipt_of
from soesmart.events.queries.questions import item_of_questions
from soesmart.events.rules import Showing
from soesmart.events.services.voting import vote_from_form
from soesmart.events.views.joining import show_join
from soesmart.events.views.phone_frame import evening_or_404, light, tidy_code, voter_in

STORED = (Status.STORED, Status.AGAIN)
STATUS = {Status.STORED: 200, Status.AGAIN: 200, Status.UNKNOWN: 422}


@require_safe
def evening(request: HttpRequest, code: str) -> HttpResponse:
    """What the stage asks now; before that, where one sits."""
    tidy = tidy_code(code)
    event = evening_or_404(request, tidy)
    if code != tidy:
        return redirect(f"{reverse('evening', args=[tidy])}?{request.GET.urlencode()}".rstrip("?"))
    voter = voter_in(request, event)
    if voter is None or "wechseln" in request.GET or "karte" in request.GET:
        return show_join(request, event)
    return show_phone(request, event, voter)


def vote(request: HttpRequest, code: str) -> HttpResponse:
    """Cast a ballot without script. The answer is the page itself: a receipt in an address would lie in every log."""
    event = evening_or_404(request, tidy_code(code))
    voter = voter_in(request, event)
    if request.method != "POST" or voter is None:
        return redirect("evening", event.join_code)
    fields = dict(request.POST.lists())
    try:
        outcome = vote_from_form(event=event, voter=voter, fields=fields, at=clock.now())
    except Refused as refusal:
        return show_phone(request, event, voter, error=refusal.text, typed=fields, status=422)
    except TimeoutError:
        text = "Gerade kommen sehr viele Stimmen an. Bitte noch einmal senden: Sie zählt trotzdem nur einmal."
        again = {"nonce": request.POST.get("nonce", "")}
        return show_phone(request, event, voter, error=text, typed=fields, status=503, more=again)
    return _answered(request, event, voter, outcome, fields)


def _answered(request: HttpRequest, event: Event, voter: Voter, outcome: Outcome, fields: Fields) -> HttpResponse:
    status = STATUS.get(outcome.status, 409)
    if outcome.status in STORED or outcome.status == Status.ALREADY:
        more = {"said": TEXTS[outcome.status]}
        return show_phone(request, event, voter, status=status, receipt=outcome.receipt or None, more=more)
    return show_phone(request, event, voter, error=TEXTS[outcome.status], typed=fields, status=status)


def show_phone(
    request: HttpRequest,
    event: Event,
    voter: Voter,
    *,
    error: str = "",
    typed: Fields | None = None,
    status: int = 200,
    receipt: str | None = None,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The card with what belongs to this person around it: channel, receipt, what went wrong."""
    page = {
        **phone_page(event, voter, typed, receipt),
        "error": error,
        "asks": item_of_questions(event) is not None,
        **(more or {}),
    }
    return light(request, "events/evening.html", page, status)


def phone_page(event: Event, voter: Voter, typed: Fields | None = None, receipt: str | None = None) -> dict[str, Any]:
    """The context of events/_evening.html. Four queries at most, three when the receipt is known."""
    at, card = clock.now(), card_context(event, typed)
    if receipt is None and card["is_open"]:
        receipt = receipt_of(card["round"], voter)
    return card | {
        "voter": voter,
        "receipt": receipt,
        "has_voted": receipt is not None,
        "is_early": is_early(card["round"], voter, at),
        "is_late": is_late(card["round"], voter, at),
        "is_before": at < event.starts_at,
        "is_over": at >= event.ends_at and card["showing"] == Showing.HOUSE,
    }
