"""Anybody asks about a goal; the answer is public and speaks of the value that counted then."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from soesmart.accounts import limits
from soesmart.accounts.models import Person
from soesmart.accounts.services import join_town
from soesmart.core import clock
from soesmart.core.audit import verify
from soesmart.core.ids import new_id
from soesmart.core.models import AuditEntry, OutboxMessage
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal, GoalQuestion, Indicator, IndicatorValue
from soesmart.strategy.queries.questions import for_office, goals_with_answers
from soesmart.strategy.rules import QuestionState
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.questions import answer_question, ask_question, hide_question, show_question
from soesmart.strategy.services.values import record_value
from soesmart.strategy.tests.drafting import ACTOR, make_draft, make_strategy, publish
from soesmart.strategy.views import questions
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")

PAGE = "/strategie/ziele/MOB-1/fragen/"
ASK = f"{PAGE}neu/"
OFFICE = "/verwaltung/strategie/fragen/"
LINK = "http://soest.localhost/strategie/ziele/MOB-1/fragen/#frage-1"


@pytest.fixture
def indicator(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Indicator:
    """MOB-1 is public and measured: 5,7 km in 2024."""
    publish(make_draft(make_strategy(in_soest, at), at), bernd, clara, at - timedelta(days=400))
    text, goal = IndicatorText("RAD", "Radwege", "km", decimals=1), Goal.objects.get(code="MOB-1")
    made = add_indicator(actor=ACTOR, municipality=in_soest, text=text, goal=goal, at=at)
    record(made, 2024, "5.7", at - timedelta(days=200))
    return made


def record(indicator: Indicator, year: int, value: str, at: datetime) -> IndicatorValue:
    return record_value(actor=ACTOR, indicator=indicator, year=year, value=Decimal(value), at=at)


def ask(text: str = "Warum so wenig?", person: Person | None = None, at: datetime | None = None) -> GoalQuestion:
    goal = Goal.objects.get(code="MOB-1")
    town = Indicator.objects.select_related("municipality").get(key="RAD").municipality
    return ask_question(municipality=town, goal=goal, text=text, nonce=new_id(), person=person, at=at or clock.now())


def reply(question: GoalQuestion, words: str = "Es fehlte Geld.") -> GoalQuestion:
    return answer_question(actor=ACTOR, question=question, answer=words, link=LINK, at=clock.now())


def test_a_guest_asks_without_an_account_and_the_question_waits_unseen(
    indicator: Indicator, client_for: ClientFor
) -> None:
    client = client_for()
    sent = client.post(ASK, {"text": "Warum so wenig?\r\nUnd wann mehr?", "nonce": str(new_id())}, follow=True)
    assert sent.redirect_chain == [(PAGE, 302)]
    assert "Danke für die Frage" in sent.content.decode()
    made = GoalQuestion.objects.get()
    assert (made.text, made.asked_by, made.state) == ("Warum so wenig?\nUnd wann mehr?", None, QuestionState.WAITING)
    assert made.value == IndicatorValue.objects.get()
    assert "Warum so wenig?" not in client.get(PAGE).content.decode()
    assert AuditEntry.objects.get(action="strategy.question.asked").actor == "guest"


def test_reading_needs_no_cookie(indicator: Indicator, client_for: ClientFor) -> None:
    client = client_for()
    assert client.get(PAGE).status_code == 200
    assert not client.cookies


def test_a_question_sent_twice_is_asked_once(indicator: Indicator, client_for: ClientFor) -> None:
    form = {"text": "Warum?", "nonce": str(new_id())}
    assert [client_for().post(ASK, form).status_code for _ in range(2)] == [302, 302]
    assert GoalQuestion.objects.count() == 1
    elsewhere = client_for().post("/strategie/ziele/ENE-1/fragen/neu/", form)
    assert elsewhere.status_code == 422
    assert "schon für etwas anderes" in elsewhere.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_an_empty_or_endless_question_is_refused_and_kept(
    indicator: Indicator, client_for: ClientFor, text: str
) -> None:
    answer = client_for().post(ASK, {"text": text, "nonce": str(new_id())})
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    assert not GoalQuestion.objects.exists()


def test_a_thousand_signs_with_line_ends_of_a_browser_fit(indicator: Indicator, client_for: ClientFor) -> None:
    text = "\r\n".join(["x" * 499] * 2) + "y"
    assert client_for().post(ASK, {"text": text, "nonce": str(new_id())}).status_code == 302


def test_a_form_that_lost_its_nonce_may_be_sent_again(indicator: Indicator, client_for: ClientFor) -> None:
    answer = client_for().post(ASK, {"text": "Warum?", "nonce": "kaputt"})
    assert answer.status_code == 422
    assert "Warum?" in answer.content.decode()


def test_very_many_questions_from_one_address_have_to_wait(
    indicator: Indicator, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "ASKING", limits.Limit("few-questions", 2, 60, "Bitte später."))
    answers = [client_for().post(ASK, {"text": f"Frage {i}", "nonce": str(new_id())}) for i in range(3)]
    assert [one.status_code for one in answers] == [302, 302, 429]
    assert "Frage 2" in answers[2].content.decode()
    elsewhere = client_for().post(ASK, {"text": "x", "nonce": str(new_id())}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_an_answered_question_speaks_of_the_value_of_then_and_tells_of_its_revision(
    indicator: Indicator, client_for: ClientFor, at: datetime
) -> None:
    asked = ask()
    record(indicator, 2025, "8", at)
    reply(asked)
    page = client_for().get(PAGE).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert "zum Wert 2024: 5,7 km (Stand April 2026)" in page
    assert "Es fehlte Geld." in page
    assert "berichtigt" not in page
    record(indicator, 2024, "6.1", at)
    page = client_for().get(PAGE).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert "zum Wert 2024: 5,7 km (Stand April 2026)" in page
    assert "6,1 km (Stand November 2026)" in page


def test_a_goal_without_a_value_may_be_asked_about(indicator: Indicator, client_for: ClientFor) -> None:
    path = "/strategie/ziele/ENE-1/fragen/"
    assert client_for().post(f"{path}neu/", {"text": "Warum?", "nonce": str(new_id())}).status_code == 302
    made = GoalQuestion.objects.get()
    assert made.value is None
    reply(made)
    assert "Es fehlte Geld." in client_for().get(path).content.decode()


def test_whoever_asked_with_an_account_gets_one_mail_however_often_the_answer_is_put_right(
    indicator: Indicator, amira: Person, client_for: ClientFor
) -> None:
    made = ask(person=amira)
    assert "Warum so wenig?" in client_for(amira).get(PAGE).content.decode()
    assert "Warum so wenig?" not in client_for().get(PAGE).content.decode()
    reply(made)
    reply(made, "Es fehlten Leute.")
    mail = OutboxMessage.objects.get()
    assert mail.recipient == "amira@example.org"
    assert LINK in mail.text
    assert mail.subject == "Antwort auf die Frage zum Ziel Mehr Wege mit dem Rad"
    assert "Warum so wenig?" in mail.text


def test_the_office_answers_hides_and_takes_that_back(
    indicator: Indicator, bernd: Person, client_for: ClientFor
) -> None:
    made = ask()
    client = client_for(bernd)
    assert "Warum so wenig?" in client.get(OFFICE).content.decode()
    form = {"answer": "Es fehlte Geld.", "revision": 1}
    assert client.post(f"{OFFICE}{made.pk}/", form).status_code == 302
    assert "Es fehlte Geld." in client_for().get(PAGE).content.decode()
    assert "Es fehlte Geld." in client.get(f"{OFFICE}?stand=beantwortet").content.decode()
    client.post(f"{OFFICE}{made.pk}/ausblenden/")
    assert "Es fehlte Geld." not in client_for().get(PAGE).content.decode()
    assert "Es fehlte Geld." in client.get(f"{OFFICE}?stand=ausgeblendet").content.decode()
    client.post(f"{OFFICE}{made.pk}/zeigen/")
    assert "Es fehlte Geld." in client_for().get(PAGE).content.decode()


def test_a_hidden_question_without_an_answer_waits_again_when_shown(indicator: Indicator) -> None:
    made = ask()
    hide_question(actor=ACTOR, question=made, at=clock.now())
    assert not for_office(QuestionState.WAITING)
    assert show_question(actor=ACTOR, question=made, at=clock.now()).state == QuestionState.WAITING
    assert all(not chain.breaks for chain in verify())


def test_two_officers_who_answer_at_once_compare(indicator: Indicator, bernd: Person, client_for: ClientFor) -> None:
    made = ask()
    client = client_for(bernd)
    assert client.post(f"{OFFICE}{made.pk}/", {"answer": "Eins", "revision": 1}).status_code == 302
    late = client.post(f"{OFFICE}{made.pk}/", {"answer": "Zwei", "revision": 1})
    assert late.status_code == 409
    assert "Zwei" in late.content.decode()
    assert GoalQuestion.objects.get().answer == "Eins"


def test_an_auditor_reads_and_nobody_else_answers(
    indicator: Indicator, clara: Person, deniz: Person, client_for: ClientFor
) -> None:
    made = ask()
    assert client_for(clara).get(OFFICE).status_code == 200
    assert client_for(deniz).get(OFFICE).status_code == 403
    for person in (clara, deniz, None):
        for step in ("", "ausblenden/", "zeigen/"):
            answer = client_for(person).post(f"{OFFICE}{made.pk}/{step}", {"answer": "x", "revision": 1})
            assert answer.status_code == 403, (person, step)
    made.refresh_from_db()
    assert made.state == QuestionState.WAITING


def test_questions_of_another_town_are_not_to_be_found(
    indicator: Indicator, olpe: Municipality, franz: Person, client_for: ClientFor
) -> None:
    made = ask()
    there = client_for(franz, olpe)
    assert there.get(OFFICE).status_code == 200
    assert "Warum so wenig?" not in there.get(OFFICE).content.decode()
    assert there.post(f"{OFFICE}{made.pk}/ausblenden/").status_code == 404
    assert there.get(PAGE).status_code == 404


def test_the_goal_page_names_the_newest_answers(indicator: Indicator, client_for: ClientFor) -> None:
    client = client_for()
    assert "Es fehlte Geld." not in client.get("/strategie/ziele/MOB-1/").content.decode()
    made = ask()
    reply(made)
    page = client.get("/strategie/ziele/MOB-1/").content.decode()
    assert "Es fehlte Geld." in page
    assert f"{PAGE}#frage-{made.pk}" in page
    assert [code for code, _ in goals_with_answers()] == ["MOB-1"]


def test_the_pages_cost_the_same_for_three_questions_and_for_three_hundred(
    indicator: Indicator, bernd: Person, client_for: ClientFor, count_queries: CountQueries, at: datetime
) -> None:
    value = IndicatorValue.objects.get()
    goal = Goal.objects.get(code="MOB-1")

    def fill(number: int) -> None:
        GoalQuestion.objects.bulk_create(
            GoalQuestion(
                municipality=indicator.municipality, goal=goal, value=value, text="x", answer="y",
                asked_at=at, answered_at=at, state=QuestionState.ANSWERED,
            )
            for _ in range(number)
        )  # fmt: skip

    def cost() -> list[int]:
        found = []
        for client, path in ((client_for(), PAGE), (client_for(bernd), f"{OFFICE}?stand=beantwortet")):
            client.get(path)
            with count_queries() as queries:
                assert client.get(path).status_code == 200
            assert len(queries) <= 12, queries
            found.append(len(queries))
        return found

    fill(3)
    few = cost()
    fill(300)
    assert cost() == few


def test_asking_takes_at_most_ten_queries(
    indicator: Indicator, amira: Person, in_soest: Municipality, client_for: ClientFor, count_queries: CountQueries
) -> None:
    join_town(person=amira, town=in_soest, at=clock.now(), rng=random.Random(1))
    client = client_for(amira)
    client.get(ASK)
    with count_queries() as queries:
        assert client.post(ASK, {"text": "Warum?", "nonce": str(new_id())}).status_code == 302
    assert len(queries) <= 10, queries
