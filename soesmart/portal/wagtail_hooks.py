"""Where Wagtail's editor meets the house: audit log, search, the border between towns."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from soesmart.core import clock
from soesmart.portal.context import desk_of
from soesmart.portal.models import NewsIndexPage, StartPage
from soesmart.portal.models.pages import PictureMixin
from soesmart.portal.pictures import picture_of
from soesmart.portal.services.pages import note_page

BULK = {"publish": "published", "unpublish": "unpublished", "delete": "deleted", "move": "moved"}


def _note(request: HttpRequest, page: Page, action: str) -> None:
    shown = page.specific_deferred if action != "deleted" else page
    if action == "published" and isinstance(shown, PictureMixin):
        picture_of(page.specific)  # Scaled now, so that no visitor waits for it.
    note_page(actor=request.user, town=request.town, page=page, action=action, at=clock.now())  # type: ignore[attr-defined]


def _noting(action: str) -> Callable[..., None]:
    def hook(request: HttpRequest, page: Page, *others: Any) -> None:
        _note(request, page, action)

    return hook


hooks.register("after_create_page", _noting("created"))
hooks.register("after_edit_page", _noting("changed"))
hooks.register("after_publish_page", _noting("published"))
hooks.register("after_unpublish_page", _noting("unpublished"))
hooks.register("after_move_page", _noting("moved"))
hooks.register("after_delete_page", _noting("deleted"))


@hooks.register("after_copy_page")
def note_copy(request: HttpRequest, page: Page, copy: Page) -> None:
    _note(request, copy, "published" if copy.live else "created")


@hooks.register("after_bulk_action")
def note_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action: object) -> None:
    for thing in objects:
        if isinstance(thing, Page) and action_type in BULK:
            _note(request, thing, BULK[action_type])


@hooks.register("before_delete_page")
@hooks.register("before_unpublish_page")
def keep_the_frame(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The start page and the list of news are the frame of a town's portal."""
    if not isinstance(page.specific, StartPage | NewsIndexPage):
        return None
    messages.error(request, f"„{page.title}“ gehört zum Gerüst des Portals und bleibt. Der Inhalt lässt sich ändern.")
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("construct_page_chooser_queryset")
def own_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    desk = desk_of(request)
    if desk is None:
        return pages.none()
    return pages & Page.objects.descendant_of(desk.start_page, inclusive=True)


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def own_files(files: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    desk = desk_of(request)
    return files.filter(collection=desk.collection_id) if desk else files.none()


@hooks.register("before_serve_document")
def only_own_documents(document: Any, request: HttpRequest) -> None:
    desk = desk_of(request)
    if desk is None or document.collection_id != desk.collection_id:
        raise Http404


@hooks.register("construct_main_menu")
def without_closed_doors(request: HttpRequest, items: list[Any]) -> None:
    """What the door (editor.py) keeps closed has no place in the menu either."""
    items[:] = [item for item in items if item.name not in ("reports", "settings", "help")]


@hooks.register("register_admin_menu_item")
def way_to_the_portal() -> MenuItem:
    return MenuItem("Zum Portal", reverse_lazy("start"), icon_name="home", order=10)


@hooks.register("register_admin_menu_item")
def way_to_the_office() -> MenuItem:
    return MenuItem("Büro", reverse_lazy("office"), icon_name="desktop", order=20)
