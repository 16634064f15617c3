"""What comes and what was: the list of events, the page of one that turns by itself, and its date for a calendar."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.events.access import may_prepare, may_see_event
from soesmart.events.ical import calendar_of
from soesmart.events.models import Event
from soesmart.events.queries.events import EventPage, event_page, events_at, has_stream, turns_of
from soesmart.events.rules import Channel, EventState
from soesmart.events.stream import origin_of
from soesmart.events.views.phone import phone_page
from soesmart.events.views.phone_frame import voter_in
from soesmart.participation.access import actor_of


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """All that comes, and what was, a page at a time."""
    number = request.GET.get("seite", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    found = events_at(clock.now(), page)
    return render(request, "events/events.html", {"events": found, "may_prepare": may_prepare(actor_of(request))})


@never_cache
@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    """From the announcement to the results. The page's own script asks for it anew when it turns."""
    row = event_or_404(request, key)
    if "stream" in request.GET and not _agreed(request):
        return redirect("event", row.key)
    page = _page(request, row)
    answer = render(request, "events/event.html", page)
    if page["streams"]:
        # Only this answer may load something from the stream's host, and only after the button was pressed.
        answer._csp_update = _allowed(page["origin"], page["shown"])  # type: ignore[attr-defined]
    return answer


@require_safe
def event_ical(request: HttpRequest, key: str) -> HttpResponse:
    """The date as a file (RFC 5545); a cancelled event takes the date back."""
    row = event_or_404(request, key)
    base = f"{request.scheme}://{request.get_host()}"
    answer = HttpResponse(calendar_of(row, base=base, at=clock.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.key}.ics"'
    return answer


def event_or_404(request: HttpRequest, key: str) -> Event:
    """An event of this town, for who may see it. One query."""
    row = Event.objects.select_related("campaign").filter(key=key).first()
    if row is None or not may_see_event(actor_of(request), row):
        raise Http404
    row.municipality = request.town  # type: ignore[attr-defined]
    return row


def _page(request: HttpRequest, row: Event) -> dict[str, Any]:
    at = clock.now()
    shown = event_page(row, at)
    voter = voter_in(request, row)
    origin = origin_of(row.stream_url) if has_stream(row) else ""
    page: dict[str, Any] = {"event": row, "shown": shown, "at": at, "turns": turns_of(row, at), "origin": origin}
    page["host"] = origin.partition("//")[2]
    page["is_cancelled"] = row.state == EventState.CANCELLED
    page["streams"] = bool(origin) and shown.is_live and not page["is_cancelled"] and _agreed(request)
    page["voter"] = voter
    page["votes_here"] = voter is not None and voter.channel == Channel.STREAM and shown.is_live
    if voter is not None and page["votes_here"] and not page["is_cancelled"]:
        page |= phone_page(row, voter) | {"nonce": str(new_id()), "csrf_token": get_token(request)}
    return page


def _allowed(origin: str, shown: EventPage) -> dict[str, list[str]]:
    """What the answer's content security policy adds: the stream's host, and those of captions."""
    captions = {origin_of(track.url) for track in shown.captions} - {""}
    return {"frame-src": [origin], "media-src": sorted({origin, *captions})}


def _agreed(request: HttpRequest) -> bool:
    """Whether the button on this very page was pressed. A link from elsewhere agrees for nobody (Fetch Metadata)."""
    return request.GET.get("stream") == "an" and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
