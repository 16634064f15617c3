"""What all pages of an evening's phone share: which event, who asks, and a frame that is light enough for bad Wi-Fi."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template

from soesmart.core.ids import new_id
from soesmart.events.access import may_see_event
from soesmart.events.credentials import Voter, cookie_name, voter_of
from soesmart.events.models import Event
from soesmart.participation.access import actor_of


def evening_or_404(request: HttpRequest, code: str) -> Event:
    """The event of six letters in this town, for who may see it. One query."""
    event = Event.objects.filter(join_code=code).first()
    if event is None or not may_see_event(actor_of(request), event):
        raise Http404
    event.municipality = request.town  # type: ignore[attr-defined]
    return event


def tidy_code(typed: str) -> str:
    """Six letters as people type them: small, with blanks or hyphens between."""
    return "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalpha())


def voter_in(request: HttpRequest, event: Event) -> Voter | None:
    """Who asks, as the cookie of this device says; None before she takes part. No query."""
    voter = voter_of(request.COOKIES.get(cookie_name(event.pk), ""))
    return voter if voter and voter.event == event.pk else None


def light(request: HttpRequest, template: str, page: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page without the town's frame and without what the frame asks of the database; nobody keeps it."""
    town = request.town  # type: ignore[attr-defined]
    shared = {"request": request, "town": town, "csrf_token": get_token(request), "nonce": str(new_id())}
    shared["messages"] = get_messages(request)
    answer = HttpResponse(get_template(template).render(shared | page), status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def wants_json(request: HttpRequest) -> bool:
    """The page's own script asks for the bare answer."""
    return request.headers.get("Accept", "") == "application/json"
