"""Take part: type six letters or scan them, say where one sits, and get a credential. No account, no name."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.events.credentials import Voter, cookie_name, moved, token_for, voter_of
from soesmart.events.forms.joining import PLACES, CodeForm, JoinForm
from soesmart.events.models import Event
from soesmart.events.queries.joining import channels_of, has_open_ballot
from soesmart.events.rules import Channel, Entry, EventState
from soesmart.events.services.passes import pass_for
from soesmart.events.views.joining_limits import JOINING, WRONG_CODE, WRONG_TICKET
from soesmart.events.views.phone_frame import evening_or_404, light, tidy_code, voter_in
from soesmart.participation import limits

SPARE_SECONDS = 12 * 3600


@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """Type the six letters from the screen."""
    if "code" not in request.GET:
        return render(request, "events/join.html", {"form": CodeForm()})
    form, where, at = CodeForm(request.GET), limits.where_from(request), clock.now()
    try:
        limits.check(WRONG_CODE, where, at)
        if form.is_valid():
            return redirect("evening", form.cleaned_data["code"])
        limits.spend(WRONG_CODE, where, at)
    except limits.TooOften as refusal:
        form.add_error(None, refusal.text)
        return render(request, "events/join.html", {"form": form}, status=429)
    return render(request, "events/join.html", {"form": form}, status=422)


@never_cache
def take_part(request: HttpRequest, code: str) -> HttpResponse:
    """Sit down in the hall or before the stream: sets the cookie. Changing the place keeps the voice."""
    event = evening_or_404(request, tidy_code(code))
    if request.method != "POST":
        return redirect("evening", event.join_code)
    form = JoinForm(request.POST, channels=channels_of(event))
    try:
        if not form.is_valid():
            raise Refused("events.join.place", "Bitte sagen Sie, wo Sie sind: im Saal oder im Stream.")
        token = _token(request, event, form)
    except Refused as refusal:
        ticket = request.POST.get("karte", "")[:200]
        return show_join(request, event, error=refusal.text, ticket=ticket, status=refusal.status)
    return _seated(event, token, _next(request, event))


def show_join(
    request: HttpRequest, event: Event, *, error: str = "", ticket: str = "", status: int = 200
) -> HttpResponse:
    """Where somebody says where she sits. ort and karte in the address come from the QR code and from the ticket."""
    ticket = ticket or request.GET.get("karte", "")[:200]
    chosen = PLACES.get(request.POST.get("ort") or request.GET.get("ort", "saal" if ticket else ""))
    page = {
        "event": event,
        "at": clock.now(),
        "channels": channels_of(event),
        "chosen": chosen,
        "voter": voter_in(request, event),
        "needs_ticket": event.entry == Entry.TICKET,
        "ticket": ticket,
        "error": error,
    }
    return light(request, "events/evening_join.html", page, status)


def _token(request: HttpRequest, event: Event, form: JoinForm) -> str:
    if event.state != EventState.PUBLISHED:
        raise Refused("events.join.closed", "Hier kann man gerade nicht mitmachen.")
    channel, voter = form.cleaned_data["ort"], voter_in(request, event)
    if channel == Channel.HALL and event.entry == Entry.TICKET:
        return _token_of_ticket(request, event, form.cleaned_data["karte"], voter)
    if voter is not None:
        return moved(request.COOKIES[cookie_name(event.pk)], channel)
    limits.spend(JOINING, limits.where_from(request), clock.now())
    return token_for(event.pk, channel)


def _token_of_ticket(request: HttpRequest, event: Event, typed: str, voter: Voter | None) -> str:
    """All devices with one ticket are one voter. Who voted on the stream must not get a second voice by it; who hands
    her phone on to somebody with another ticket gives away none.
    """
    where, at = limits.where_from(request), clock.now()
    limits.check(WRONG_TICKET, where, at)
    row = pass_for(event, typed)
    if row is None:
        limits.spend(WRONG_TICKET, where, at)
        raise Refused(
            "events.join.ticket",
            "Diese Karte öffnet die Abstimmung im Saal noch nicht. Sie gilt, sobald sie am Einlass gescannt ist."
            " Bitte prüfen Sie den Code oder fragen Sie am Einlass.",
        )
    token = token_for(event.pk, Channel.HALL, secret=row.digest)
    is_another = voter is not None and voter_of(token) != replace(voter, channel=Channel.HALL)
    if voter and voter.channel == Channel.STREAM and is_another and has_open_ballot(voter):
        raise Conflict(
            "events.join.second_voice",
            "In der laufenden Abstimmung haben Sie schon eine Stimme abgegeben. Sobald sie geschlossen ist, können Sie"
            " mit der Karte in den Saal wechseln.",
        )
    return token


def _next(request: HttpRequest, event: Event) -> str:
    """Who joined on the page of the event votes there, beside the stream that plays already."""
    if request.POST.get("zurueck") != "seite":
        return reverse("evening", args=[event.join_code])
    return reverse("event", args=[event.key]) + ("?stream=an" if request.POST.get("stream") == "an" else "")


def _seated(event: Event, token: str, url: str) -> HttpResponse:
    answer = redirect(url)
    answer.status_code = 303
    left = int((event.ends_at - clock.now()).total_seconds())
    answer.set_cookie(
        cookie_name(event.pk),
        token,
        max_age=max(left, 0) + SPARE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return answer
