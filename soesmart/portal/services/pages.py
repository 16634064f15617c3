"""What editors do with pages and leaves a trace; Wagtail's hooks and the demo call it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from soesmart.core.audit import audit, name_of
from soesmart.core.module import modules
from soesmart.portal.search.index import refresh_index
from soesmart.region.models import Municipality


@transaction.atomic
def note_page(*, actor: object, town: Municipality, page: Page, action: str, at: datetime) -> None:
    """Enter into the audit log what was done to a page, and let the search know at once.

    action: created, changed, published, unpublished, moved, deleted.
    """
    facts = {"title": page.title, "path": page.url_path}
    audit(actor, f"portal.page.{action}", f"wagtailcore.page:{page.pk}", town=town.slug, at=at, **facts)
    if action not in ("created", "changed"):
        refresh_index(town, next(module for module in modules() if module.name == "portal"))


@transaction.atomic
def publish_page(*, actor: object, town: Municipality, parent: Page, page: Any, at: datetime) -> Any:
    """Put a new page below `parent` and publish it, with its first revision."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    # Wagtail reads the clock; the story tells when it was.
    type(page).objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    audit(actor, "portal.page.published", name_of(page), town=town.slug, at=at, title=page.title, path=page.url_path)
    return page
