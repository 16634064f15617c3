"""The search page."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core.module import modules
from soesmart.portal.paging import NoSuchPage, no_such_page, page_number
from soesmart.portal.search import tables
from soesmart.portal.search.query import LONGEST_QUERY, PAGE_SIZE, Result, Wish, search
from soesmart.region.models import Municipality


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    wish = _wish(request)
    number = page_number(request)
    result = search(request.town, wish, page=number or 1)  # type: ignore[attr-defined]
    paginator = Paginator(range(result.total), PAGE_SIZE)
    if number is None or number > paginator.num_pages:
        return no_such_page(request, NoSuchPage(paginator.num_pages))
    context = {
        "wish": wish,
        "result": result,
        "most": tables.MOST,
        "page": paginator.page(number),
        "kinds": _kinds(wish, result),
        "ways_out": _ways_out(request.town, wish, result),  # type: ignore[attr-defined]
        "is_cut": len(request.GET.get("q", "")) > LONGEST_QUERY,
    }
    return render(request, "portal/search.html", context)


def _wish(request: HttpRequest) -> Wish:
    asked = request.GET
    return Wish(
        text=asked.get("q", "")[:LONGEST_QUERY].replace("\x00", " ").strip(),
        exact=asked.get("genau") == "1",
        titles=asked.get("titel") == "1",
        texts=asked.get("inhalt") == "1",
        kind=asked.get("art", "")[:60].replace("\x00", ""),
    )


def _address(wish: Wish, **changes: str) -> str:
    parts = {
        "q": wish.text,
        "genau": "1" if wish.exact else "",
        "titel": "1" if wish.titles else "",
        "inhalt": "1" if wish.texts else "",
        "art": wish.kind,
    } | changes
    return "?" + urlencode({name: value for name, value in parts.items() if value})


def _kinds(wish: Wish, result: Result) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = [
        {
            "label": "Alles",
            "url": _address(wish, art=""),
            "is_current": not wish.kind,
            "count": sum(result.kinds.values()),
        }
    ]
    for kind, count in sorted(result.kinds.items()):
        entries.append(
            {"label": kind, "url": _address(wish, art=kind), "is_current": kind == wish.kind, "count": count}
        )
    return entries


def _ways_out(town: Municipality, wish: Wish, result: Result) -> list[tuple[str, str]]:
    """What to try when nothing was found: fewer switches, fewer words, else the parts of the portal."""
    if result.total:
        return []
    ways = []
    if wish.kind and result.kinds:
        ways.append((f"„{wish.text}“ in allen Arten suchen", _address(wish, art="")))
    if wish.exact or wish.titles != wish.texts:
        ways.append((f"„{wish.text}“ ohne Einschränkung suchen", "?" + urlencode({"q": wish.text})))
    if len(wish.words) > 1:
        ways += [(f"Nur „{word}“ suchen", "?" + urlencode({"q": word})) for word in _known_words(town, wish)]
    return ways or [(link.label, link.url) for module in modules() for link in module.menu()]


def _known_words(town: Municipality, wish: Wish) -> list[str]:
    """Words of the query that occur on their own, of the first four."""
    words = dict.fromkeys(wish.text.split()[:4])
    return [word for word in words if Wish(word).words and tables.hits(Wish(word).match(town))]
