"""What is due in the town, for the person who looks: the office's first page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page

from soesmart.accounts.access import has_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.participation.access import moderator_of
from soesmart.participation.queries.due import waiting
from soesmart.portal.access import may_edit_portal
from soesmart.portal.context import desk_of
from soesmart.strategy.access import is_reader
from soesmart.strategy.office.due import due_for_contact, due_on_first_page
from soesmart.tickets.access import actor_of as tickets_actor
from soesmart.tickets.access import may_see_deletions
from soesmart.tickets.queries.retention import complaints

# Older drafts stand in the editor's own list.
MOST_DRAFTS = 5


@dataclass(frozen=True)
class Task:
    """Something to do; without an address it can only be known."""

    kind: str
    text: str
    url: str


def due_for(request: HttpRequest) -> list[Task]:
    """Nine queries at most, seven where the deletion clock ever ran."""
    return [*_in_participation(request), *_in_tickets(request), *_in_strategy(request), *_in_portal(request)]


def _in_participation(request: HttpRequest) -> Iterator[Task]:
    at, answers = clock.now(), has_role(request, Role.PARTICIPATION_OFFICER)
    for text, url in waiting(at, answers=answers, moderator=moderator_of(request, at)):
        yield Task("Beteiligung", text, url)


def _in_tickets(request: HttpRequest) -> Iterator[Task]:
    """Nothing as long as the deletion clock runs and finds nothing left."""
    if may_see_deletions(tickets_actor(request)):
        for text in complaints(clock.now()):
            yield Task("Karten", text, reverse("office_deletions"))


def _in_strategy(request: HttpRequest) -> Iterator[Task]:
    for item in [*due_for_contact(request), *(due_on_first_page() if is_reader(request) else ())]:
        yield Task("Strategie", item.text, item.url)


def _in_portal(request: HttpRequest) -> Iterator[Task]:
    desk = desk_of(request)
    if desk is None or not may_edit_portal(request):
        return
    drafts = Page.objects.descendant_of(desk.start_page, inclusive=True).filter(has_unpublished_changes=True)
    for page in drafts.order_by("-latest_revision_created_at")[:MOST_DRAFTS]:
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Task("Entwurf", page.draft_title, address)
