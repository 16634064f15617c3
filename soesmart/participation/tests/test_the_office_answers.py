"""The office answers ideas: what is due stands first, nothing typed is lost, nobody else gets in."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.participation.models import AnswerTemplate, Campaign, Case, Comment, Idea, Step
from soesmart.participation.rules import IdeaState, StepKind, Visibility
from soesmart.participation.services.trail import take_step
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

DAY = timedelta(days=1)
LIST = "/verwaltung/antworten/"
PAGE = "/verwaltung/antworten/ideen/1/"


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at, answer_days=10)


@pytest.fixture
def office(campaign: Campaign, client_for: ClientFor, amira: Person) -> Client:
    return client_for(amira, role=Role.PARTICIPATION_OFFICER)


def send(client: Client, **said: object) -> object:
    words = {"text": "Das machen wir im März.", "unit": "Grünflächen", "nonce": str(new_id())}
    path = f"{PAGE}?schritt={said.pop('kind', '')}"
    return client.post(path, words | said)  # type: ignore[arg-type]


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_the_longest_overdue_idea_stands_first(campaign: Campaign, office: Client, at: datetime) -> None:
    for days, title in ((0, "Heute"), (-30, "Vor einem Monat"), (-12, "Vor zwölf Tagen")):
        an_idea(campaign, at + days * DAY, title)
    hidden = an_idea(campaign, at - 40 * DAY, "Versteckt")
    Idea.objects.filter(pk=hidden.pk).update(visibility=Visibility.HELD)
    with clock.stopped_at(at):
        page = text(office.get(LIST))
        late = text(office.get(LIST, {"stand": "faellig", "beteiligung": "ideen"}))
    assert page.index("Vor einem Monat") < page.index("Vor zwölf Tagen") < page.index("Heute")
    assert "Versteckt" not in page
    assert "seit 20 Tagen überfällig" in page
    assert "Heute" not in late


def test_an_answer_is_public_at_once_and_leads_to_the_next_idea(
    campaign: Campaign, office: Client, client_for: ClientFor, at: datetime
) -> None:
    idea = an_idea(campaign, at)
    an_idea(campaign, at, "Mehr Bänke")
    with clock.stopped_at(at + DAY):
        answer = send(office, next="1", as_comment="on")
        assert answer.url == "/verwaltung/antworten/ideen/2/"  # type: ignore[attr-defined]
        page = text(client_for().get("/mitmachen/ideen/ideen/1/"))
    idea.refresh_from_db()
    assert (idea.state, idea.answered_at) == (IdeaState.ANSWERED, at + DAY)
    assert "Das machen wir im März." in page
    assert "Rechtzeitig beantwortet" in page
    comment = Comment.objects.get()
    assert (comment.is_official, comment.text) == (True, "Grünflächen: Das machen wir im März.")


def test_what_is_missing_is_said_and_what_was_typed_stays(campaign: Campaign, office: Client, at: datetime) -> None:
    an_idea(campaign, at)
    answer = send(office, unit="", text="Eine lange Begründung.")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "welche Stelle der Stadt antwortet" in text(answer)
    assert "Eine lange Begründung." in text(answer)
    assert "Bitte das Ziel wählen" in text(send(office, kind="goal"))
    assert "Bitte das Pilotprojekt wählen" in text(send(office, kind="pilot"))
    assert Step.objects.count() == 1


def test_the_same_form_twice_is_one_answer(campaign: Campaign, office: Client, at: datetime) -> None:
    an_idea(campaign, at)
    nonce = str(new_id())
    for _ in range(2):
        send(office, nonce=nonce, as_comment="on")
    assert Step.objects.filter(kind="answered").count() == 1
    assert Comment.objects.count() == 1


def test_an_answer_is_taken_back_while_nobody_knows(campaign: Campaign, office: Client, at: datetime) -> None:
    idea = an_idea(campaign, at)
    with clock.stopped_at(at):
        send(office)
        back = re.search(r'action="(/verwaltung/antworten/\S+/zurueck/\d+/)"', text(office.get(PAGE)))
        assert back
        assert "Niemand hat davon erfahren" in text(office.post(back[1], follow=True))
    idea.refresh_from_db()
    assert (idea.state, idea.answered_at) == (IdeaState.RECEIVED, None)
    with clock.stopped_at(at):
        send(office)
    Step.objects.update(spread_at=at)
    step = Step.objects.get(kind="answered")
    assert "schon mitgeteilt" in text(office.post(f"{PAGE}zurueck/{step.pk}/", follow=True))


def test_a_template_begins_the_answer(campaign: Campaign, office: Client, at: datetime) -> None:
    an_idea(campaign, at)
    words = {"title": "Schon in Arbeit", "text": "Danke für „{Titel}“. Das läuft schon."}
    office.post("/verwaltung/antworten/vorlagen/", words)
    template = AnswerTemplate.objects.get()
    assert "Danke für „Mehr Bäume“. Das läuft schon." in text(office.get(f"{PAGE}?vorlage={template.pk}"))
    assert "gibt es schon" in text(office.post("/verwaltung/antworten/vorlagen/", words))
    office.post(f"/verwaltung/antworten/vorlagen/{template.pk}/", {"title": "Läuft", "text": "Ja."})
    assert AnswerTemplate.objects.get().title == "Läuft"
    office.post(f"/verwaltung/antworten/vorlagen/{template.pk}/", {"drop": "1"})
    assert not AnswerTemplate.objects.exists()
    assert office.get(f"{PAGE}?vorlage=unfug").status_code == 200


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.AUDITOR, Role.STRATEGY_OFFICER])
def test_nobody_else_answers_for_the_town(
    campaign: Campaign, client_for: ClientFor, eva: Person, role: Role | None, at: datetime
) -> None:
    an_idea(campaign, at)
    client = client_for(eva, role=role)
    for path in (LIST, PAGE, "/verwaltung/antworten/vorlagen/"):
        assert client.get(path).status_code == 403
    assert send(client).status_code == 403  # type: ignore[attr-defined]
    assert client_for().get(LIST).status_code == 403
    assert Step.objects.count() == 1


def test_the_list_asks_as_much_for_many_ideas_as_for_few(
    campaign: Campaign, office: Client, at: datetime, count_queries: CountQueries
) -> None:
    counts = []
    for size in (3, 60):
        for number in range(size):
            an_idea(campaign, at, f"Idee {number}")
        with count_queries() as queries:
            assert office.get(LIST).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    for kind in StepKind:
        with count_queries() as queries:
            office.get(PAGE, {"schritt": kind.value})
        assert len(queries) <= 12, queries


def test_many_answers_of_one_idea_stay_in_order(campaign: Campaign, office: Client, at: datetime) -> None:
    idea = an_idea(campaign, at)
    for days in (1, 2):
        take_step(
            actor="system:test",
            idea=idea,
            kind=StepKind.ANSWERED,
            text=f"Tag {days}",
            unit="Planung",
            at=at + days * DAY,
        )
    page = text(office.get(PAGE))
    assert page.index("Tag 1") < page.index("Tag 2")


def test_the_first_page_of_the_office_says_what_waits(
    campaign: Campaign, office: Client, client_for: ClientFor, deniz: Person, at: datetime
) -> None:
    an_idea(campaign, at)
    an_idea(campaign, at - 12 * DAY, "Mehr Bänke")
    held = an_idea(campaign, at, "Kaufen!")
    Idea.objects.filter(pk=held.pk).update(visibility=Visibility.HELD)
    Case.objects.create(campaign=campaign, idea=held, held=True, opened_at=at)
    with clock.stopped_at(at):
        page = text(office.get("/verwaltung/"))
        moderator = text(client_for(deniz).get("/verwaltung/"))
    assert "1 Idee wartet über die Frist hinaus auf Antwort, die älteste seit 2 Tagen überfällig" in page
    assert "1 Idee wartet auf Antwort, die Frist läuft" in page
    assert "1 Text wartet auf die Moderation" in page
    assert "1 Text wartet auf die Moderation" in moderator
    assert "wartet auf Antwort" not in moderator
