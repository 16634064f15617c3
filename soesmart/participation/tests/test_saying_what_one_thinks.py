"""Opinions through the page: every way of voting, every refusal, with what was typed kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.participation import limits
from soesmart.participation.models import Campaign, Idea, Opinion, Voice
from soesmart.participation.rules import Visibility, Voting, Who
from soesmart.participation.services import recount
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

PAGE = "/mitmachen/ideen/ideen/{}/"
SAY = "/mitmachen/ideen/ideen/{}/meinung/"


@pytest.fixture(autouse=True)
def _now(at: datetime) -> Iterator[None]:
    cache.clear()
    with clock.stopped_at(at):
        yield
    cache.clear()


def begin(town: Municipality, at: datetime, ideas: int = 1, **facts: object) -> Campaign:
    campaign = a_campaign(town, at, "ideen", **facts)
    for number in range(ideas):
        an_idea(campaign, at, f"Idee {number}")
    return campaign


def test_one_press_says_it_and_leads_back_to_the_card(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at)
    client = client_for()
    answer = client.post(SAY.format(1), {"value": "1", "important": "1"})
    assert answer.status_code == 303
    assert answer["Location"].startswith(PAGE.format(1))
    page = client.get(answer["Location"].split("#")[0]).text
    assert "Gespeichert." in page
    assert "Zustimmung, wichtig" in page
    opinion = Opinion.objects.get()
    assert (opinion.value, opinion.important) == (1, True)


@pytest.mark.parametrize(
    ("voting", "sent", "stored", "shown"),
    [
        (Voting.AGREE, {"value": "-1"}, -1, "Ablehnung"),
        (Voting.AGREE, {"value": "0"}, 0, "übersprungen"),
        (Voting.SUPPORT, {"value": "1"}, 1, "Unterstützung"),
        (Voting.POINTS, {"value": "3"}, 3, "3 Punkte"),
        (Voting.POINTS, {"value": "3", "step": "4"}, 4, "4 Punkte"),
        (Voting.BUDGET, {"euro": "20.000"}, 2_000_000, "20.000"),
        (Voting.BUDGET, {"euro": "1.234,50 €"}, 123_450, "1.234,50"),
        (Voting.STARS, {"value": "4"}, 4, "4 von 5 Sternen"),
    ],
)
def test_every_way_of_voting_takes_its_own_words(
    voting: Voting,
    sent: dict[str, str],
    stored: int,
    shown: str,
    in_soest: Municipality,
    at: datetime,
    client_for: ClientFor,
) -> None:
    limit = 200_000_000 if voting == Voting.BUDGET else 10
    campaign = begin(in_soest, at, voting=voting, limit=limit)
    client = client_for()
    assert client.post(SAY.format(1), sent).status_code == 303
    assert Opinion.objects.get().value == stored
    assert shown in client.get(PAGE.format(1)).text
    assert recount(campaign=campaign, at=at) == []


def test_an_opinion_sent_twice_is_one(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    campaign = begin(in_soest, at, voting=Voting.POINTS, limit=5)
    client = client_for()
    for _ in range(2):
        assert client.post(SAY.format(1), {"step": "4"}).status_code == 303
    assert Voice.objects.get().spent == 4
    assert recount(campaign=campaign, at=at) == []


def test_a_first_press_sent_twice_before_the_answer_came_is_one_voice(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at)
    token = client_for().get(PAGE.format(1)).context["panel"].token
    first, second, other = client_for(), client_for(), client_for()
    for client in (first, second):
        assert client.post(SAY.format(1), {"value": "1", "token": token}).status_code == 303
    assert Idea.objects.get().voices == 1
    other.post(SAY.format(1), {"value": "1", "token": "short"})
    assert Idea.objects.get().voices == 2
    assert second.get(PAGE.format(1)).context["panel"].token == ""


def test_it_can_be_changed_and_taken_back(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    campaign = begin(in_soest, at)
    client = client_for()
    client.post(SAY.format(1), {"value": "1"})
    client.post(SAY.format(1), {"value": "-1"})
    assert Opinion.objects.get().value == -1
    answer = client.post(SAY.format(1), {"withdraw": "1"})
    assert answer.status_code == 303
    assert not Opinion.objects.exists()
    assert "zurückgezogen" in client.get(answer["Location"].split("#")[0]).text
    assert client.post(SAY.format(1), {"withdraw": "1"}).status_code == 303
    assert recount(campaign=campaign, at=at) == []


def test_two_browsers_are_two_voices_and_one_person_is_one(
    in_soest: Municipality, at: datetime, client_for: ClientFor, amira: Person
) -> None:
    begin(in_soest, at)
    for client in (client_for(), client_for(), client_for(amira), client_for(amira)):
        client.post(SAY.format(1), {"value": "1"})
    assert Idea.objects.get().voices == 3


def test_the_browser_is_marked_only_when_it_takes_part(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at)
    client = client_for()
    client.post(SAY.format(1), {"value": "7"})
    assert "mitmachen" not in client.cookies
    client.post(SAY.format(1), {"value": "1"})
    assert client.cookies["mitmachen"]["httponly"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Bitte eine Möglichkeit wählen"),
        ({"value": "abc"}, "ganze Zahl"),
        ({"value": "9" * 40}, "zu groß"),
        ({"value": "7"}, "Höchstens 4 Punkte"),
        ({"value": "-3"}, "mehr als null"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(
    sent: dict[str, str], words: str, in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at, voting=Voting.POINTS, limit=10, limit_each=4)
    answer = client_for().post(SAY.format(1), sent)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{sent.get("value", "")}"' in answer.text
    assert not Voice.objects.exists()


def test_who_has_too_little_left_reads_how_much_and_keeps_her_amount(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at, 2, voting=Voting.BUDGET, limit=5_000_000)
    client = client_for()
    client.post(SAY.format(1), {"euro": "30.000"})
    answer = client.post(SAY.format(2), {"euro": "25.000", "important": "1"})
    assert answer.status_code == 422
    assert "Übrig: 20.000" in answer.text
    assert 'value="25.000"' in answer.text
    assert "checked" in answer.text
    assert client.post(SAY.format(2), {"euro": "viel"}).status_code == 422
    assert "keine Zahl" in client.post(SAY.format(2), {"euro": "viel"}).text


def test_points_stack_up_and_down_to_the_limit(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    begin(in_soest, at, voting=Voting.POINTS, limit=2)
    client = client_for()
    share = client.get(PAGE.format(1)).context["panel"].share
    assert (share.left, share.less, share.more) == ("2 Punkte", None, 1)
    for step in ("1", "2"):
        client.post(SAY.format(1), {"step": step})
    share = client.get(PAGE.format(1)).context["panel"].share
    assert (share.left, share.less, share.more) == ("0 Punkte", 1, None)


def test_after_the_end_nothing_is_taken_and_the_page_says_since_when(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at)
    client = client_for()
    client.post(SAY.format(1), {"value": "1"})
    with clock.stopped_at(at + timedelta(days=10)):
        for sent in ({"value": "-1"}, {"withdraw": "1"}):
            answer = client.post(SAY.format(1), sent)
            assert answer.status_code == 422
            assert "gerade nicht angenommen" in answer.text
        page = client.get(PAGE.format(1)).text
    assert "endete am" in page
    assert "Zustimmung" in page
    assert 'name="value"' not in page
    assert Opinion.objects.get().value == 1


def test_unknown_campaigns_and_hidden_ideas_are_a_404(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at)
    Idea.objects.update(visibility=Visibility.REMOVED)
    for path in (SAY.format(1), SAY.format(2), "/mitmachen/andere/ideen/1/meinung/"):
        assert client_for().post(path, {"value": "1"}).status_code == 404


@pytest.mark.parametrize("who", [Who.CODE, Who.EMAIL, Who.PERSON])
def test_who_is_not_through_the_door_is_shown_the_door(
    who: Who, in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at, who=who)
    answer = client_for().post(SAY.format(1), {"value": "1"})
    assert answer.status_code == 403
    assert "Hier macht mit, wer" in answer.text
    assert 'name="value"' not in client_for().get(PAGE.format(1)).text
    assert not Voice.objects.exists()


def test_opening_the_address_of_the_form_leads_to_the_card(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at)
    assert client_for().get(SAY.format(1))["Location"] == PAGE.format(1)


def test_a_foreign_page_cannot_speak_for_a_browser(in_soest: Municipality, at: datetime) -> None:
    begin(in_soest, at)
    strict = Client(HTTP_HOST="soest.localhost", enforce_csrf_checks=True)
    assert strict.post(SAY.format(1), {"value": "1"}).status_code == 403
    assert not Opinion.objects.exists()


def test_very_many_new_browsers_of_one_address_are_asked_to_wait(
    in_soest: Municipality, at: datetime, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(in_soest, at)
    monkeypatch.setattr(limits, "NEW_BROWSER", limits.Limit("browser", 3, 60, "Bitte später."))
    clients = [client_for() for _ in range(4)]
    assert [one.post(SAY.format(1), {"value": "1"}).status_code for one in clients] == [303, 303, 303, 429]
    assert clients[0].post(SAY.format(1), {"value": "-1"}).status_code == 303
    elsewhere = client_for()
    assert elsewhere.post(SAY.format(1), {"value": "1"}, REMOTE_ADDR="203.0.113.9").status_code == 303
    with clock.stopped_at(at + timedelta(hours=1)):
        assert clients[3].post(SAY.format(1), {"value": "1"}).status_code == 303


def test_no_internet_address_is_kept_in_the_cache(
    in_soest: Municipality, at: datetime, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(in_soest, at)
    keys: list[str] = []
    add = cache.add

    def note(key: str, *rest: Any, **more: Any) -> bool:
        keys.append(key)
        return add(key, *rest, **more)

    monkeypatch.setattr(cache, "add", note)
    client_for().post(SAY.format(1), {"value": "1"}, REMOTE_ADDR="203.0.113.9")
    assert keys
    assert not any("203.0.113.9" in key for key in keys)


@pytest.mark.parametrize("voting", [Voting.AGREE, Voting.POINTS])
def test_an_opinion_of_a_guest_takes_eight_queries_with_the_lookup_of_the_town(
    voting: Voting, in_soest: Municipality, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    begin(in_soest, at, 3, voting=voting, limit=10)
    client = client_for()
    for number, value in ((1, "1"), (2, "1"), (2, "1"), (1, "1")):
        with count_queries() as queries:
            assert client.post(SAY.format(number), {"value": value}).status_code == 303
        assert len(queries) <= 8, queries
