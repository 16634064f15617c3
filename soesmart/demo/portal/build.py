"""Builds the portal of a town: pages, pictures, news and dates. What is there already is left alone."""

import zlib
from datetime import datetime, time
from typing import Any

from django.core.files.base import ContentFile
from django_scopes import scope
from wagtail.images.models import Image

from soesmart.core import clock
from soesmart.demo.portal import dates, neighbours, scenes, soest_news, soest_pages
from soesmart.demo.portal.drawing import render
from soesmart.demo.portal.legal import legal_pages
from soesmart.demo.portal.texts import ALT, Info, News
from soesmart.demo.story import read
from soesmart.portal.models import CalendarDate, Desk, InfoPage, NewsIndexPage, NewsPage
from soesmart.portal.pictures import picture_of
from soesmart.portal.search.index import refresh_all
from soesmart.portal.services.dates import add_date
from soesmart.portal.services.desks import open_desk
from soesmart.portal.services.pages import publish_page
from soesmart.region.models import Municipality

ACTOR = "system:demo"
SOEST_GREETING = "Soest 2030 – gemeinsam in die Zukunft"
SOEST_INTRO = (
    "Acht Handlungsfelder, 28 Ziele, zehn Pilotprojekte: Hier steht, was sich Soest vorgenommen hat, wie weit die"
    " Stadt ist"
    " und wo Sie mitmachen können."
)
PUBLISHED_AT = datetime(2026, 9, 1, 9, tzinfo=clock.BERLIN)


def build_portal(town: Municipality, at: datetime) -> None:
    """The portal of one town. Repeatable."""
    is_soest = town.slug == "soest"
    greeting, intro = (SOEST_GREETING, SOEST_INTRO) if is_soest else neighbours.GREETINGS[town.slug]
    desk = open_desk(actor=ACTOR, town=town, greeting=greeting, intro=intro, at=PUBLISHED_AT)
    with scope(municipality=town):
        _dress_start_page(town, desk)
        for info in _pages(town):
            _publish_info(town, desk, info)
        for piece in soest_news.NEWS if is_soest else neighbours.NEWS[town.slug]:
            _publish_news(town, desk, piece)
        for facts in dates.SOEST if is_soest else dates.ELSEWHERE:
            _add_date(town, facts)
    refresh_all(town)


def _pages(town: Municipality) -> tuple[Info, ...]:
    legal = legal_pages(town.name, town.postal_address)
    if town.slug == "soest":
        return (*soest_pages.PAGES, *legal)
    city = next(row for row in read("cities")["cities"] if row["slug"] == town.slug)
    return (neighbours.strategy_page(city), *legal)


def _dress_start_page(town: Municipality, desk: Desk) -> None:
    page = desk.start_page
    if page.picture_id:
        return
    page.picture, page.picture_alt = _image(town, desk, "town"), ALT["town"]
    page.picture_credit = "Zeichnung der Vorführung"
    page.save_revision().publish()
    picture_of(page)


def _publish_info(town: Municipality, desk: Desk, info: Info) -> None:
    if InfoPage.objects.child_of(desk.start_page).filter(slug=info.slug).exists():
        return
    page = InfoPage(
        title=info.title,
        slug=info.slug,
        lead=info.lead,
        body=info.body,
        easy_body=info.easy_body,
        notice=info.notice,
        source=info.source,
        invented=info.invented,
        show_in_menus=info.in_menu,
        in_footer=info.in_footer,
        **_picture(town, desk, info.scene),
    )
    publish_page(actor=ACTOR, town=town, parent=desk.start_page, page=page, at=PUBLISHED_AT)
    picture_of(page)


def _publish_news(town: Municipality, desk: Desk, piece: News) -> None:
    index = NewsIndexPage.objects.child_of(desk.start_page).get()
    if NewsPage.objects.child_of(index).filter(slug=piece.slug).exists():
        return
    page = NewsPage(
        title=piece.title,
        slug=piece.slug,
        day=piece.day,
        teaser=piece.teaser,
        body=piece.body,
        source=piece.source,
        invented=not piece.source,
        **_picture(town, desk, piece.scene),
    )
    told_at = datetime.combine(piece.day, time(12), clock.BERLIN)
    publish_page(actor=ACTOR, town=town, parent=index, page=page, at=told_at)
    picture_of(page)


def _picture(town: Municipality, desk: Desk, scene: str) -> dict[str, Any]:
    if not scene:
        return {}
    return {
        "picture": _image(town, desk, scene),
        "picture_alt": ALT[scene],
        "picture_credit": "Zeichnung der Vorführung",
    }


def _image(town: Municipality, desk: Desk, name: str) -> Image:
    title = f"{ALT[name].removeprefix('Zeichnung: ')[:60]}"
    found = Image.objects.filter(collection=desk.collection, title=title).first()
    if found:
        return found
    # Another seed per town, so that its houses stand differently.
    seed = zlib.crc32(town.slug.encode())
    content = render(getattr(scenes, name), town.colour_primary, town.colour_accent, seed)
    file = ContentFile(content, name=f"{town.slug}-{name}.png")
    return Image.objects.create(title=title, file=file, collection=desk.collection, description=ALT[name])


def _add_date(town: Municipality, facts: dates.DateFacts) -> None:
    if CalendarDate.objects.filter(title=facts.title).exists():
        return
    marked = dates.DateFacts(**(vars(facts) | {"invented": True}))
    add_date(actor=ACTOR, town=town, facts=marked, at=PUBLISHED_AT)
