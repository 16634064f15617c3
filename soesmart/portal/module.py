"""What portal offers to the rest of the house."""

from collections.abc import Iterable

from django.utils.html import strip_tags

from soesmart.core.module import Module, SearchDocument, SitemapEntry, nothing
from soesmart.portal import queries
from soesmart.portal.models import InfoPage, NewsPage


def _search_documents() -> Iterable[SearchDocument]:
    desk = queries.desk()
    if desk is None:
        return
    for page in queries.info_pages(desk):
        yield _info_document(page)
    for piece in queries.news(desk):
        yield _news_document(piece)


def _info_document(page: InfoPage) -> SearchDocument:
    text = " ".join([page.lead, _plain(page.body), _plain(page.easy_body)])
    return SearchDocument(f"page:{page.pk}", "Seite", page.title, text, page.address, page.last_published_at)


def _news_document(piece: NewsPage) -> SearchDocument:
    text = f"{piece.teaser} {_plain(piece.body)}"
    return SearchDocument(f"page:{piece.pk}", "Meldung", piece.title, text, piece.address, piece.last_published_at)


def _plain(html: str) -> str:
    return strip_tags(html.replace("</", " </"))


def _sitemap() -> Iterable[SitemapEntry]:
    yield SitemapEntry("/")
    yield SitemapEntry("/suche/")
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


MODULE = Module(
    name="portal",
    label="Portal",
    menu=nothing("folgt mit dem Kalender"),
    office_menu=nothing("folgt mit der Redaktion"),
    cards=nothing("Neuigkeiten und Termine haben auf der Startseite ihren eigenen Platz"),
    calendar=nothing("folgt mit dem Kalender"),
    search_documents=_search_documents,
    sitemap=_sitemap,
    exports=nothing("folgt mit den Feeds"),
    export_person=nothing("Das Portal speichert nichts über Besucherinnen und Besucher"),
    erase_person=nothing("Das Portal speichert nichts über Besucherinnen und Besucher"),
)
