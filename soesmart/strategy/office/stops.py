"""When a service says no and no form is there to show it: a page with the words, what was typed, and ways on."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from soesmart.core.refusals import Conflict, Forbidden, Refused

View = Callable[..., HttpResponseBase]
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
    return render(request, "strategy/office/stopped.html", {"refusal": refusal, "typed": typed}, status=status)
