"""The list of events, and the page of one from the announcement to the results."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.events.models import Event, Round, Track
from soesmart.events.queries.events import agenda_of
from soesmart.events.rules import EventState, RoundState, Showing, StreamKind, TrackKind
from soesmart.events.services.rounds import open_round
from soesmart.events.services.stage import set_stage
from soesmart.events.stream import origin_of
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.participation.rules import FormatState
from soesmart.participation.tests.campaigns import a_campaign
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")
HERE = "/veranstaltungen/zukunftsreise/"
EMBED: dict[str, Any] = {
    "stream": StreamKind.EMBED,
    "stream_url": "https://stream.example/abend?x=1",
    "stream_host": "Beispielvideo",
}
HLS: dict[str, Any] = {"stream": StreamKind.HLS, "stream_url": "https://hls.example/abend.m3u8"}


def page_at(client: Client, moment: datetime, query: str = "") -> str:
    with clock.stopped_at(moment):
        answer = client.get(HERE + query)
    assert answer.status_code == 200
    return answer.text


def test_a_town_without_events_says_what_will_be_there(in_soest: Municipality, client_for: ClientFor) -> None:
    assert "Noch keine Veranstaltung" in client_for().get("/veranstaltungen/").text


def test_what_comes_stands_before_what_was(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    an_event(in_soest, at - timedelta(days=9), "war", title="Ist vorbei", join_code="AAAAAA")
    an_event(in_soest, at - timedelta(days=2), "neulich", title="War neulich", join_code="BBBBBB")
    an_event(in_soest, at + timedelta(days=9), "spaet", title="Kommt später", join_code="CCCCCC")
    an_event(in_soest, at + timedelta(days=2), "bald", title="Kommt bald schon", join_code="DDDDDD")
    an_event(in_soest, at, "jetzt", title="Ist gerade", join_code="EEEEEE")
    an_event(in_soest, at, "entwurf", title="Noch geheim", join_code="FFFFFF", state=EventState.DRAFT)
    page = client_for().get("/veranstaltungen/").text
    order = ["Ist gerade", "läuft jetzt", "Kommt bald schon", "Kommt später", "Was war", "War neulich", "Ist vorbei"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Noch geheim" not in page


def test_the_list_is_paged_and_costs_the_same_for_few_and_many(
    in_soest: Municipality, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    def grow(many: int, first: int) -> None:
        for number in range(first, first + many):
            code = f"{chr(65 + number // 26)}{chr(65 + number % 26)}ABEN"
            an_event(in_soest, at - timedelta(days=number + 1), f"abend-{number}", join_code=code)

    grow(2, 0)
    with count_queries() as few:
        client_for().get("/veranstaltungen/")
    grow(40, 2)
    with count_queries() as many:
        page = client_for().get("/veranstaltungen/?seite=2").text
    assert len(few) == len(many) <= 8, many
    assert page.count('class="card"') == 20
    for silly in ("0", "-1", "99", "x", "9" * 50):
        assert client_for().get(f"/veranstaltungen/?seite={silly}").status_code == 200


def test_the_page_turns_from_the_announcement_to_the_end(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    event, client = an_event(in_soest, at, **EMBED), client_for()
    announced = page_at(client, event.doors_at - timedelta(days=3))
    assert "standing--announced" in announced
    assert "In den Kalender" in announced
    assert "Bald geht es los" in page_at(client, event.doors_at - timedelta(hours=2))
    doors = page_at(client, event.doors_at)
    assert "Die Türen sind offen" in doors
    assert "Stream hier abspielen" in doors
    running = page_at(client, event.starts_at)
    assert "Der Abend läuft" in running
    assert "REISEN" in running
    over = page_at(client, event.ends_at)
    assert "ist vorbei" in over
    assert "Stream hier abspielen" not in over


def test_the_page_knows_when_it_turns_next(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    event = an_event(in_soest, at)
    page = page_at(client_for(), event.doors_at - timedelta(hours=1))
    turns = " ".join(f"{moment:%s}" for moment in (event.doors_at, event.starts_at, event.ends_at))
    assert f'data-turns="{turns} "' in page
    assert 'http-equiv="refresh"' not in page


def test_filed_away_is_over_whatever_the_clock_says(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    an_event(in_soest, at, state=EventState.ARCHIVED)
    assert "ist vorbei" in page_at(client_for(), at)


def test_a_cancelled_event_says_so_and_why_and_offers_nothing(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    an_event(in_soest, at, state=EventState.CANCELLED, cancelled_because="Der Saal ist gesperrt.", **EMBED)
    page = page_at(client_for(), at)
    assert "Abgesagt" in page
    assert "Der Saal ist gesperrt." in page
    for offer in ("Stream hier abspielen", "Im Stream mitmachen", "buchen", "<script"):
        assert offer not in page
    assert "abgesagt" in client_for().get("/veranstaltungen/").text


def test_the_page_tells_place_languages_and_what_helps_to_follow(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    event = an_event(
        in_soest, at, address="Isenacker 5", languages="Deutsch, Türkisch", access_notes="Rampe am Hof.", contact="Amt"
    )
    Track.objects.create(event=event, position=1, kind=TrackKind.SIGN_LANGUAGE, label="DGS neben der Bühne")
    Track.objects.create(
        event=event, position=2, kind=TrackKind.CAPTIONS, label="Untertitel", url="https://text.example/live"
    )
    page = page_at(client_for(), at)
    for words in ("Kulturgräfte", "Isenacker 5", "Türkisch", "Rampe am Hof.", "DGS neben der Bühne (im Saal)", "Amt"):
        assert words in page
    assert 'href="https://text.example/live"' in page


def test_the_agenda_has_times_and_keeps_the_script_to_itself(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    event = an_event(in_soest, at)
    one, two = a_scene(event), a_scene(event, "Abend im Jahr 2030")
    type(one).objects.filter(pk=one.pk).update(minutes=12, script="Licht aus!")
    assert [(plan.scene.pk, plan.starts_at - event.starts_at) for plan in agenda_of(event)] == [
        (one.pk, timedelta(0)),
        (two.pk, timedelta(minutes=12)),
    ]
    an_item(one, title="Noch verborgene Frage")
    page = page_at(client_for(), at)
    assert "Abend im Jahr 2030" in page
    assert "Licht aus!" not in page
    assert "Noch verborgene Frage" not in page


def test_nothing_is_loaded_from_the_streams_host_before_consent(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    an_event(in_soest, at, **EMBED)
    answer = client_for().get(HERE)
    assert "Beispielvideo" in answer.text
    assert "<iframe" not in answer.text
    assert "stream.example" not in answer["Content-Security-Policy"]


def test_after_consent_the_frame_comes_and_only_its_host_is_let_in(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    an_event(in_soest, at, **EMBED)
    client = client_for()
    answer = client.get(HERE + "?stream=an", headers={"Sec-Fetch-Site": "same-origin"})
    assert '<iframe class="stream__frame" src="https://stream.example/abend?x=1"' in answer.text
    policy = answer["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["frame-src"] == "https://stream.example"
    assert (rules["frame-ancestors"], rules["default-src"]) == ("'none'", "'none'")
    assert "stream.example" not in rules["script-src"]
    assert "<iframe" not in client.get(HERE).text


@pytest.mark.parametrize("where", ["cross-site", "none", "same-site"])
def test_a_link_from_elsewhere_agrees_for_nobody(
    in_soest: Municipality, at: datetime, client_for: ClientFor, where: str
) -> None:
    an_event(in_soest, at, **EMBED)
    answer = client_for().get(HERE + "?stream=an", headers={"Sec-Fetch-Site": where})
    assert (answer.status_code, answer["Location"]) == (302, HERE)


def test_hls_is_a_video_with_captions_and_a_plain_link(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    event = an_event(in_soest, at, **HLS)
    url = "https://text.example/de.vtt"
    Track.objects.create(event=event, position=1, kind=TrackKind.CAPTIONS, label="Deutsch", url=url)
    answer = client_for().get(HERE + "?stream=an")
    assert '<source src="https://hls.example/abend.m3u8" type="application/vnd.apple.mpegurl">' in answer.text
    assert f'<track kind="captions" src="{url}" srclang="de" label="Deutsch" default>' in answer.text
    assert "media-src 'self' https://hls.example https://text.example" in answer["Content-Security-Policy"]
    assert "kann die Übertragung (HLS) nicht selbst abspielen" in answer.text
    assert "Die Abstimmung geht weiter" in answer.text


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Stream.example:8443/x", "https://stream.example:8443"),
        ("javascript:alert(1)", ""),
        ("https://a.example; script-src *", ""),
        ("ftp://a.example/x", ""),
        ("", ""),
    ],
)
def test_only_a_plain_host_gets_into_the_policy(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_who_joined_by_the_stream_votes_beside_it(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    event, client = an_event(in_soest, at, **EMBED), client_for()
    open_round(item=an_item(a_scene(event)), by="system:test", at=at)
    assert "Stimme abgeben" not in page_at(client, at)
    form = {"ort": "stream", "zurueck": "seite", "stream": "an"}
    answer = client.post("/abend/REISEN/mitmachen/", form)
    assert (answer.status_code, answer["Location"]) == (303, HERE + "?stream=an")
    page = page_at(client, at, "?stream=an")
    assert "Stimme abgeben" in page
    assert "<iframe" in page
    assert 'action="/abend/REISEN/stimme/"' in page


def test_results_are_led_to_once_they_are_public(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    event = an_event(in_soest, at)
    round_ = open_round(item=an_item(a_scene(event)), by="system:test", at=at)
    client = client_for()
    assert "Was dabei herauskam" in page_at(client, event.ends_at)
    Round.objects.filter(pk=round_.pk).update(
        state=RoundState.COUNTED, counted_at=at, digest="0" * 64, shown_at=at, result={"all": {}}
    )
    assert "bei den Ergebnissen" in page_at(client, event.ends_at)
    Round.objects.update(is_rehearsal=True)
    assert "bei den Ergebnissen" not in page_at(client, event.ends_at)


def test_it_belongs_to_a_campaign_that_everybody_may_see(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    campaign = a_campaign(in_soest, at, title="Ideen für 2030")
    an_event(in_soest, at, campaign=campaign)
    assert "Ideen für 2030" in page_at(client_for(), at)
    type(campaign).objects.update(state=FormatState.DRAFT)
    assert "Ideen für 2030" not in page_at(client_for(), at)


def test_a_draft_is_for_staff_and_another_towns_event_for_nobody(
    in_soest: Municipality, olpe: Municipality, at: datetime, client_for: ClientFor, bernd: Person
) -> None:
    an_event(in_soest, at, state=EventState.DRAFT)
    assert client_for().get(HERE).status_code == 404
    assert "Entwurf" in client_for(bernd, role=Role.PARTICIPATION_OFFICER).get(HERE).text
    Event.objects.update(state=EventState.PUBLISHED, published_at=at)
    assert client_for(town=olpe).get(HERE).status_code == 404
    assert client_for(town=olpe).get(HERE + "termin.ics").status_code == 404


def test_the_page_costs_few_queries_whatever_it_shows(
    in_soest: Municipality, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    event = an_event(in_soest, at, **EMBED)
    for number in range(20):
        a_scene(event, f"Szene {number}")
        Track.objects.create(event=event, position=number, kind=TrackKind.TRANSLATION, label=f"Sprache {number}")
    item = an_item(a_scene(event), options=20)
    client = client_for()
    with count_queries() as queries:
        page_at(client, event.doors_at - timedelta(days=2))
    assert len(queries) <= 8, queries
    client.post("/abend/REISEN/mitmachen/", {"ort": "stream"})
    open_round(item=item, by="system:test", at=at)
    set_stage(event=event, showing=Showing.QUESTION)
    with count_queries() as queries:
        page_at(client, at + timedelta(seconds=20))
    assert len(queries) <= 11, queries
