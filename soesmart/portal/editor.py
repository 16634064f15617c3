"""The door of the editor (Wagtail's admin): only this town's editors, and only to what belongs to this town.

Wagtail's own permissions keep the towns apart where it checks them (groups: services/desks.py). Some views do not:
choosers show the pages and files of all trees to whoever may edit one. So the door looks at every address, too.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.portal.context import desk_of
from soesmart.portal.models import Desk
from soesmart.portal.services.desks import keep_editor_in_step

View = Callable[..., HttpResponse]

PAGE_KEYS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
FILES = {"wagtailimages": (Image, ("pk", "image_id")), "wagtaildocs": (Document, ("pk", "document_id"))}
# They would show what is not the town's: tags, reports with the names of all editors, lists by any id. Signing in has
# its place elsewhere.
CLOSED_SPACES = ("wagtailadmin_reports", "wagtailadmin_workflows", "wagtailadmin_workflow_tasks", "wagtailforms")
CLOSED_NAMES = (
    "chosen_multiple",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
    "wagtailadmin_login",
    "wagtailadmin_error_test",
)
# What may be done to several things at once: their ids stand in the query, and things of others would be listed as
# "no permission", by title.
BULK = {"wagtailcore.page": Page, "wagtailimages.image": Image, "wagtaildocs.document": Document}


def for_editors(view: View) -> View:
    """Wraps every view of Wagtail's admin."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = require_role(request, Role.EDITOR)
        desk = desk_of(request)
        if desk is None or not _is_of_the_town(request, desk, kwargs):
            raise Http404
        keep_editor_in_step(person=person, desk=desk, is_editor=True)
        if request.resolver_match and request.resolver_match.url_name == "wagtailadmin_account":
            return redirect("my")
        if request.resolver_match and request.resolver_match.url_name == "wagtailadmin_logout":
            return _leave(request)
        return view(request, *args, **kwargs)

    return guarded


def _leave(request: HttpRequest) -> HttpResponse:
    """Wagtail would lead to its own sign-in page."""
    if request.method == "POST":
        logout(request)
    return redirect("start")


def _is_of_the_town(request: HttpRequest, desk: Desk, kwargs: dict[str, Any]) -> bool:
    match = request.resolver_match
    spaces = match.namespaces if match else []
    if match is None or match.url_name in CLOSED_NAMES or any(space in CLOSED_SPACES for space in spaces):
        return False
    if "wagtailadmin_api" in spaces and not (match.namespace or "").endswith("pages"):
        return False
    if match.url_name == "wagtail_bulk_action":
        return _are_chosen_of(request, desk, kwargs)
    pages = {key: kwargs[key] for key in PAGE_KEYS if kwargs.get(key)}
    return all(_is_page_of(desk, key, pk) for key, pk in pages.items()) and _are_files_of(desk, spaces, kwargs)


def _are_chosen_of(request: HttpRequest, desk: Desk, kwargs: dict[str, Any]) -> bool:
    model = BULK.get(f"{kwargs['app_label']}.{kwargs['model_name']}")
    asked = set(request.GET.getlist("id")) - {"all"}
    if model is None or not all(pk.isascii() and pk.isdigit() and len(pk) < 10 for pk in asked):
        return False
    own = (
        Page.objects.descendant_of(desk.start_page, inclusive=True)
        if model is Page
        else model.objects.filter(collection=desk.collection_id)
    )
    return own.filter(pk__in=asked).count() == len({int(pk) for pk in asked})


def _is_page_of(desk: Desk, key: str, pk: Any) -> bool:
    tree = Page.objects.descendant_of(desk.start_page, inclusive=True)
    # The root above all towns carries no words; Wagtail asks for it when nothing is chosen yet. Moving it is an error.
    is_root = key != "page_to_move_id" and Page.objects.filter(pk=pk, depth=1).exists()
    return is_root or tree.filter(pk=pk).exists()


def _are_files_of(desk: Desk, spaces: list[str], kwargs: dict[str, Any]) -> bool:
    for space, (model, keys) in FILES.items():
        asked = [kwargs[key] for key in keys if kwargs.get(key)] if any(s.startswith(space) for s in spaces) else []
        for pk in asked:
            if not model.objects.filter(pk=pk, collection=desk.collection_id).exists():
                return False
    return True
