"""The tap of somebody on the stream who sees the mark."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from soesmart.core import clock
from soesmart.core.numbers import format_number
from soesmart.core.refusals import Forbidden, Refused
from soesmart.events.models import Event
from soesmart.events.services.delay import tap
from soesmart.events.views.phone_frame import voter_in


@require_POST
def delay_tap(request: HttpRequest, code: str) -> HttpResponse:
    """The server's clock counts, so this comes first."""
    at = clock.now()
    rows = Event.objects.public().select_related("municipality")
    event: Event = get_object_or_404(rows, join_code=code.upper())
    voter = voter_in(request, event)
    if voter is None:
        raise Forbidden("delay.not_joined", "Bitte machen Sie zuerst mit: Die Adresse steht im Stream.")
    try:
        delay = tap(event=event, voter=voter, at=at)
    except Refused as refusal:
        messages.warning(request, refusal.text)
    else:
        seconds = format_number(delay / 1000, 1)
        messages.success(request, f"Danke! Ihr Stream liegt {seconds} Sekunden hinter dem Saal.")
    return redirect("evening", event.join_code)
