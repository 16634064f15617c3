"""Places: inside the town or not, drawn and clicked, beside a list that says the same."""

import gzip
import re
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.core.vendor import FOLDER
from soesmart.participation.geography import WIDTH, Outline, Place, degrees, fault_of
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import Visibility
from soesmart.participation.services.ideas import IdeaWords, check_place
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import District, Municipality
from soesmart.region.services import draw_outline
from tests.clients import ClientFor, CountQueries

RING = ((8.0, 51.5), (8.2, 51.5), (8.2, 51.6), (8.0, 51.6))
OUTLINE = Outline(RING)
PATH = "/mitmachen/ideen/karte/"


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    draw_outline(actor="system:test", municipality=in_soest, points=RING, invented=True, at=at)
    return a_campaign(in_soest, at, with_map=True)


def put(idea: Idea, lat: str = "51.55", lon: str = "8.1") -> Idea:
    Idea.objects.filter(pk=idea.pk).update(lat=Decimal(lat), lon=Decimal(lon))
    return idea


@pytest.mark.parametrize("typed", ["51,5717", "51.5717", " 51,5717° ", "51.5717 N", "51.57170"])
def test_degrees_are_read_as_people_write_them(typed: str) -> None:
    assert degrees(typed) == Decimal("51.57170")


@pytest.mark.parametrize("typed", ["oben", "NaN", "inf", "1e9", "51,57,17", "51° 34' 2\"", "--5"])
def test_what_is_no_degree_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match=re.escape(typed)):
        degrees(typed)


def test_each_fault_of_a_place_has_its_words() -> None:
    def fault(lat: str, lon: str, outline: Outline | None = OUTLINE) -> str:
        return fault_of(Place(Decimal(lat), Decimal(lon)), outline, "Soest")

    assert fault("51.55", "8.1") == ""
    assert "vertauscht" in fault("8.1", "51.55")
    assert "nicht in Soest" in fault("48.1", "11.5")
    assert "gibt es nicht" in fault("95", "8.1")
    assert fault("48.1", "11.5", None) == "", "nobody drew the border yet"


@given(st.floats(0, WIDTH), st.floats(0, 200))
def test_a_click_and_the_mark_it_leaves_are_the_same_spot(x: float, y: float) -> None:
    place = OUTLINE.place(x, y)
    spot = OUTLINE.spot(place.lat, place.lon)
    assert abs(spot.x - x) < 0.2
    assert abs(spot.y - y) < 0.2


def test_the_service_itself_refuses_a_place_outside(campaign: Campaign) -> None:
    check_place(IdeaWords("Bänke", "Mehr", lat=Decimal("51.55"), lon=Decimal("8.1")), campaign)
    with pytest.raises(Refused, match="liegt nicht in Soest"):
        check_place(IdeaWords("Bänke", "Mehr", lat=Decimal("51.45"), lon=Decimal("8.1")), campaign)


def test_the_map_and_the_list_beside_it_say_the_same(campaign: Campaign, client_for: ClientFor, at: datetime) -> None:
    put(an_idea(campaign, at, "Bänke"))
    an_idea(campaign, at, "Ohne Ort")
    Idea.objects.filter(pk=put(an_idea(campaign, at, "Verborgen")).pk).update(visibility=Visibility.HELD)
    page = client_for().get(PATH).content.decode()
    assert page.count('class="map__idea"') == page.count('class="places__number"') == 1
    assert "Bänke" in page
    assert "Ohne Ort" not in page
    assert "Verborgen" not in page
    assert "Vereinfachter Umriss" in page


def test_the_page_costs_the_same_for_a_few_and_for_many(
    campaign: Campaign, client_for: ClientFor, at: datetime, count_queries: CountQueries
) -> None:
    put(an_idea(campaign, at))
    client = client_for()
    with count_queries() as few:
        client.get(PATH)
    for number in range(120):
        put(an_idea(campaign, at, f"Idee {number}"))
    with count_queries() as many:
        page = client.get(PATH).content.decode()
    assert len(many) == len(few) <= 12, many
    assert page.count("places__number") == 50
    assert '"?seite=2"' in page
    assert client.get(PATH, {"seite": "3"}).content.decode().count("places__number") == 21
    for silly in ("0", "x", "-1", "9" * 30):
        assert client.get(PATH, {"seite": silly}).status_code == 200


