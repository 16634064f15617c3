"""What came out of an evening: all of it on one page, and each round on its own with everything to count it again."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.core import clock
from soesmart.events.access import may_see_result
from soesmart.events.models import Event, Round
from soesmart.events.queries.result_ballots import ballot_with
from soesmart.events.queries.result_links import about, idea_addresses, question_address, questions_page
from soesmart.events.queries.results import (
    Result,
    other_rounds,
    pairs_of,
    result_of,
    results_of_event,
    round_of,
    state_of,
)
from soesmart.events.results_open_data import words_of
from soesmart.events.results_words import LICENCE, LICENCE_NAME, citation, people_words, unit_of
from soesmart.events.rules import RoundState
from soesmart.events.rules.digests import tidy_receipt
from soesmart.events.rules.result_rows import ResultRow
from soesmart.events.views.events import event_or_404
from soesmart.participation.access import actor_of

LENGTH_OF_RECEIPT = 16


@require_safe
def event_results(request: HttpRequest, key: str) -> HttpResponse:
    """Every public round with its sentence, and the questions that were answered."""
    event = event_or_404(request, key)
    page = {
        "event": event,
        "state": state_of(event),
        # Called by the template, and only when it has not kept what it tells of this state.
        "told": partial(_told, event),
        "page": questions_page(event, request.GET.get("seite")),
        "licence": (LICENCE, LICENCE_NAME),
    }
    return render(request, "events/results.html", page)


def _told(event: Event) -> dict[str, Any]:
    items = results_of_event(event)
    return {
        "items": [(found, people_words(found.newest)) for found in items],
        "votes": sum(len(found.results) for found in items),
        "ballots": sum(result.ballots for found in items for result in found.results),
    }


@csrf_exempt  # reads only; a token would set a cookie on a page that needs none
@require_http_methods(["GET", "HEAD", "POST"])
def round_result(request: HttpRequest, key: str, item: int, number: int) -> HttpResponse:
    """One round. A receipt is looked up by POST, so that it stands in no log and no address."""
    event = event_or_404(request, key)
    result = result_or_404(request, event, item, number)
    page = _page(request, event, result)
    if request.method == "POST" and page["is_counted"]:
        page |= _found(result, request.POST.get("receipt", ""))
    return render(request, "events/round_result.html", page, status=422 if page.get("problem") else 200)


@require_safe
def event_question(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The lasting address of an answered question: leads to where it stands now."""
    address = question_address(event_or_404(request, key), number)
    if not address:
        raise Http404
    return redirect(address)


def result_or_404(request: HttpRequest, event: Event, item: int, number: int) -> Result:
    """The result for who may see it. Three queries."""
    found = round_of(event, item, number)
    if found is None or not may_see_result(actor_of(request), found):
        raise Http404
    return result_of(found)


def address_of(request: HttpRequest, round_: Round) -> str:
    path = reverse("round_result", args=[round_.event.key, round_.item.number, round_.number])
    return request.build_absolute_uri(path)


def _page(request: HttpRequest, event: Event, result: Result) -> dict[str, Any]:
    round_ = result.round
    return {
        "event": event,
        "result": result,
        "round": round_,
        "item": result.item,
        "is_counted": round_.state == RoundState.COUNTED,
        "is_public": round_.shown_at is not None and not round_.is_rehearsal,
        "people": people_words(result),
        "unit": unit_of(result),
        "others": other_rounds(round_),
        "pairs": partial(pairs_of, result),
        "about": about(result.item, result.options, clock.now()),
        # Called by the template, and only when it has not kept what it tells of this round.
        "linked": partial(_linked, result),
        "citation": citation(result, address_of(request, round_)) if round_.digest else "",
        "licence": (LICENCE, LICENCE_NAME),
    }


def _linked(result: Result) -> list[ResultRow]:
    return result.linked_rows(idea_addresses(result.options))


def _found(result: Result, typed: str) -> dict[str, Any]:
    receipt = tidy_receipt(typed)
    if len(receipt) != LENGTH_OF_RECEIPT:
        text = f"Ein Beleg hat {LENGTH_OF_RECEIPT} Buchstaben und Ziffern. Bitte noch einmal vergleichen."
        return {"typed": typed[:40], "problem": text}
    line = ballot_with(result, receipt)
    return {"typed": receipt, "looked_up": True, "line": line, "said": words_of(result, line.choice) if line else ""}
