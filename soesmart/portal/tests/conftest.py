"""Desks of two towns and news to read."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django_scopes import scope

from soesmart.portal.models import Desk, NewsIndexPage, NewsPage
from soesmart.portal.services.desks import open_desk
from soesmart.portal.services.pages import publish_page
from soesmart.region.models import Municipality


def make_desk(town: Municipality, at: datetime) -> Desk:
    return open_desk(actor="system:test", town=town, greeting=f"Guten Tag, {town.name}", intro="Was ansteht.", at=at)


@pytest.fixture
def soest_desk(soest: Municipality, at: datetime) -> Desk:
    return make_desk(soest, at)


@pytest.fixture
def olpe_desk(olpe: Municipality, at: datetime) -> Desk:
    return make_desk(olpe, at)


def publish_news(desk: Desk, title: str, at: datetime, **fields: Any) -> NewsPage:
    """A published piece of news; its slug is made from the title."""
    index = NewsIndexPage.objects.child_of(desk.start_page).get()
    page = NewsPage(title=title, day=fields.pop("day", date(2026, 10, 1)), teaser="Kurz gesagt.", **fields)
    with scope(municipality=desk.municipality):
        made: NewsPage = publish_page(actor="system:test", town=desk.municipality, parent=index, page=page, at=at)
    return made


def publish_many(desk: Desk, count: int, at: datetime) -> None:
    """News in a hurry: without revisions and audit entries."""
    index = NewsIndexPage.objects.child_of(desk.start_page).get()
    have = index.numchild
    for number in range(have, count):
        day = date(2020, 1, 1) + timedelta(days=number)
        index.add_child(instance=NewsPage(title=f"Meldung {number}", slug=f"meldung-{number}", day=day, teaser="Kurz."))
