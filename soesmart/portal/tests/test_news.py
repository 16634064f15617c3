from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest

from soesmart.portal.models import Desk
from soesmart.portal.tests.conftest import publish_many, publish_news
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.django_db


def test_the_newest_piece_of_news_stands_first(soest_desk: Desk, client_for: ClientFor, at: datetime) -> None:
    publish_news(soest_desk, "Alt", at, day=date(2020, 1, 1))
    publish_news(soest_desk, "Neu", at, day=date(2026, 1, 1))
    page = client_for().get("/aktuelles/").content.decode()
    assert page.index(">Neu<") < page.index(">Alt<")


def test_a_piece_of_news_shows_its_text_and_that_it_is_invented(
    soest_desk: Desk, client_for: ClientFor, at: datetime
) -> None:
    piece = publish_news(soest_desk, "Neues Haus", at, body="<p>Es <b>steht</b>.</p>", invented=True)
    page = client_for().get(piece.address).content.decode()
    assert "<b>steht</b>" in page
    assert "Beispielwert" in page


def test_an_unpublished_piece_of_news_is_nowhere(soest_desk: Desk, client_for: ClientFor, at: datetime) -> None:
    piece = publish_news(soest_desk, "Geheimes Vorhaben", at)
    piece.unpublish()
    client = client_for()
    assert client.get(piece.address).status_code == 404
    for path in ("/", "/aktuelles/", "/aktuelles/feed.rss", "/aktuelles/feed.atom", "/sitemap.xml", "/inhalt/"):
        assert "Geheimes" not in client.get(path).content.decode(), path


@pytest.mark.parametrize("number", ["0", "-1", "3", "99999999999999999999", "x", "1.5", "²", "1e3", ""])
def test_a_page_number_beyond_the_list_says_where_it_ends(
    soest_desk: Desk, client_for: ClientFor, at: datetime, number: str
) -> None:
    publish_many(soest_desk, 10, at)
    answer = client_for().get("/aktuelles/", {"seite": number})
    assert answer.status_code == 404
    assert "Die Liste hat 2 Seiten" in answer.content.decode()
    assert "/aktuelles/?seite=2" in answer.content.decode()


def test_the_second_page_goes_on_where_the_first_ends(soest_desk: Desk, client_for: ClientFor, at: datetime) -> None:
    publish_many(soest_desk, 10, at)
    assert ">Meldung 0<" not in client_for().get("/aktuelles/").content.decode()
    assert ">Meldung 0<" in client_for().get("/aktuelles/?seite=2").content.decode()


def test_queries_stay_the_same_with_many_news(
    soest_desk: Desk, client_for: ClientFor, count_queries: CountQueries, at: datetime
) -> None:
    client, counted = client_for(), []
    for count in (20, 200, 2000):
        publish_many(soest_desk, count, at)
        with count_queries() as queries:
            client.get("/aktuelles/?seite=2")
            client.get("/aktuelles/meldung-7/")
            client.get("/aktuelles/feed.atom")
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2] <= 24, counted


@pytest.mark.parametrize("path", ["/", "/aktuelles/", "/aktuelles/eins/", "/kalender/", "/kalender/monat/", "/inhalt/"])
def test_a_page_of_the_portal_needs_twelve_queries_at_most(
    soest_desk: Desk, client_for: ClientFor, count_queries: CountQueries, at: datetime, path: str
) -> None:
    publish_news(soest_desk, "Eins", at)
    client = client_for()
    client.get(path)  # The start page keeps what it gathered until something changes.
    with count_queries() as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= 12, queries


def test_the_feeds_are_well_formed_and_carry_the_news(soest_desk: Desk, client_for: ClientFor, at: datetime) -> None:
    publish_news(soest_desk, "Häuser & <Höfe>", at)
    rss = ET.fromstring(client_for().get("/aktuelles/feed.rss").content)
    assert [item.findtext("title") for item in rss.iter("item")] == ["Häuser & <Höfe>"]
    atom = ET.fromstring(client_for().get("/aktuelles/feed.atom").content)
    name = "{http://www.w3.org/2005/Atom}"
    entry = next(atom.iter(f"{name}entry"))
    assert entry.findtext(f"{name}title") == "Häuser & <Höfe>"
    link = entry.find(f"{name}link")
    assert link is not None
    assert link.attrib["href"] == "http://soest.localhost/aktuelles/haeuser-hoefe/"


def test_the_sitemap_lists_every_page_and_each_answers(soest_desk: Desk, client_for: ClientFor, at: datetime) -> None:
    piece = publish_news(soest_desk, "Eins", at)
    xml = ET.fromstring(client_for().get("/sitemap.xml").content)
    addresses = [loc.text or "" for loc in xml.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert f"http://soest.localhost{piece.address}" in addresses
    for address in addresses:
        assert client_for().get(address.removeprefix("http://soest.localhost")).status_code == 200, address
