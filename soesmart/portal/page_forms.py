"""What the editor checks besides the fields of a page."""

from typing import Any

from django.apps import apps
from django.urls import Resolver404, resolve
from wagtail.admin.forms import WagtailAdminPageForm


class TownPageForm(WagtailAdminPageForm):
    """The chooser shows the town's own pictures only; what is sent may name any, so it is checked here, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if picture := self.fields.get("picture"):
            own = apps.get_model("portal", "Desk").objects.values("collection")
            picture.queryset = picture.queryset.filter(collection__in=own)


class TopPageForm(TownPageForm):
    """A page at the top of the tree must not take the address of a part of the house: it could never be reached."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        is_top = self.parent_page is not None and self.parent_page.depth == 2
        if is_top and cleaned.get("slug") and _is_taken(cleaned["slug"]):
            self.add_error("slug", f"Unter /{cleaned['slug']}/ steht schon ein anderer Bereich. Bitte anders nennen.")
        return cleaned


def _is_taken(slug: str) -> bool:
    try:
        return resolve(f"/{slug}/").url_name != "page"
    except Resolver404:
        return False
