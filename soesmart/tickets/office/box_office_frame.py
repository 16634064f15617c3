"""What the pages of an evening share on which the office sells, checks and counts."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Person, Role
from soesmart.tickets.access import actor_of, may_plan_places, may_sell
from soesmart.tickets.models import Sale

SELLERS = (Role.PARTICIPATION_OFFICER, Role.BOX_OFFICE)
# Label and URL name; the first one is for who plans places.
SECTIONS = (
    ("Plätze", "office_sale"),
    ("Buchungen", "office_bookings"),
    ("Kasse", "box_office"),
    ("Einlass", "office_doors"),
    ("Listen", "office_lists"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool


def seller_and_sale(request: HttpRequest, key: str) -> tuple[Person, Sale]:
    """First line of every page of the box office: who sells, and the places of the event (404 without)."""
    person = require_role(request, *SELLERS)
    if not may_sell(actor_of(request)):
        raise AssertionError("the roles and the predicate say different things")
    sale: Sale = get_object_or_404(Sale.objects.select_related("event__municipality"), event__key=key)
    return person, sale


def frame(request: HttpRequest, sale: Sale, current: str) -> dict[str, Any]:
    """Event, sale and tabs."""
    is_planner = may_plan_places(actor_of(request))
    names = [row for row in SECTIONS if is_planner or row[1] != "office_sale"]
    tabs = [Tab(label, url, name == current) for label, name in names if (url := _address(name, sale.event.key))]
    section = next(label for label, name in SECTIONS if name == current)
    return {"sale": sale, "event": sale.event, "tabs": tabs, "section": section}


def _address(name: str, key: str) -> str:
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
