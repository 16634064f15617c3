"""When a service says no and no form is there to show it: a page with the words, what was typed, and ways on."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from soesmart.core.refusals import Conflict, Forbidden, Refused

View = Callable[..., HttpResponseBase]
# The lists of the office, by the name of their address.
LISTS = {
    "strategy-office-indicators": "Zu den Kennzahlen",
    "strategy-office-deliveries": "Zu den Werten",
    "strategy-office-sources": "Zu den Quellen",
    "strategy-office-measures": "Zu den Maßnahmen",
    "strategy-office-reports": "Zu den Berichten",
}
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "revision", "count", "move"})


def in_office(view: View) -> View:
    """The view, whose refusals become a page of the office. A missing right stays the business of accounts."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Forbidden:
            raise
        except Refused as refusal:
            return stopped(request, refusal)

    return answered


def stopped(request: HttpRequest, refusal: Refused) -> HttpResponse:
    typed = [
        text
        for name, texts in request.POST.lists()
        if name not in NOT_TYPED
        for text in texts
        if isinstance(text, str) and text.strip()
    ]
    status = 409 if isinstance(refusal, Conflict) else 422
    context = {"refusal": refusal, "typed": typed, "section": _section(request.path)}
    return render(request, "strategy/office/stopped.html", context, status=status)


def _section(path: str) -> dict[str, str] | None:
    """The way back to the list in which the page stood."""
    addresses = {reverse(name): label for name, label in LISTS.items()}
    found = next(((address, label) for address, label in addresses.items() if address in path), None)
    return {"address": found[0], "label": found[1]} if found else None
