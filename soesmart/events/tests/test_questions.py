"""The audience asks, supports and is answered; the moderation looks first."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.core.refusals import Conflict, Refused
from soesmart.events.credentials import Voter
from soesmart.events.models import AudienceQuestion, Event, Item, QuestionSupport, Stage
from soesmart.events.rules import Channel, EventState, ItemKind, Showing
from soesmart.events.services.questions import (
    MOST_QUESTIONS,
    answer_question,
    ask_question,
    moderate_question,
    support_question,
    take_question,
    withdraw_support,
)
from soesmart.events.services.stage import set_stage
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.participation.rules import Visibility
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def item(in_soest: Municipality, at: datetime) -> Item:
    return an_item(a_scene(an_event(in_soest, at)), ItemKind.QUESTIONS, options=0, title="Was möchten Sie wissen?")


def voter(item: Item, number: int = 1) -> Voter:
    return Voter(item.event_id, Channel.HALL, f"{number:032x}")


def asked(item: Item, at: datetime, text: str = "Wann fährt der Bus?", **facts: object) -> AudienceQuestion:
    number = AudienceQuestion.objects.count() + 1
    row = {"channel": Channel.HALL, "credential": f"{number:032x}", "visibility": Visibility.VISIBLE, "asked_at": at}
    return AudienceQuestion.objects.create(item=item, number=number, text=text, nonce=uuid.uuid4(), **(row | facts))


def ask(
    item: Item, at: datetime, text: str = "Wann?", who: int = 1, nonce: uuid.UUID | None = None
) -> AudienceQuestion:
    return ask_question(item=item, voter=voter(item, who), text=text, nonce=nonce or uuid.uuid4(), at=at)


def seated(client: Client) -> Client:
    client.post("/abend/REISEN/mitmachen/", {"ort": "saal"})
    return client


def test_a_question_waits_for_the_moderation(item: Item, at: datetime) -> None:
    row = ask(item, at, "  Wann fährt\n der  Bus? ")
    assert (row.text, row.visibility, row.number) == ("Wann fährt der Bus?", Visibility.HELD, 1)


def test_where_nobody_moderates_it_is_seen_at_once(item: Item, at: datetime) -> None:
    item.moderated = False
    assert ask(item, at).visibility == Visibility.VISIBLE


def test_numbers_go_on_within_the_event(item: Item, at: datetime) -> None:
    other = an_item(item.scene, ItemKind.QUESTIONS, options=0)
    assert [ask(item, at).number, ask(other, at).number, ask(item, at, who=2).number] == [1, 2, 3]


def test_sent_twice_it_is_stored_once(item: Item, at: datetime) -> None:
    nonce = uuid.uuid4()
    assert ask(item, at, nonce=nonce).pk == ask(item, at, nonce=nonce).pk
    with pytest.raises(Refused, match="schon für etwas anderes"):
        ask(item, at, who=2, nonce=nonce)
    assert AudienceQuestion.objects.count() == 1


@pytest.mark.parametrize(("text", "words"), [("  ", "schreiben Sie eine Frage"), ("w" * 301, "301 Zeichen")])
def test_empty_and_long_questions_are_refused(item: Item, at: datetime, text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        ask(item, at, text)


def test_nobody_fills_the_list_alone(item: Item, at: datetime) -> None:
    for _ in range(MOST_QUESTIONS):
        ask(item, at)
    with pytest.raises(Refused, match="Andere sollen auch"):
        ask(item, at)
    ask(item, at, who=2)


def test_questions_are_taken_from_the_doors_to_the_end_and_while_the_stage_shows_them(item: Item, at: datetime) -> None:
    event = item.event
    for moment in (event.doors_at - timedelta(seconds=1), event.ends_at):
        with pytest.raises(Refused, match="sobald die Türen öffnen"):
            ask(item, moment)
    set_stage(event=event, showing=Showing.QUESTIONS, item=item)
    ask(item, event.ends_at)
    Event.objects.update(state=EventState.CANCELLED)
    with pytest.raises(Refused):
        ask(item, at)


def test_a_vote_takes_no_questions(item: Item, at: datetime) -> None:
    with pytest.raises(Refused, match="keine Fragen"):
        ask(an_item(item.scene), at)


def test_support_counts_once_and_can_be_taken_back(item: Item, at: datetime) -> None:
    row = asked(item, at)
    counts = [support_question(question=row, voter=voter(item, who), at=at) for who in (1, 2, 1)]
    assert counts == [1, 2, 2]
    assert withdraw_support(question=row, voter=voter(item, 1), at=at) == 1
    assert withdraw_support(question=row, voter=voter(item, 1), at=at) == 1
    assert row.support == QuestionSupport.objects.count() == 1


@pytest.mark.parametrize("visibility", [Visibility.HELD, Visibility.REMOVED])
def test_what_is_not_shown_cannot_be_supported(item: Item, at: datetime, visibility: Visibility) -> None:
    with pytest.raises(Refused, match="steht nicht mehr"):
        support_question(question=asked(item, at, visibility=visibility), voter=voter(item), at=at)


def test_the_moderation_shows_and_removes_with_a_reason(item: Item, at: datetime) -> None:
    set_stage(event=item.event, showing=Showing.QUESTIONS, item=item)
    row = ask(item, at)
    before = Stage.objects.get().version
    moderate_question(question=row, visibility=Visibility.VISIBLE, by="system:test", at=at)
    assert Stage.objects.get().version == before + 1
    with pytest.raises(Refused, match="warum"):
        moderate_question(question=row, visibility=Visibility.REMOVED, by="system:test", at=at)
    moderate_question(question=row, visibility=Visibility.REMOVED, by="system:test", at=at, reason="Name darin")
    row.refresh_from_db()
    assert (row.visibility, row.removed_because, row.text) == (Visibility.REMOVED, "Name darin", "Wann?")


def test_a_question_is_taken_up_once_and_answered(item: Item, at: datetime) -> None:
    row = asked(item, at)
    take_question(question=row, by="system:test", at=at)
    with pytest.raises(Conflict):
        take_question(question=row, by="system:test", at=at)
    answer_question(question=row, answer=" Alle zehn Minuten. ", by="system:test", at=at)
    row.refresh_from_db()
    assert (row.taken_at, row.answer) == (at, "Alle zehn Minuten.")


def test_the_list_puts_what_many_want_first_and_what_was_taken_up_last(
    item: Item, at: datetime, client_for: ClientFor
) -> None:
    asked(item, at, "Wenige", support=1)
    asked(item, at, "Viele", support=9)
    asked(item, at, "Erledigt", support=20, taken_at=at, answer="Ja.")
    asked(item, at, "Verborgen", visibility=Visibility.HELD)
    page = client_for().get("/abend/REISEN/fragen/").text
    places = [page.index(text) for text in ("Viele", "Wenige", "Erledigt", "Ja.")]
    assert places == sorted(places)
    assert "Verborgen" not in page


def test_without_script_one_asks_and_supports_by_plain_forms(item: Item, at: datetime, client_for: ClientFor) -> None:
    set_stage(event=item.event, showing=Showing.QUESTIONS, item=item)
    other, client = asked(item, at), seated(client_for())
    page = client.get("/abend/REISEN/").text
    assert 'formaction="/abend/REISEN/fragen/"' in page
    form = {"act": "ask", "item": item.number, "text": "Und der Zug?", "nonce": str(uuid.uuid4())}
    answer = client.post("/abend/REISEN/fragen/", form, follow=True)
    assert "Die Moderation liest sie" in answer.text
    assert "Wartet auf die Moderation" in answer.text
    client.post("/abend/REISEN/fragen/", {"support": other.number})
    assert "Doch nicht so wichtig" in client.get("/abend/REISEN/fragen/").text
    client.post("/abend/REISEN/fragen/", {"withdraw": other.number})
    other.refresh_from_db()
    assert other.support == 0


def test_a_refused_question_stays_in_the_field(item: Item, client_for: ClientFor) -> None:
    form = {"act": "ask", "item": item.number, "text": "lang " * 100, "nonce": str(uuid.uuid4())}
    answer = seated(client_for()).post("/abend/REISEN/fragen/", form)
    assert answer.status_code == 422
    assert "Bitte kürzen" in answer.text
    assert "lang lang" in answer.text


@pytest.mark.parametrize(
    "form", [{}, {"act": "ask"}, {"act": "ask", "nonce": "x"}, {"support": "x"}, {"support": "999"}, {"item": "-1"}]
)
def test_broken_forms_are_refused_with_words(item: Item, client_for: ClientFor, form: dict[str, str]) -> None:
    client = seated(client_for())
    assert client.post("/abend/REISEN/fragen/", form).status_code == 422
    answer = client.post("/abend/REISEN/fragen/", form, headers={"Accept": "application/json"})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/json")
    assert answer.json()["text"]


def test_the_script_gets_a_bare_answer(item: Item, at: datetime, client_for: ClientFor) -> None:
    row, headers = asked(item, at), {"Accept": "application/json"}
    answer = seated(client_for()).post("/abend/REISEN/fragen/", {"support": row.number}, headers=headers)
    assert answer.json()["status"] == "stored"
    assert client_for().post("/abend/REISEN/fragen/", {"support": row.number}, headers=headers).status_code == 403


def test_a_question_of_another_evening_is_not_there(
    item: Item, at: datetime, in_soest: Municipality, client_for: ClientFor
) -> None:
    other = an_event(in_soest, at, "anderer", join_code="ANDERE")
    row = asked(an_item(a_scene(other), ItemKind.QUESTIONS, options=0), at)
    assert seated(client_for()).post("/abend/REISEN/fragen/", {"support": row.number}).status_code == 422


def test_an_evening_without_questions_has_no_such_page(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    an_event(in_soest, at)
    assert client_for().get("/abend/REISEN/fragen/").status_code == 404


@pytest.mark.parametrize("many", [2, 60])
def test_the_list_costs_the_same_for_few_and_many(
    item: Item, at: datetime, client_for: ClientFor, count_queries: CountQueries, many: int
) -> None:
    for _ in range(many):
        asked(item, at)
    client = seated(client_for())
    with count_queries() as queries:
        page = client.get("/abend/REISEN/fragen/?seite=2").text
    assert len(queries) <= 7, queries
    assert page.count("Will ich auch wissen") == min(many, 20)
    with count_queries() as queries:
        client.post("/abend/REISEN/fragen/", {"support": 1})
    assert len(queries) <= 10, queries
