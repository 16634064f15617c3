"""Desks of two towns and news to read."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django_scopes import scope
from wagtail.models import Page

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


INSERT_NEWS = (
    "INSERT INTO portal_newspage (page_ptr_id, day, teaser, body, picture_alt, picture_credit, source, invented)"
    " VALUES (%s, %s, %s, '', '', '', '', %s)"
)


def publish_many(desk: Desk, count: int, at: datetime) -> None:
    """News in a hurry, so that there are `count`: rows straight into both tables, without revisions and audit."""
    index = NewsIndexPage.objects.child_of(desk.start_page).get()
    made = Page.objects.bulk_create(_bare_page(index, number) for number in range(index.numchild, count))
    rows = [(page.pk, date(2020, 1, 1) + timedelta(days=page.pk), "Kurz.", False) for page in made]
    with connection.cursor() as cursor:
        cursor.executemany(INSERT_NEWS, rows)
    Page.objects.filter(pk=index.pk).update(numchild=count)


def _bare_page(index: NewsIndexPage, number: int) -> Page:
    return Page(
        title=f"Meldung {number}",
        draft_title=f"Meldung {number}",
        slug=f"meldung-{number}",
        url_path=f"{index.url_path}meldung-{number}/",
        path=Page._get_path(index.path, index.depth + 1, number + 1),
        depth=index.depth + 1,
        content_type=ContentType.objects.get_for_model(NewsPage),
        locale=index.locale,
        translation_key=uuid.uuid4(),
    )
