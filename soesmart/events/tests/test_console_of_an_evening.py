"""The console: who comes in, what a button does without a script, and what a second director is told."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core.models import AuditEntry
from soesmart.events.models import Ballot, DelayReading, Event, Round, Stage
from soesmart.events.rules import EventState, ItemKind, RoundState, Showing
from soesmart.events.services.rounds import finish_round, open_round
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.region.models import Municipality
from tests.cast import give_role
from tests.clients import CountQueries, client_of

pytestmark = pytest.mark.usefixtures("noon")

HOME = "/verwaltung/veranstaltungen/zukunftsreise/regie/"


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    event = an_event(in_soest, at, stream="embed", stream_url="https://stream.example", stream_delay=18_000)
    breakfast = a_scene(event)
    breakfast.script = "Licht auf den Tisch."
    breakfast.save()
    an_item(breakfast)
    an_item(breakfast, ItemKind.QUESTIONS, options=0, title="Ihre Fragen")
    return event


@pytest.fixture
def desk(soest: Municipality, bernd: Person) -> Client:
    give_role(bernd, soest, Role.PARTICIPATION_OFFICER)
    return client_of(bernd, soest)


def page_of(client: Client) -> str:
    return client.get(HOME).content.decode()


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


def press(client: Client, step: str, seen: str | None = None, **more: Any) -> Any:
    sent = {"step": step, "seen": seen or seen_in(page_of(client))} | more
    return client.post(f"{HOME}schritt/", sent, follow=True)


def big_button(page: str) -> str:
    found = re.search(r'desk__go"[^>]* value="([^"]+)"', page)
    return found[1] if found else ""


@pytest.mark.parametrize("who", ["guest", "resident", "moderator", "auditor"])
def test_only_who_directs_comes_in(
    event: Event, soest: Municipality, amira: Person, deniz: Person, clara: Person, who: str
) -> None:
    person = {"guest": None, "resident": amira, "moderator": deniz, "auditor": clara}[who]
    client = client_of(person, soest)
    assert client.get(HOME).status_code == 403
    assert client.post(f"{HOME}schritt/", {"step": "house:0", "seen": "x"}).status_code == 403
    assert not Stage.objects.exists()


def test_a_draft_has_no_console_and_says_why(event: Event, desk: Client) -> None:
    Event.objects.update(state=EventState.DRAFT, published_at=None)
    answer = desk.get(HOME)
    assert answer.status_code == 403
    assert "sobald die Veranstaltung veröffentlicht ist" in answer.content.decode()


def test_the_big_button_leads_through_the_evening_without_a_script(event: Event, desk: Client, at: datetime) -> None:
    assert big_button(page_of(desk)) == "scene:1"
    page = press(desk, "scene:1").content.decode()
    assert "Licht auf den Tisch." in page
    assert big_button(page) == "open:1"
    page = press(desk, "open:1").content.decode()
    round_ = Round.objects.get()
    assert big_button(page) == f"close:{round_.pk}"
    page = press(desk, f"close:{round_.pk}").content.decode()
    assert "Es wird gleich geschlossen" in page
    round_.refresh_from_db()
    assert round_.hall_closes_at == at + timedelta(seconds=10)
    assert round_.stream_closes_at == at + timedelta(seconds=28)
    finish_round(round_=round_, at=at, hall=0, stream=0)
    facts: dict[str, Any] = {"state": RoundState.COUNTED, "counted_at": at, "digest": "0" * 64, "result": {}}
    Round.objects.update(**facts)
    page = press(desk, f"result:{round_.pk}").content.decode()
    assert big_button(page) == "questions:2"
    assert big_button(press(desk, "questions:2").content.decode()) == "house:0"


def test_a_double_click_is_one_step_and_says_nothing(event: Event, desk: Client) -> None:
    seen = seen_in(page_of(desk))
    for _ in range(2):
        answer = press(desk, "scene:1", seen)
        assert answer.status_code == 200
        assert "notice--danger" not in answer.content.decode()
    assert Stage.objects.get().version == 1


def test_the_second_director_is_told_and_sees_what_is_now(event: Event, desk: Client) -> None:
    old = seen_in(page_of(desk))
    press(desk, "join:0", old)
    answer = press(desk, "scene:1", old)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Inzwischen hat sich etwas geändert" in page
    assert seen_in(page) != old
    assert Stage.objects.get().showing == Showing.JOIN


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"step": "open:1"},
        {"step": "fly:1", "seen": "x"},
        {"step": "open:²", "seen": "x"},
        {"step": "open:" + "9" * 30, "seen": "x"},
        {"step": "close:1", "seen": "x", "seconds": "-1"},
        {"step": "close:1", "seen": "x", "seconds": "bald"},
    ],
    ids=["nothing", "unseen", "unknown", "sign", "long", "early", "word"],
)
def test_a_forged_step_is_refused_in_words(event: Event, desk: Client, sent: dict[str, str]) -> None:
    answer = desk.post(f"{HOME}schritt/", sent)
    assert answer.status_code == 422
    assert "notice--danger" in answer.content.decode()
    assert not Stage.objects.exists()


def test_resetting_stands_behind_a_question_and_the_next_is_a_new_round(
    event: Event, desk: Client, at: datetime
) -> None:
    page = press(desk, "open:1").content.decode()
    round_ = Round.objects.get()
    Ballot.objects.create(round=round_, credential="a" * 32, channel="hall", choice="[1]", receipt="R" * 16, cast_at=at)
    asked = re.search(r'<details id="verwerfen">.*?</details>', page, re.DOTALL)
    assert asked
    assert f'value="reset:{round_.pk}"' in asked[0]
    page = press(desk, f"reset:{round_.pk}").content.decode()
    assert big_button(page) == "open:1"
    press(desk, "open:1")
    assert list(Round.objects.order_by("number").values_list("number", "state")) == [(1, "discarded"), (2, "open")]


def test_keys_are_on_the_page_and_on_the_buttons(event: Event, desk: Client) -> None:
    page = press(desk, "open:1").content.decode()
    assert set(re.findall(r'data-key="(\w)"', page)) == {"w", "z", "s", "h", "m", "u"}
    for key in "wzsehmu":
        assert f"<kbd>{key}</kbd>" in page


def test_a_script_gets_the_desk_and_nothing_else(event: Event, desk: Client) -> None:
    answer = desk.get(HOME, headers={"X-Part": "desk"})
    page = answer.content.decode()
    assert "desk__notes" in page
    assert "<html" not in page


def test_a_rehearsal_is_marked_and_its_rounds_are_gone_after_it(event: Event, desk: Client) -> None:
    page = desk.post(f"{HOME}probe/", {"act": "begin"}, follow=True).content.decode()
    assert "Was jetzt abgestimmt wird, zählt nicht" in page
    press(desk, "open:1")
    assert desk.post(f"{HOME}probe/", {"act": "end"}).status_code == 422
    press(desk, f"reset:{Round.objects.get().pk}")
    page = desk.post(f"{HOME}probe/", {"act": "end"}, follow=True).content.decode()
    assert big_button(page) == "scene:1"
    assert desk.post(f"{HOME}probe/", {"act": "tanzen"}).status_code == 422


def test_the_delay_is_set_by_hand_with_a_comma_and_written_down(event: Event, desk: Client) -> None:
    desk.post(f"{HOME}verzoegerung/", {"seconds": "21,5"})
    event.refresh_from_db()
    assert event.stream_delay == 21_500
    entry = AuditEntry.objects.get(town="soest", action="events.delay.set")
    assert entry.facts == {"delay": 21_500}


@pytest.mark.parametrize("seconds", ["", "-1", "301", "viel", "NaN", "1e400"])
def test_a_delay_that_cannot_be_is_refused_in_words_and_kept(event: Event, desk: Client, seconds: str) -> None:
    answer = desk.post(f"{HOME}verzoegerung/", {"seconds": seconds})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "notice--danger" in page
    assert f'name="seconds" value="{seconds}"' in page
    assert Event.objects.get().stream_delay == 18_000


def test_what_was_measured_is_shown_with_its_spread_and_taken_over(event: Event, desk: Client, at: datetime) -> None:
    desk.post(f"{HOME}verzoegerung/", {"act": "measure"})
    mark = Stage.objects.get().probe_at
    assert mark == at + timedelta(seconds=6)
    assert desk.post(f"{HOME}verzoegerung/", {"act": "measure"}).status_code == 409
    assert desk.post(f"{HOME}verzoegerung/", {"act": "accept"}).status_code == 422
    for number, late in enumerate([19_800, 20_000, 20_300]):
        DelayReading.objects.create(event=event, probe_at=mark, credential=f"{number:032x}", delay=late)
    assert "20,0 s" in page_of(desk)
    desk.post(f"{HOME}verzoegerung/", {"act": "accept"})
    event.refresh_from_db()
    assert (event.stream_delay, Stage.objects.get().probe_at) == (20_000, None)


def test_the_console_needs_few_queries_however_long_the_agenda(
    event: Event, desk: Client, at: datetime, count_queries: CountQueries
) -> None:
    open_round(item=event.items.get(number=1), by="system:test", at=at)
    Stage.objects.update(probe_at=at)
    page_of(desk)
    counts = []
    for _ in range(2):
        with count_queries() as queries:
            page_of(desk)
        counts.append(len(queries))
        assert len(queries) <= 12, "\n".join(queries.sql)
        for number in range(20):
            scene = a_scene(event, f"Szene {number}")
            an_item(scene)
    assert counts[0] == counts[1]
