"""Reads of the portal, within the scope of the town."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet, Subquery
from wagtail.models import Page

from soesmart.core.clock import BERLIN
from soesmart.core.module import CalendarEntry, modules
from soesmart.core.prepared import prepared
from soesmart.portal.models import CalendarDate, Desk, InfoPage, NewsIndexPage, NewsPage, StartPage

# The first and the last day a calendar file speaks of.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 1, 1)


def desk() -> Desk | None:
    """The town's desk, with what of its start page is needed to find the pages below it; one query on every page."""
    needed = ("municipality", "collection", "group", "start_page__path", "start_page__depth", "start_page__url_path")
    return Desk.objects.select_related("start_page").only(*needed).first()


def start_page(desk: Desk) -> StartPage:
    """The start page as a whole; one query."""
    page: StartPage = StartPage.objects.get(pk=desk.start_page_id)
    return page


@dataclass(frozen=True)
class MenuPage:
    """A top page as menus name it."""

    title: str
    url_path: str
    in_menu: bool
    in_footer: bool


def menu_pages() -> list[MenuPage]:
    """Top pages of the town that stand in the menu or in the footer; one query, as it is asked on every page."""
    return [MenuPage(title, address, in_menu, bool(in_footer)) for title, address, in_menu, in_footer in _menu.rows()]


@prepared
def _menu() -> "QuerySet[Page, tuple[str, str, bool, bool | None]]":
    start = Desk.objects.order_by()
    pages = Page.objects.live().filter(Q(show_in_menus=True) | Q(infopage__in_footer=True))
    pages = pages.filter(
        path__startswith=Subquery(start.values("start_page__path")[:1]),
        depth=Subquery(start.values(depth=F("start_page__depth") + 1)[:1]),
    )
    return pages.order_by("path").values_list("title", "url_path", "show_in_menus", "infopage__in_footer")


def news(desk: Desk) -> QuerySet[NewsPage]:
    """Published news, newest first."""
    pages = NewsPage.objects.live().descendant_of(desk.start_page)
    newest: QuerySet[NewsPage] = pages.order_by("-day", "-pk")
    return newest


def news_index(desk: Desk) -> NewsIndexPage | None:
    found: NewsIndexPage | None = NewsIndexPage.objects.live().child_of(desk.start_page).first()
    return found


def info_pages(desk: Desk) -> QuerySet[InfoPage]:
    pages: QuerySet[InfoPage] = InfoPage.objects.live().descendant_of(desk.start_page).order_by("path")
    return pages


def page_at(desk: Desk, path: str) -> Page | None:
    """The published page under a path of the town's host ("aktuelles/workshop/"), as its own kind. Two queries."""
    url_path = desk.start_page.url_path + path.strip("/") + "/"
    found = Page.objects.live().descendant_of(desk.start_page).filter(url_path=url_path).first()
    return found.specific if found else None


@dataclass(frozen=True)
class Dates:
    """Entries of a span of days with the kinds that occur in it."""

    entries: list[CalendarEntry]
    kinds: list[str]


def dates(start: date, end: date, kind: str = "") -> Dates:
    """What all modules have in the calendar from `start` to `end` (both included), by beginning."""
    found = sorted((entry for module in modules() for entry in module.calendar(start, end)), key=begin_of)
    kinds = sorted({entry.kind for entry in found})
    return Dates([entry for entry in found if not kind or entry.kind == kind], kinds)


def begin_of(entry: CalendarEntry) -> datetime:
    return entry.start if isinstance(entry.start, datetime) else datetime.combine(entry.start, time(), BERLIN)


def first_day(entry: CalendarEntry) -> date:
    return _day(entry.start)


def last_day(entry: CalendarEntry) -> date:
    return _day(entry.end or entry.start)


def _day(moment: date | datetime) -> date:
    return moment.astimezone(BERLIN).date() if isinstance(moment, datetime) else moment


def own_dates(start: date, end: date) -> QuerySet[CalendarDate]:
    """The office's dates that touch the span."""
    return CalendarDate.objects.filter(is_deleted=False, starts_on__lte=end, ends_on__gte=start)


def next_dates(today: date, most: int = 4) -> list[CalendarEntry]:
    """The next dates from today; those that run since long ago come after those that begin."""
    upcoming = dates(today, today + timedelta(days=365)).entries
    return sorted(upcoming, key=lambda entry: (first_day(entry) < today, begin_of(entry)))[:most]
