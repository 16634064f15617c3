"""Handing in an idea without script: one form, similar ideas once, nothing lost on the way."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.participation.models import Campaign, Case, Idea, Voice
from soesmart.participation.queries.similar import forget_words
from soesmart.participation.rules import Visibility, Who
from soesmart.participation.services import screening
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from soesmart.region.services import draw_outline
from tests.clients import ClientFor

PATH = "/mitmachen/ideen/ideen/neu/"
NONCE = "0b0a6d4e-6a3d-4f0e-9a53-0d5d35a7c001"
BOX = [(8.0, 51.5), (8.2, 51.5), (8.2, 51.6), (8.0, 51.6)]


@pytest.fixture(autouse=True)
def _new_words() -> None:
    forget_words()


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    draw_outline(actor="system:test", municipality=in_soest, points=BOX, at=at)
    return a_campaign(in_soest, at, with_map=True)


def typed(**changes: object) -> dict[str, object]:
    idea = {"nonce": NONCE, "title": "Mehr Bänke am Wall", "what": "Damit alle sitzen können.", "beneficiaries": "Alte"}
    return {**idea, **changes}


def send(client: Client, at: datetime, **changes: object) -> tuple[int, str]:
    with clock.stopped_at(at):
        answer = client.post(PATH, typed(**changes))
    return answer.status_code, answer.content.decode()


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_a_guest_hands_in_an_idea_and_gets_a_voice(campaign: Campaign, client_for: ClientFor, at: datetime) -> None:
    client = client_for()
    assert send(client, at, lat="51,55", lon="8.1 °")[0] == 302
    idea = Idea.objects.get()
    assert (idea.title, idea.beneficiaries, idea.is_guest) == ("Mehr Bänke am Wall", "Alte", True)
    assert (idea.lat, idea.lon) == (Decimal("51.55"), Decimal("8.1"))
    assert Voice.objects.get() == idea.voice
    assert "mitmachen" in client.cookies


def test_a_form_sent_twice_is_one_idea(campaign: Campaign, client_for: ClientFor, at: datetime) -> None:
    client = client_for()
    places = set()
    for _ in range(2):
        with clock.stopped_at(at):
            places.add(client.post(PATH, typed(gesehen="1"))["Location"])
    assert places == {"/mitmachen/ideen/ideen/1/"}
    assert Idea.objects.count() == 1


def test_similar_ideas_are_shown_once_and_nothing_is_lost(
    campaign: Campaign, client_for: ClientFor, at: datetime
) -> None:
    an_idea(campaign, at, "Neue Bänke auf dem Wall")
    an_idea(campaign, at, "Schwimmbad länger öffnen")
    client = client_for()
    status, page = send(client, at, place="Am Wall", lat="51,55", lon="8,1")
    assert status == 200
    assert "Gibt es das schon?" in page
    assert "Neue Bänke auf dem Wall" in page
    assert "Schwimmbad" not in page
    kept = hidden(page)
    assert (kept["title"], kept["place"], kept["lat"]) == ("Mehr Bänke am Wall", "Am Wall", "51,55")
    assert Idea.objects.count() == 2
    with clock.stopped_at(at):
        back = client.post(PATH, {**kept, "zurueck": "1"}).content.decode()
        assert 'value="Mehr Bänke am Wall"' in back
        assert client.post(PATH, {**kept, "gesehen": "1"}).status_code == 302
    assert Idea.objects.get(number=3).place == "Am Wall"


def test_the_fragment_names_similar_ideas_that_everybody_may_see(
    campaign: Campaign, client_for: ClientFor, at: datetime
) -> None:
    an_idea(campaign, at, "Neue Bänke auf dem Wall")
    Idea.objects.filter(pk=an_idea(campaign, at, "Bänke am Bahnhof").pk).update(visibility=Visibility.HELD)
    with clock.stopped_at(at):
        found = client_for().get("/mitmachen/ideen/aehnliche/", {"q": "Bänke am Wall und am Bahnhof"}).content.decode()
        assert not client_for().get("/mitmachen/ideen/aehnliche/", {"q": "Bänke"}).content.strip()
    assert "Neue Bänke auf dem Wall" in found
    assert "Bahnhof" not in found


@pytest.mark.parametrize(
    ("changes", "words", "field"),
    [
        ({"title": " "}, "Bitte der Idee einen Titel geben", "title"),
        ({"title": "x" * 121}, "höchstens 120 Zeichen", "title"),
        ({"what": "x" * 100_000}, "100.000 Zeichen, höchstens 5.000", "what"),
        ({"beneficiaries": "x" * 301}, "höchstens 300 Zeichen", "beneficiaries"),
        ({"place": "x" * 201}, "höchstens 200 Zeichen", "place"),
        ({"lat": "oben", "lon": "8,1"}, "eine Zahl in Grad", "lat"),
        ({"lat": "NaN", "lon": "8,1"}, "eine Zahl in Grad", "lat"),
        ({"lat": "51,55"}, "beide Koordinaten", "lon"),
        ({"lat": "48,1", "lon": "11,5"}, "liegt nicht in Soest", "lat"),
        ({"lat": "8,1", "lon": "51,55"}, "vertauscht", "lat"),
        ({"lat": "151,5", "lon": "8,1"}, "gibt es nicht", "lat"),
    ],
)
def test_bad_input_is_said_clearly_and_kept(
    campaign: Campaign, client_for: ClientFor, at: datetime, changes: dict[str, str], words: str, field: str
) -> None:
    status, page = send(client_for(), at, **changes)
    assert status == 422
    assert words in page
    assert not Idea.objects.exists()
    for value in typed(**changes).values():
        assert str(value) in page
    if field:
        assert f'href="#idee_{field}"' in page


def test_a_form_without_its_number_says_so_and_gets_a_new_one(
    campaign: Campaign, client_for: ClientFor, at: datetime
) -> None:
    client = client_for()
    status, page = send(client, at, nonce="x")
    assert status == 422
    assert "kam unvollständig an" in page
    found = re.search(r'name="nonce" value="([0-9a-f-]{36})"', page)
    assert found
    assert send(client, at, nonce=found[1])[0] == 302


def test_scripts_in_texts_are_shown_as_text(campaign: Campaign, client_for: ClientFor, at: datetime) -> None:
    evil = "<script>alert(1)</script>"
    an_idea(campaign, at, f"Bänke am Wall {evil}")
    status, page = send(client_for(), at, what=f"Bänke am Wall {evil}", place=f'"{evil}')
    assert status == 200
    assert evil not in page
    assert page.count("&lt;script&gt;alert(1)") >= 3


def test_a_window_that_closed_meanwhile_keeps_what_was_typed(
    campaign: Campaign, client_for: ClientFor, at: datetime
) -> None:
    status, page = send(client_for(), at + timedelta(days=20))
    assert status == 403
    assert "Ideen werden gerade nicht angenommen" in page
    assert "Damit alle sitzen können." in page
    assert not Idea.objects.exists()


def test_a_click_into_the_outline_fills_in_the_coordinates_and_stores_nothing(
    campaign: Campaign, client_for: ClientFor, at: datetime
) -> None:
    status, page = send(client_for(), at, **{"karte.x": "140", "karte.y": "110"})
    assert status == 200
    assert re.search(r'name="lat" value="51,5\d+"', page)
    assert re.search(r'name="lon" value="8,1\d*"', page)
    assert 'value="Mehr Bänke am Wall"' in page
    assert not Idea.objects.exists()
    assert send(client_for(), at, **{"karte.x": "0", "karte.y": "0"})[0] == 302, "the enter key in a field"


def test_who_needs_a_code_is_led_to_the_door_with_what_was_typed(
    campaign: Campaign, client_for: ClientFor, at: datetime
) -> None:
    Campaign.objects.update(who=Who.CODE)
    status, page = send(client_for(), at)
    assert status == 403
    assert "einen Code aus dem Brief" in page
    assert "Damit alle sitzen können." in page
    assert not Idea.objects.exists()


def test_an_author_changes_her_idea_until_others_judged_it(
    campaign: Campaign, client_for: ClientFor, amira: Person, eva: Person, at: datetime
) -> None:
    idea = an_idea(campaign, at, "Bänke", author=amira)
    path = f"/mitmachen/ideen/ideen/{idea.number}/aendern/"
    with clock.stopped_at(at):
        assert client_for(eva).get(path).status_code == 403
        assert client_for().get(path).status_code == 403
        client = client_for(amira)
        assert 'value="Bänke"' in client.get(path).content.decode()
        assert client.post(path, typed(revision=1, title="Viele Bänke")).status_code == 302
        outdated = client.post(path, typed(revision=1, title="Ganz viele Bänke"))
        assert outdated.status_code == 409
        assert 'name="revision" value="2"' in outdated.content.decode()
        Idea.objects.update(voices=1)
        assert client.post(path, typed(revision=2)).status_code == 403
    idea.refresh_from_db()
    assert (idea.title, idea.revision) == ("Viele Bänke", 2)


def test_changed_words_are_screened_again(
    campaign: Campaign, client_for: ClientFor, amira: Person, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    idea = an_idea(campaign, at, "Bänke", author=amira)
    doubtful = screening.Screening(score=90, held=True)
    monkeypatch.setattr("soesmart.participation.services.ideas.screen", lambda **_: doubtful)
    with clock.stopped_at(at):
        client_for(amira).post(f"/mitmachen/ideen/ideen/{idea.number}/aendern/", typed(revision=1))
    idea.refresh_from_db()
    assert idea.visibility == Visibility.HELD
    assert Case.objects.get().idea == idea
    assert Campaign.objects.get().ideas_count == 0


def test_an_author_takes_her_idea_back_once(
    campaign: Campaign, client_for: ClientFor, amira: Person, eva: Person, at: datetime
) -> None:
    idea = an_idea(campaign, at, "Bänke", author=amira)
    path = f"/mitmachen/ideen/ideen/{idea.number}/zurueckziehen/"
    with clock.stopped_at(at):
        assert client_for(eva).post(path).status_code == 403
        client = client_for(amira)
        assert "zurückziehen?" in client.get(path).content.decode()
        assert [client.post(path).status_code for _ in range(2)] == [302, 403]
    idea.refresh_from_db()
    assert idea.visibility == Visibility.WITHDRAWN
    assert Campaign.objects.get().ideas_count == 0


def test_drafts_and_other_towns_are_not_there(
    campaign: Campaign, client_for: ClientFor, olpe: Municipality, at: datetime
) -> None:
    with clock.stopped_at(at):
        for path in (PATH, "/mitmachen/ideen/karte/", "/mitmachen/ideen/umriss.svg", "/mitmachen/ideen/aehnliche/"):
            assert client_for(None, olpe).get(path).status_code == 404
            assert client_for().get(path).status_code == 200
        Campaign.objects.update(state="draft")
        assert client_for().get(PATH).status_code == 404
