"""Moderation during the evening: questions before others see them, words that leave the screen but still count."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Refused
from soesmart.events.live.facts import facts_of
from soesmart.events.models import AudienceQuestion, Ballot, Event, HiddenWord, Item, Stage
from soesmart.events.queries.card import card_context
from soesmart.events.queries.hidden_words import hidden_words
from soesmart.events.rules import EventState, ItemKind, canonical, choice_of
from soesmart.events.services.counting import count_round
from soesmart.events.services.moderation import hide_word, show_word
from soesmart.events.services.rounds import finish_round, open_round, show_result
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.moderation import Removal
from soesmart.region.models import Municipality
from tests.clients import CountQueries, client_of

pytestmark = pytest.mark.usefixtures("noon")

HOME = "/verwaltung/veranstaltungen/zukunftsreise/moderation/"
BY = "system:test"


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at)


@pytest.fixture
def asked(event: Event) -> Item:
    return an_item(a_scene(event), ItemKind.QUESTIONS, options=0)


@pytest.fixture
def cloud(event: Event, at: datetime) -> Item:
    """Words that five ballots named, one of them an insult."""
    item = an_item(a_scene(event), ItemKind.WORDS, options=0, most=3)
    round_ = open_round(item=item, by=BY, at=at)
    for number, words in enumerate([("Rad", "Sonne"), ("rad",), ("Rad",), ("Arschloch",), ("Sonne",)]):
        Ballot.objects.create(
            round=round_,
            credential=f"{number:032x}",
            channel="hall",
            choice=canonical(words),
            receipt=f"{number:016d}",
            cast_at=at,
        )
    return item


@pytest.fixture
def bench(soest: Municipality, deniz: Person) -> Client:
    return client_of(deniz, soest)


def a_question(item: Item, at: datetime, text: str, visibility: Visibility = Visibility.HELD) -> AudienceQuestion:
    number = item.questions.count() + 1
    facts: dict[str, Any] = {"channel": "hall", "credential": f"{number:032x}", "nonce": f"{number:032x}"}
    return AudienceQuestion.objects.create(
        item=item, number=number, text=text, visibility=visibility, asked_at=at, **facts
    )


def decide(client: Client, question: AudienceQuestion, decision: str, **more: str) -> Any:
    return client.post(f"{HOME}fragen/{question.number}/", {"decision": decision, **more}, follow=True)


@pytest.mark.parametrize("who", ["guest", "resident", "auditor"])
def test_only_who_moderates_comes_in(
    event: Event, soest: Municipality, amira: Person, clara: Person, asked: Item, at: datetime, who: str
) -> None:
    client = client_of({"guest": None, "resident": amira, "auditor": clara}[who], soest)
    question = a_question(asked, at, "Warum?")
    assert client.get(HOME).status_code == 403
    assert decide(client, question, "show").status_code == 403
    assert AudienceQuestion.objects.get().visibility == Visibility.HELD


def test_a_draft_is_not_moderated(event: Event, bench: Client) -> None:
    Event.objects.update(state=EventState.DRAFT, published_at=None)
    assert bench.get(HOME).status_code == 403


def test_the_oldest_waiting_question_is_in_focus_and_every_button_carries_its_key(
    asked: Item, at: datetime, bench: Client
) -> None:
    a_question(asked, at, "Warum so spät?")
    a_question(asked, at, "Wer zahlt?")
    page = bench.get(HOME).content.decode()
    assert re.findall(r'data-key="(\w)"', page) == ["1", "2", "3", "4", "5", "6", "7"]
    assert page.index("Warum so spät?") < page.index("Wer zahlt?")
    assert "2 Fragen warten" in page


def test_shown_removed_with_a_reason_taken_up_and_answered(asked: Item, at: datetime, bench: Client) -> None:
    first, second = a_question(asked, at, "Warum so spät?"), a_question(asked, at, "Kauft Krypto!")
    assert (
        "Die Frage ist zu sehen"
        in bench.post(
            f"{HOME}fragen/{first.number}/", {"decision": "show"}, headers={"X-Part": "desk"}
        ).content.decode()
    )
    decide(bench, second, "remove:spam")
    decide(bench, first, "take")
    decide(bench, first, "answer", answer="Weil der Bagger fehlte.")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.visibility, first.taken_at, first.answer) == (Visibility.VISIBLE, at, "Weil der Bagger fehlte.")
    assert (second.visibility, second.removed_because) == (Visibility.REMOVED, "Werbung")
    assert "Werbung" in bench.get(HOME).content.decode()


def test_the_slower_moderator_reads_why_nothing_happened(asked: Item, at: datetime, bench: Client) -> None:
    question = a_question(asked, at, "Warum?", Visibility.VISIBLE)
    assert decide(bench, question, "take").status_code == 200
    answer = decide(bench, question, "take")
    assert answer.status_code == 409
    assert "schon aufgerufen" in answer.content.decode()


@pytest.mark.parametrize("decision", ["", "fly", "remove", "remove:laune", "remove:"])
def test_what_is_no_decision_is_refused_in_words(asked: Item, at: datetime, bench: Client, decision: str) -> None:
    question = a_question(asked, at, "Warum?")
    answer = decide(bench, question, decision)
    assert answer.status_code == 422
    assert "notice--danger" in answer.content.decode()
    assert AudienceQuestion.objects.get().visibility == Visibility.HELD


def test_doubtful_words_come_first_and_a_hidden_one_says_why(cloud: Item, bench: Client) -> None:
    page = bench.get(HOME).content.decode()
    assert page.index('word">Arschloch') < page.index('word">Rad')
    assert "auffällig" in page
    answer = bench.post(f"{HOME}woerter/{cloud.number}/", {"decision": "hide:insult:Arschloch"}, follow=True)
    page = answer.content.decode()
    assert page.index('word">Rad') < page.index('word">Arschloch')
    assert "Beleidigung</span> <button" in page
    assert hidden_words(cloud) == {"arschloch"}
    assert Ballot.objects.count() == 5
    bench.post(f"{HOME}woerter/{cloud.number}/", {"decision": "show::Arschloch"})
    assert not HiddenWord.objects.exists()


def test_phones_and_snapshots_leave_hidden_words_out_too(cloud: Item, event: Event, at: datetime) -> None:
    round_ = cloud.rounds.get()
    finish_round(round_=round_, at=at, hall=5, stream=0)
    show_result(round_=count_round(round_=round_, at=at), by=BY, at=at)
    hide_word(item=cloud, word="Arschloch", reason=Removal.INSULT, by=BY, at=at)
    facts = facts_of(event.pk)
    assert facts is not None
    assert facts.round is not None
    assert "Rad" in str(facts.round.result)
    assert "Arschloch" not in str(facts.round.result)
    card = card_context(event)
    assert "Arschloch" not in str(card["lines"])
    assert card["ballots"] == 5


def test_of_a_secret_vote_no_screen_hears_before_the_result(event: Event, at: datetime) -> None:
    open_round(item=an_item(a_scene(event), secret=True), by=BY, at=at)
    facts = facts_of(event.pk)
    assert facts is not None
    assert facts.round is not None
    assert not facts.round.shows_live


def test_words_that_a_person_looks_at_first_are_in_no_snapshot_before_the_result(
    cloud: Item, event: Event, at: datetime
) -> None:
    for is_moderated in (True, False):
        Item.objects.filter(pk=cloud.pk).update(moderated=is_moderated)
        facts = facts_of(event.pk)
        assert facts is not None
        assert facts.round is not None
        assert facts.round.shows_live is not is_moderated


def test_hiding_moves_the_stage_on_so_that_the_screens_follow(cloud: Item, at: datetime) -> None:
    before = Stage.objects.get().version
    hide_word(item=cloud, word=" ARSCHLOCH ", reason=Removal.INSULT, by=BY, at=at)
    hide_word(item=cloud, word="arschloch", reason=Removal.PRIVATE, by=BY, at=at)
    assert HiddenWord.objects.get().reason == Removal.PRIVATE
    assert Stage.objects.get().version == before + 2
    show_word(item=cloud, word="gab es nie", by=BY, at=at)
    assert Stage.objects.get().version == before + 2


def test_the_log_keeps_the_reason_and_not_the_word(cloud: Item, at: datetime) -> None:
    hide_word(item=cloud, word="Erika Mustermann", reason=Removal.PRIVATE, by=BY, at=at)
    entry = AuditEntry.objects.get(town="soest", action="events.word.hidden")
    assert entry.facts == {"item": cloud.number, "reason": "private"}


@pytest.mark.parametrize(
    "sent",
    [{}, {"decision": "fly::x"}, {"decision": "hide:insult:\u200b"}, {"decision": "hide:laune:x"}],
    ids=["nothing", "unknown", "invisible", "reason"],
)
def test_what_is_no_word_is_refused(cloud: Item, bench: Client, sent: dict[str, str]) -> None:
    assert bench.post(f"{HOME}woerter/{cloud.number}/", sent).status_code == 422
    assert not HiddenWord.objects.exists()


@pytest.mark.parametrize("typed", ["İ" * 15, "\u1100\u0308\u1161", "x" * 30], ids=["grows", "torn apart", "long"])
def test_whatever_word_may_be_sent_may_be_hidden(cloud: Item, at: datetime, typed: str) -> None:
    (word,) = choice_of(ItemKind.WORDS, cloud.bounds(), {"choice": [typed]})
    hide_word(item=cloud, word=str(word), reason=Removal.INSULT, by=BY, at=at)
    assert str(word).lower() in hidden_words(cloud), "as the tally tells words apart"


def test_a_word_that_grows_too_long_to_be_hidden_is_no_ballot(cloud: Item) -> None:
    with pytest.raises(Refused, match="höchstens 30 Zeichen"):
        choice_of(ItemKind.WORDS, cloud.bounds(), {"choice": ["İ" * 16]})


def test_words_are_hidden_only_where_words_were_asked_for(asked: Item, at: datetime) -> None:
    with pytest.raises(Refused, match="keine Wörter"):
        hide_word(item=asked, word="Rad", reason=Removal.INSULT, by=BY, at=at)


def test_the_bench_needs_few_queries_however_many_questions(
    asked: Item, cloud: Item, at: datetime, bench: Client, count_queries: CountQueries
) -> None:
    bench.get(HOME)
    counts = []
    for _ in range(2):
        with count_queries() as queries:
            bench.get(HOME)
        counts.append(len(queries))
        for number in range(40):
            a_question(asked, at, f"Frage {number}?")
    assert counts[0] == counts[1]
    assert counts[0] <= 12, "\n".join(queries.sql)
