"""The towns of the demo as their readers meet them."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django_scopes import scope, scopes_disabled

from soesmart.portal.models import CalendarDate, NewsPage, SearchDocument
from soesmart.region.models import Municipality
from tests.clients import client_of

TOWNS = ["arnsberg", "bad-berleburg", "menden", "olpe", "soest"]
FIELDS = [
    "Mobilität", "Stadtentwicklung", "Wirtschaft & Innovation", "Soziales, Jugend & Gesundheit",
    "Klima & Energie", "Kultur & Freizeit", "Bildung", "Verwaltung & Beteiligung",
]  # fmt: skip


def visit(slug: str) -> Client:
    return client_of(None, Municipality.objects.get(slug=slug))


def test_the_start_page_names_fields_in_order_and_ten_pilots(demo_db: None) -> None:
    page = visit("soest").get("/").content.decode()
    listed = re.findall(r"<li><a[^>]*>([^<]*)</a>", page.split("Handlungsfelder</h3>")[1].split("</ol>")[0])
    assert [name.replace("&amp;", "&") for name in listed] == FIELDS
    assert page.split('id="pilote"')[1].split("</section>")[0].count("<li>") == 10


def test_the_news_tell_the_way_of_soest_with_its_days(demo_db: None) -> None:
    pages = "".join(visit("soest").get(f"/aktuelles/?seite={number}").content.decode() for number in (1, 2))
    for day in ("30. August 2019", "18. Juli 2020", "30. Juli 2020", "25. August 2020", "1. Dezember 2020",
                "6. Oktober 2021", "4. November 2022", "16. Mai 2023"):  # fmt: skip
        assert day in pages, day


def test_what_has_no_source_is_marked_as_invented(demo_db: None) -> None:
    for piece in NewsPage.objects.all():
        assert bool(piece.source) != piece.invented, piece.title
    with scopes_disabled():
        assert all(found.invented or found.source for found in CalendarDate.objects.all())


@pytest.mark.parametrize("slug", TOWNS)
def test_every_town_has_its_pages_and_no_other_towns(demo_db: None, slug: str) -> None:
    client = visit(slug)
    for path in ("/", "/aktuelles/", "/kalender/", "/impressum/", "/datenschutz/", "/barrierefreiheit/"):
        assert client.get(path).status_code == 200, path
    own = {page.title for page in NewsPage.objects.all() if page.url_path.startswith(f"/{slug}/")}
    foreign = {page.title for page in NewsPage.objects.all()} - own
    assert own
    listed = "".join(
        client.get(path).content.decode()
        for path in ("/", "/aktuelles/", "/aktuelles/feed.rss", "/aktuelles/feed.atom", "/inhalt/?art=Meldung")
    )
    assert all(title in listed for title in own)
    assert not [title for title in foreign if title in listed]


@pytest.mark.parametrize("slug", TOWNS)
def test_sitemap_and_search_lead_only_to_pages_of_the_town_that_answer(demo_db: None, slug: str) -> None:
    town, host = Municipality.objects.get(slug=slug), f"http://{slug}.localhost"
    client = client_of(None, town)
    xml = ET.fromstring(client.get("/sitemap.xml").content)
    places = [place.text or "" for place in xml.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert all(place.startswith(f"{host}/") for place in places)
    with scope(municipality=town):
        found = {url.split("#")[0] for url in SearchDocument.objects.values_list("url", flat=True)}
    assert found
    for address in sorted(found | {place.removeprefix(host) for place in places}):
        assert client.get(address).status_code == 200, address
