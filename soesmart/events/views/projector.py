"""The projector: what the hall sees. Opened from the console, or by a link with a key where nobody is signed in."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.core.qr import qr_svg
from soesmart.events.access import may_moderate
from soesmart.events.credentials import is_stage_key, stage_key
from soesmart.events.models import Event
from soesmart.events.queries.projector import Picture, picture_of
from soesmart.events.rules import RoundState, Showing
from soesmart.participation.access import actor_of
from soesmart.strategy.picture import house_at


@never_cache
@require_safe
def projector(request: HttpRequest, key: str) -> HttpResponse:
    """The whole screen, or with the header X-Part only what changes with the stage."""
    event: Event = get_object_or_404(Event.objects.select_related("municipality"), key=key)
    has_key = is_stage_key(event.pk, request.GET.get("schluessel", ""))
    if not event.is_public():
        raise Http404
    if not has_key and not may_moderate(actor_of(request), event):
        require_role(request, Role.PARTICIPATION_OFFICER, Role.MODERATOR)
    name = "_projector_stage.html" if request.headers.get("X-Part") == "stage" else "projector.html"
    page = _page(request, picture_of(event, clock.now()))
    answer = render(request, f"events/{name}", page)
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _page(request: HttpRequest, picture: Picture) -> dict[str, Any]:
    event, at = picture.event, picture.at
    join = reverse("evening", args=[event.join_code])
    return {
        "picture": picture,
        "event": event,
        "town": event.municipality,
        "item": picture.item,
        "round": picture.round,
        "clocks": [(one, one.says(at), _ms(one.opens), _ms(one.closes)) for one in picture.clocks],
        "is_open": picture.round is not None and picture.round.state == RoundState.OPEN,
        "qr": qr_svg(request.build_absolute_uri(join), f"Zum Mitmachen: {event.join_code}"),
        "host": request.get_host(),
        "results_way": reverse("event_results", args=[event.key]).strip("/").split("/"),
        "key": stage_key(event.pk),
        "has_house": picture.showing == Showing.HOUSE and house_at(at) is not None,
        "mark": _ms(picture.mark),
        "now": _ms(at),
        "is_light": request.GET.get("hell") == "1",
    }


def _ms(moment: datetime | None) -> int | None:
    """Milliseconds since 1970, as browsers count them."""
    return None if moment is None else round(moment.timestamp() * 1000)
