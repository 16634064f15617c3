"""The console: who directs sees the agenda and goes on, step by step."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.refusals import Forbidden, Refused
from soesmart.events.access import may_direct
from soesmart.events.credentials import stage_key
from soesmart.events.forms.console import DelayForm, StepForm
from soesmart.events.models import Event, Stage
from soesmart.events.queries.console import Desk, desk_of
from soesmart.events.services import delay as delays
from soesmart.events.services.stage import begin_rehearsal, end_rehearsal
from soesmart.events.services.steps import take_step
from soesmart.participation.access import actor_of

REHEARSALS = {"begin": begin_rehearsal, "end": end_rehearsal}
MEASURING = {"measure": delays.begin_measuring, "accept": delays.accept_delay, "end": delays.end_measuring}


@never_cache
@require_safe
def console(request: HttpRequest, key: str) -> HttpResponse:
    """The agenda, what is shown now, and the buttons."""
    _, event = directed(request, key, "stage__scene", "stage__item__scene", "stage__round")
    return show_console(request, event, stage=getattr(event, "stage", None) or Stage(event=event))


@require_POST
def step(request: HttpRequest, key: str) -> HttpResponse:
    """One step, once."""
    person, event = directed(request, key)
    form = StepForm(request.POST)
    if not form.is_valid():
        return show_console(request, event, fault=first_fault(form), status=422)
    try:
        take_step(event=event, wish=form.wish(), by=person, at=clock.now())
    except Refused as refusal:
        return show_console(request, event, fault=refusal.text, status=refusal.status)
    return done(request, event)


@require_POST
def rehearsal(request: HttpRequest, key: str) -> HttpResponse:
    """Begin or end a rehearsal."""
    person, event = directed(request, key)
    act = REHEARSALS.get(request.POST.get("act", ""))
    try:
        if act is None:
            raise Refused("console.unknown", "Diesen Schritt gibt es nicht. Bitte laden Sie die Seite neu.")
        act(event=event, by=person, at=clock.now())
    except Refused as refusal:
        return show_console(request, event, fault=refusal.text, status=refusal.status)
    return done(request, event)


@require_POST
def delay(request: HttpRequest, key: str) -> HttpResponse:
    """Set the delay of the stream, or measure it."""
    person, event = directed(request, key)
    act, form = MEASURING.get(request.POST.get("act", "")), DelayForm(request.POST)
    try:
        if act is not None:
            act(event=event, by=person, at=clock.now())
        elif form.is_valid():
            delays.set_delay(event=event, delay=form.milliseconds(), by=person, at=clock.now())
            messages.success(request, "Die Verzögerung gilt ab der nächsten Abstimmung.")
        else:
            return show_console(request, event, delay_form=form, fault=first_fault(form), status=422)
    except Refused as refusal:
        return show_console(request, event, fault=refusal.text, status=refusal.status)
    return done(request, event)


def directed(request: HttpRequest, key: str, *along: str) -> tuple[Person, Event]:
    """Who directs, and the event; Forbidden while it is a draft. along: rows to be read with it."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    event: Event = get_object_or_404(Event.objects.select_related("municipality", *along), key=key)
    if not may_direct(actor_of(request), event):
        raise Forbidden("events.console.draft", "Die Regie öffnet sich, sobald die Veranstaltung veröffentlicht ist.")
    return person, event


def show_console(
    request: HttpRequest, event: Event, *, stage: Stage | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    name = "_console_desk.html" if wants_part(request) else "console.html"
    page = _page(request, desk_of(event, clock.now(), stage)) | more
    return render(request, f"events/{name}", page, status=status)


def done(request: HttpRequest, event: Event) -> HttpResponse:
    """The desk anew: in place when the script asked for it, else by a redirect."""
    return show_console(request, event) if wants_part(request) else redirect("console", event.key)


def _page(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    event = desk.event
    key = stage_key(event.pk)
    projector = reverse("projector", args=[event.key])
    return {
        "desk": desk,
        "event": event,
        "key": key,
        "projector": projector,
        "projector_link": request.build_absolute_uri(f"{projector}?schluessel={key}"),
        "delay": event.stream_delay / 1000,
        "delay_form": DelayForm(initial={"seconds": event.stream_delay / 1000}),
        "now": round(desk.at.timestamp() * 1000),
    }


def first_fault(form: Form) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def wants_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Part") == "desk"
