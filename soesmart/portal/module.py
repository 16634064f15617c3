"""What portal offers to the rest of the house."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.html import strip_tags

from soesmart.core.module import CalendarEntry, Export, Link, Module, SearchDocument, SitemapEntry, nothing
from soesmart.portal import queries
from soesmart.portal.access import may_edit_portal
from soesmart.portal.dates import entry_of
from soesmart.portal.models import CalendarDate, InfoPage, NewsPage


def _menu() -> list[Link]:
    return [Link("Kalender", reverse("calendar"), weight=70)]


def _office_menu() -> list[Link]:
    return [
        Link("Seiten und Meldungen", reverse("wagtailadmin_home"), weight=70, may=may_edit_portal),
        Link("Termine", reverse("office_dates"), weight=71, may=may_edit_portal),
    ]


def _calendar(start: date, end: date) -> Iterable[CalendarEntry]:
    return [entry_of(found) for found in queries.own_dates(start, end)]


def _search_documents() -> Iterable[SearchDocument]:
    desk = queries.desk()
    if desk is None:
        return
    for page in queries.info_pages(desk):
        yield _info_document(page)
    for piece in queries.news(desk):
        yield _news_document(piece)
    for found in CalendarDate.objects.filter(is_deleted=False):
        yield _date_document(found)


def _info_document(page: InfoPage) -> SearchDocument:
    text = " ".join([page.lead, _plain(page.body), _plain(page.easy_body)])
    return SearchDocument(f"page:{page.pk}", "Seite", page.title, text, page.address, page.last_published_at)


def _news_document(piece: NewsPage) -> SearchDocument:
    text = f"{piece.teaser} {_plain(piece.body)}"
    return SearchDocument(f"page:{piece.pk}", "Meldung", piece.title, text, piece.address, piece.last_published_at)


def _date_document(found: CalendarDate) -> SearchDocument:
    entry = entry_of(found)
    text = " ".join([entry.kind, found.place, found.text])
    return SearchDocument(entry.uid, "Termin", found.title, text, entry.url, found.changed_at)


def _plain(html: str) -> str:
    return strip_tags(html.replace("</", " </"))


def _sitemap() -> Iterable[SitemapEntry]:
    for name in ("start", "search", "calendar", "calendar_month", "contents"):
        yield SitemapEntry(reverse(name))
    yield SitemapEntry(f"{reverse('calendar')}?rueckblick=1")
    for found in CalendarDate.objects.filter(is_deleted=False):
        yield SitemapEntry(entry_of(found).url, found.changed_at)
    desk = queries.desk()
    if desk is None:
        return
    index = queries.news_index(desk)
    if index:
        yield SitemapEntry(index.address)
    for page in queries.info_pages(desk):
        yield SitemapEntry(page.address, page.last_published_at)
        if page.easy_body:
            yield SitemapEntry(f"{page.address}?leicht=1", page.last_published_at)
    for piece in queries.news(desk):
        yield SitemapEntry(piece.address, piece.last_published_at)


def _exports() -> list[Export]:
    return [
        Export("Meldungen", reverse("news_rss"), "RSS", "Die neuesten Meldungen, zum Abonnieren"),
        Export("Meldungen", reverse("news_atom"), "Atom", "Die neuesten Meldungen, zum Abonnieren"),
        Export("Termine", reverse("calendar_feed"), "iCal", "Alle Termine aller Bereiche"),
    ]


MODULE = Module(
    name="portal",
    label="Portal",
    menu=_menu,
    office_menu=_office_menu,
    cards=nothing("Neuigkeiten und Termine haben auf der Startseite ihren eigenen Platz"),
    calendar=_calendar,
    search_documents=_search_documents,
    sitemap=_sitemap,
    exports=_exports,
    export_person=nothing("Das Portal speichert nichts über Besucherinnen und Besucher"),
    erase_person=nothing("Das Portal speichert nichts über Besucherinnen und Besucher"),
    tasks=nothing("was zu veröffentlichen ist, steht im Büro"),
)