def test_the_page_weighs_less_than_a_hundred_kilobytes(campaign: Campaign, client_for: ClientFor, at: datetime) -> None:
    for number in range(50):
        put(
            an_idea(campaign, at, f"Eine Idee mit einem Titel von üblicher Länge, Nummer {number}"), f"51.5{number:02}1"
        )
    page = client_for().get(PATH).content
    static = FOLDER.parent
    own = static.parent / "soesmart" / "participation" / "static"
    texts = [page, *((own / f"participation/{name}").read_bytes() for name in ("ideas.css", "map.js"))]
    texts += [(static / name).read_bytes() for name in STYLES]
    fonts = sum(path.stat().st_size for path in (FOLDER / "fira-sans").glob("*.woff2"))
    assert sum(len(gzip.compress(text, 6)) for text in texts) + fonts < 75 * 1024
    large = sum(
        len(gzip.compress((FOLDER / "leaflet" / name).read_bytes(), 6)) for name in ("leaflet.js", "leaflet.css")
    )
    assert large < 46 * 1024, "fetched when the large map is opened"


STYLES = [
    "vendor/kern/kern.css", "soesmart/site.css", "soesmart/parts.css", "soesmart/print.css", "soesmart/skyline.svg",
    "soesmart/frieze.svg", "soesmart/favicon.svg",
]  # fmt: skip


def test_a_town_without_outline_still_lists_its_places(
    in_soest: Municipality, client_for: ClientFor, at: datetime
) -> None:
    put(an_idea(a_campaign(in_soest, at, with_map=True), at, "Bänke"))
    page = client_for().get(PATH).content.decode()
    assert "Bänke" in page
    assert "<path" not in page[page.index("places__list") :]
    assert client_for().get("/mitmachen/ideen/umriss.svg").status_code == 200


def test_the_drawing_marks_the_chosen_point_and_the_districts(
    campaign: Campaign, client_for: ClientFor, soest: Municipality
) -> None:
    District.objects.create(municipality=soest, slug="ampen", name="Ampen", lat=Decimal("51.55"), lon=Decimal("8.05"))
    client, path = client_for(), "/mitmachen/ideen/umriss.svg"
    drawn = client.get(path, {"lat": "51,55", "lon": "8,1"})
    assert drawn["Content-Type"] == "image/svg+xml"
    assert 'class="mark"' in drawn.content.decode()
    assert "Ampen" in drawn.content.decode()
    for silly in ({}, {"lat": "x", "lon": "8"}, {"lat": "<b>", "lon": "'"}):
        answer = client.get(path, silly)
        assert answer.status_code == 200
        assert 'class="mark"' not in answer.content.decode()


def test_no_other_host_is_named_without_the_setting(campaign: Campaign, client_for: ClientFor, at: datetime) -> None:
    put(an_idea(campaign, at))
    answer = client_for().get(PATH)
    assert "img-src 'self' data:;" in answer["Content-Security-Policy"] + ";"
    assert 'data-tiles=""' in answer.content.decode()


def test_the_host_of_the_background_is_named_with_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    from soesmart.config import env

    assert env.map_hosts() == []
    monkeypatch.setattr(env, "MAP_TILES", "https://{s}.tiles.example/karte/{z}/{x}/{y}.png")
    assert env.map_hosts() == ["https://*.tiles.example"]


def test_without_a_map_the_form_asks_for_no_point(in_soest: Municipality, client_for: ClientFor, at: datetime) -> None:
    a_campaign(in_soest, at)
    with clock.stopped_at(at):
        page = client_for().get("/mitmachen/ideen/ideen/neu/").content.decode()
    assert 'name="lat"' not in page
    assert 'type="image"' not in page
