"""News as RSS 2.0 and Atom."""

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.views.decorators.http import require_safe

from soesmart.core.clock import BERLIN
from soesmart.portal import queries
from soesmart.portal.context import desk_of

NEWEST = 30


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    return _feed(request, Rss201rev2Feed)


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    return _feed(request, Atom1Feed)


def _feed(request: HttpRequest, kind: type[Rss201rev2Feed] | type[Atom1Feed]) -> HttpResponse:
    base = f"{request.scheme}://{request.get_host()}"
    town = request.town  # type: ignore[attr-defined]
    made = kind(
        title=f"Aktuelles aus {town.name}",
        link=f"{base}/aktuelles/",
        description=f"Neues von der Strategie und den Projekten in {town.name}",
        language="de",
        feed_url=base + request.path,
        author_name=town.official_name,
    )
    desk = desk_of(request)
    for piece in queries.news(desk)[:NEWEST] if desk else ():
        link = base + piece.address
        moment = datetime.combine(piece.day, time(12), BERLIN)
        description = f"{piece.teaser} (Beispielwert)" if piece.invented else piece.teaser
        made.add_item(piece.title, link, description, pubdate=moment, updateddate=moment, unique_id=link)
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
