"""The public pages: the start page and what editors wrote."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.images.models import Rendition
from wagtail.models import Page

from soesmart.core import clock
from soesmart.portal import queries
from soesmart.portal.access import may_edit_portal
from soesmart.portal.context import desk_of
from soesmart.portal.models import Desk, InfoPage, NewsIndexPage, NewsPage, StartPage
from soesmart.portal.overview import overview_of_the_town
from soesmart.portal.paging import NoSuchPage, no_such_page, page_of
from soesmart.portal.pictures import picture_of, pictures_of

NEWS_PER_PAGE = 9


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    desk = desk_of(request)
    if desk is None:
        return render(request, "portal/empty_town.html")
    return show_page(request, queries.start_page(desk))


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A page of this town's tree; pages of other towns do not exist here."""
    desk = desk_of(request)
    found = queries.page_at(desk, path) if desk else None
    if found is None or isinstance(found, StartPage):
        raise Http404
    return show_page(request, found)


def show_page(request: HttpRequest, page: Page) -> HttpResponse:
    """Any kind of page; also for the preview in the editor, where the page need not be published."""
    desk = desk_of(request)
    if desk is None:
        raise Http404
    match page:
        case StartPage():
            return render(request, "portal/start.html", _start(request, desk, page) | _for_editors(request, page))
        case NewsIndexPage():
            return _news_list(request, desk, page)
        case NewsPage():
            return render(request, "portal/news.html", _with_picture(page) | _for_editors(request, page))
        case InfoPage():
            is_easy = bool(page.easy_body) and request.GET.get("leicht") == "1"
            context = _with_picture(page) | _for_editors(request, page) | {"is_easy": is_easy}
            return render(request, "portal/info.html", context)
        case _:
            raise Http404


def _with_picture(page: Any) -> dict[str, Any]:
    return {"page": page, "picture": picture_of(page)}


def _for_editors(request: HttpRequest, page: Page) -> dict[str, str]:
    """Ways into the editor, for those who may go them."""
    if not may_edit_portal(request) or getattr(request, "is_preview", False):
        return {}
    ways = {"edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk])}
    if isinstance(page, NewsIndexPage):
        ways["write_url"] = reverse("wagtailadmin_pages:add", args=["portal", "newspage", page.pk])
    return ways


def _start(request: HttpRequest, desk: Desk, page: StartPage) -> dict[str, Any]:
    return {
        **_with_picture(page),
        "overview": overview_of_the_town(request.town, clock.now()),  # type: ignore[attr-defined]
        "news": _with_pictures(list(queries.news(desk).defer("body")[:3])),
    }


def _news_list(request: HttpRequest, desk: Desk, page: NewsIndexPage) -> HttpResponse:
    try:
        found = page_of(request, queries.news(desk).defer("body"), NEWS_PER_PAGE)
    except NoSuchPage as problem:
        return no_such_page(request, problem)
    context = {"page": page, "list": found, "news": _with_pictures(list(found))} | _for_editors(request, page)
    return render(request, "portal/news_list.html", context)


def _with_pictures(news: list[NewsPage]) -> list[tuple[NewsPage, Any]]:
    pictures = pictures_of(news)
    return [(piece, pictures.get(piece.pk)) for piece in news]


@require_safe
def image(request: HttpRequest, name: str) -> FileResponse:
    """A rendition of a picture, if the picture belongs to this town."""
    desk = desk_of(request)
    rendition = Rendition.objects.filter(file=f"images/{name}", image__collection=desk and desk.collection_id).first()
    if desk is None or rendition is None or not rendition.file.storage.exists(rendition.file.name):
        raise Http404
    response = FileResponse(rendition.file.open("rb"))
    # A rendition's name carries a hash of what was asked for; a changed picture gets another name.
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
