"""Say what one thinks of an idea: every button and field of the card posts here."""

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from soesmart.core import clock
from soesmart.core.refusals import Forbidden, Refused
from soesmart.participation import services
from soesmart.participation.door import credential_of, let_in, remember
from soesmart.participation.forms.opinions import OpinionForm
from soesmart.participation.limits import TooOften
from soesmart.participation.views.ideas_page import idea_seen, show_idea


def opinion(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Store, change or take back an opinion. Window, limit and door are the service's to ask: each query counts."""
    if request.method != "POST":
        return redirect("idea", key, number)
    try:
        said = _withdraw(request, key, number) if "withdraw" in request.POST else _give(request, key, number)
    except Refused as refusal:
        idea = idea_seen(request, key, number)
        return show_idea(request, idea, opinion_error=refusal.text, status=status_of(refusal))
    return remember(request, see_other(f"{reverse('idea', args=[key, number])}?gesagt={said}#meinung"))


def _give(request: HttpRequest, key: str, number: int) -> str:
    form = OpinionForm(request.POST)
    if not form.is_valid():
        raise Refused("participation.opinion.value", form.fault, "value")
    services.give_opinion(
        campaign_key=key,
        number=number,
        credential=partial(let_in, request, token=form.cleaned_data["token"]),
        value=form.cleaned_data["amount"],
        important=form.cleaned_data["important"],
        at=clock.now(),
    )
    return "ja"


def _withdraw(request: HttpRequest, key: str, number: int) -> str:
    services.withdraw_opinion(
        campaign_key=key, number=number, credential=partial(credential_of, request), at=clock.now()
    )
    return "nichts"


def see_other(url: str) -> HttpResponse:
    """After a POST: go and look (RFC 9110, 303)."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def status_of(refusal: Refused) -> int:
    if isinstance(refusal, TooOften):
        return 429
    return 403 if isinstance(refusal, Forbidden) else 422
