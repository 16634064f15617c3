from datetime import datetime

import pytest
from django_scopes import scope

from soesmart.portal.models import Desk, InfoPage
from soesmart.portal.services.dates import add_date
from soesmart.portal.services.pages import publish_page
from soesmart.portal.tests.conftest import publish_news
from soesmart.portal.tests.test_office import FACTS
from soesmart.region.models import Municipality
from tests.clients import ClientFor

pytestmark = pytest.mark.django_db


def publish_info(desk: Desk, at: datetime, **fields: object) -> InfoPage:
    page = InfoPage(**{"title": "Über uns", "body": "<p>Alltag.</p>"} | fields)
    with scope(municipality=desk.municipality):
        made: InfoPage = publish_page(
            actor="system:test", town=desk.municipality, parent=desk.start_page, page=page, at=at
        )
    return made


def test_easy_language_is_the_same_page_behind_one_button(
    soest_desk: Desk, client_for: ClientFor, at: datetime
) -> None:
    page = publish_info(soest_desk, at, easy_body="<p>Ganz einfach.</p>")
    plain = client_for().get(page.address).content.decode()
    assert "Alltag." in plain
    assert "Ganz einfach." not in plain
    assert f'href="{page.address}?leicht=1"' in plain
    easy = client_for().get(f"{page.address}?leicht=1").content.decode()
    assert "Ganz einfach." in easy
    assert "Alltag." not in easy


def test_without_an_easy_version_there_is_no_button(soest_desk: Desk, client_for: ClientFor, at: datetime) -> None:
    page = publish_info(soest_desk, at)
    assert "Leichte Sprache" not in client_for().get(f"{page.address}?leicht=1").content.decode()


def test_the_menu_and_the_footer_name_the_pages_that_ask_for_it(
    soest_desk: Desk, olpe_desk: Desk, olpe: Municipality, client_for: ClientFor, at: datetime
) -> None:
    publish_info(soest_desk, at, title="Im Kopf", show_in_menus=True)
    publish_info(soest_desk, at, title="Im Fuß", in_footer=True)
    publish_info(soest_desk, at, title="Nirgends")
    page = client_for().get("/suche/")
    assert "Im Kopf" in [item.label for item in page.context["navigation"]]
    assert [item.label for item in page.context["footer_links"]] == ["Im Fuß", "Inhalt"]
    foreign = client_for(None, olpe).get("/suche/").content.decode()
    assert "Im Kopf" not in foreign
    assert "Im Fuß" not in foreign


def test_the_menu_says_where_one_is(soest_desk: Desk, client_for: ClientFor, at: datetime) -> None:
    piece = publish_news(soest_desk, "Eins", at)
    current = [item.label for item in client_for().get(piece.address).context["navigation"] if item.is_current]
    assert current == ["Aktuelles"]


def test_a_page_of_another_town_does_not_exist_here(
    soest_desk: Desk, olpe: Municipality, olpe_desk: Desk, client_for: ClientFor, at: datetime
) -> None:
    info, piece = publish_info(soest_desk, at), publish_news(soest_desk, "Eins", at)
    for path in (info.address, piece.address, f"/soest{piece.address}", "/olpe/", "/soest/", "/home/"):
        assert client_for(None, olpe).get(path).status_code == 404, path


def test_an_internal_link_stays_on_the_host_of_the_reader(
    soest_desk: Desk, client_for: ClientFor, at: datetime
) -> None:
    goal = publish_news(soest_desk, "Ziel der Reise", at)
    body = f'<p><a linktype="page" id="{goal.pk}">weiter</a></p>'
    page = publish_info(soest_desk, at, body=body)
    assert f'<a href="{goal.address}">weiter</a>' in client_for().get(page.address).content.decode()


def test_a_town_without_pages_still_answers(soest: Municipality, client_for: ClientFor) -> None:
    answer = client_for().get("/")
    assert answer.status_code == 200
    assert "Hier entsteht die Startseite" in answer.content.decode()
    for path in ("/kalender/", "/suche/?q=x", "/inhalt/", "/sitemap.xml", "/aktuelles/feed.rss"):
        assert client_for().get(path).status_code == 200, path


def test_the_start_page_shows_a_change_at_once(soest_desk: Desk, client_for: ClientFor, soest: Municipality) -> None:
    assert "Infoabend" not in client_for().get("/").content.decode()
    from soesmart.core import clock

    with scope(municipality=soest):
        soon = type(FACTS)(**vars(FACTS) | {"starts_on": clock.today(), "ends_on": clock.today()})
        add_date(actor="system:test", town=soest, facts=soon, at=clock.now())
    assert "Infoabend" in client_for().get("/").content.decode()


def test_robots_are_told_where_the_sitemap_is(soest: Municipality, client_for: ClientFor) -> None:
    text = client_for().get("/robots.txt").content.decode()
    assert "Sitemap: http://soest.localhost/sitemap.xml" in text
    assert "Disallow: /verwaltung/" in text
