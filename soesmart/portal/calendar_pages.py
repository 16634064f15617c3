"""The calendar: list, month, one date, files."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.module import CalendarEntry
from soesmart.portal import queries
from soesmart.portal.dates import entry_of
from soesmart.portal.ical import calendar_file
from soesmart.portal.models import CalendarDate
from soesmart.portal.month import month_of
from soesmart.portal.paging import NoSuchPage, no_such_page, page_of

DATES_PER_PAGE = 20
ICAL = "text/calendar; charset=utf-8"


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The list: what comes, or with `?rueckblick=1` what was."""
    is_past = request.GET.get("rueckblick") == "1"
    kind = _kind(request)
    today = clock.today()
    span = (queries.FIRST_DAY, today) if is_past else (today, queries.LAST_DAY)
    found = queries.dates(*span, kind)
    entries = [entry for entry in found.entries if not is_past or queries.last_day(entry) < today]
    try:
        page = page_of(request, entries[::-1] if is_past else entries, DATES_PER_PAGE)
    except NoSuchPage as problem:
        return no_such_page(request, problem)
    context = {
        "page": page,
        "is_past": is_past,
        "kinds": _filters(found.kinds, kind, {"rueckblick": "1"} if is_past else {}),
        "views": _views("rueckblick" if is_past else "liste", kind),
    }
    return render(request, "portal/calendar.html", context)


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """One month as a table of weeks."""
    today = clock.today()
    shown = month_of(request.GET.get("monat", ""), today)
    if shown is None:
        return render(request, "portal/no_such_month.html", status=404)
    kind = _kind(request)
    found = queries.dates(shown.first, shown.last, kind)
    context = {
        "month": shown,
        "weeks": shown.weeks(found.entries, today),
        "entries": found.entries,
        "previous": _month_address(shown.previous.name, kind) if shown.previous else "",
        "next": _month_address(shown.next.name, kind) if shown.next else "",
        "this": _month_address("", kind),
        "kinds": _filters(found.kinds, kind, {"monat": shown.name}),
        "views": _views("monat", kind),
    }
    return render(request, "portal/month.html", context)


@require_safe
def date_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(CalendarDate, pk=pk, is_deleted=False)
    return render(request, "portal/date.html", {"date": found, "entry": entry_of(found)})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """All dates of all modules, for a calendar program to follow; `?art=` narrows it."""
    entries = queries.dates(queries.FIRST_DAY, queries.LAST_DAY, _kind(request)).entries
    return _file(request, entries, "termine.ics")


@require_safe
def one_date_file(request: HttpRequest) -> HttpResponse:
    """One date of any module as a file, by its `uid`."""
    uid = request.GET.get("uid", "")
    everything = queries.dates(queries.FIRST_DAY, queries.LAST_DAY).entries
    entries = [entry for entry in everything if entry.uid == uid]
    if not entries:
        raise Http404
    return _file(request, entries, "termin.ics")


def _file(request: HttpRequest, entries: list[CalendarEntry], name: str) -> HttpResponse:
    base = f"{request.scheme}://{request.get_host()}"
    content = calendar_file(request.town, entries, base=base, at=clock.now())  # type: ignore[attr-defined]
    return HttpResponse(content, content_type=ICAL, headers={"Content-Disposition": f'inline; filename="{name}"'})


def _kind(request: HttpRequest) -> str:
    return request.GET.get("art", "")[:60]


def _filters(kinds: list[str], chosen: str, others: dict[str, str]) -> list[dict[str, object]]:
    offered = sorted({*kinds, chosen} - {""})
    if len(offered) < 2 and not chosen:
        return []
    every: dict[str, object] = {"label": "Alle", "url": "?" + urlencode(others), "is_current": not chosen}
    return [every, *(_filter(kind, chosen, others) for kind in offered)]


def _filter(kind: str, chosen: str, others: dict[str, str]) -> dict[str, object]:
    return {"label": kind, "url": "?" + urlencode({**others, "art": kind}), "is_current": kind == chosen}


def _views(current: str, kind: str) -> list[dict[str, object]]:
    narrowed = {"art": kind} if kind else {}
    ways: tuple[tuple[str, str, str, dict[str, str]], ...] = (
        ("liste", "Kommende", reverse("calendar"), {}),
        ("monat", "Monat", reverse("calendar_month"), {}),
        ("rueckblick", "Rückblick", reverse("calendar"), {"rueckblick": "1"}),
    )
    return [
        {"label": label, "url": f"{url}?{urlencode(more | narrowed)}".rstrip("?"), "is_current": key == current}
        for key, label, url, more in ways
    ]


def _month_address(name: str, kind: str) -> str:
    parts = {key: value for key, value in (("monat", name), ("art", kind)) if value}
    return f"{reverse('calendar_month')}?{urlencode(parts)}".rstrip("?")
