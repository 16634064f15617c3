"""The menus of every page: what the modules offer, and the town's own pages."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from soesmart.core.module import Link, modules
from soesmart.portal import queries
from soesmart.portal.models import Desk


@dataclass(frozen=True)
class Item:
    """An entry of a menu as a template shows it. `is_current`: the page itself or one below it."""

    label: str
    url: str
    weight: int
    is_current: bool


def desk_of(request: HttpRequest) -> Desk | None:
    """The desk of the request's town, read once per request."""
    if not hasattr(request, "_desk"):
        request._desk = queries.desk()  # type: ignore[attr-defined]
    return request._desk  # type: ignore[attr-defined]


def navigation(request: HttpRequest) -> dict[str, object]:
    """Menu, footer and office menu; one query, and what the modules ask."""
    if getattr(request, "town", None) is None:
        return {"navigation": [], "footer_links": [], "office_nav": []}
    pages = queries.menu_pages()
    own = [Link(page.title, _address(page.url_path), 60) for page in pages if page.in_menu]
    footer = [Link(page.title, _address(page.url_path)) for page in pages if page.in_footer]
    menu = [link for module in modules() for link in module.menu()]
    office = [link for module in modules() for link in module.office_menu()] if request.user.is_authenticated else []
    return {
        "navigation": _items(request, [*menu, *own]),
        "footer_links": [*_items(request, footer), Item("Inhalt", "/inhalt/", 90, request.path == "/inhalt/")],
        "office_nav": _items(request, office),
        "demo_note": "Vorführung: keine Seite der Stadt." if settings.DEMO else "",
    }


def _items(request: HttpRequest, links: list[Link]) -> list[Item]:
    shown = [link for link in links if link.may is None or link.may(request)]
    shown.sort(key=lambda link: (link.weight, link.label))
    return [Item(link.label, link.url, link.weight, _is_current(request.path, link.url)) for link in shown]


def _is_current(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def _address(url_path: str) -> str:
    return "/" + url_path.lstrip("/").partition("/")[2]
