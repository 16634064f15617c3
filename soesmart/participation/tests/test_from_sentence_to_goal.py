"""The whole story: a sentence of a resident becomes part of a goal, and everybody can follow it there and back."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.participation import related
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Idea
from soesmart.participation.queries.people import voices_of_the_year
from soesmart.participation.related import Offspring, PilotChoice
from soesmart.participation.rules import StepKind
from soesmart.participation.services import give_opinion
from soesmart.participation.services.trail import take_step
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal
from soesmart.strategy.tests.reading import make_published
from tests.clients import ClientFor, CountQueries

DAY = timedelta(days=1)


@pytest.fixture
def goal(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Goal:
    make_published(in_soest, bernd, clara, at - 30 * DAY)
    return Goal.objects.get(code="MOB-1")


@pytest.fixture
def idea(in_soest: Municipality, amira: Person, at: datetime) -> Idea:
    return an_idea(a_campaign(in_soest, at, answer_days=10), at - 2 * DAY, "Leuchten am Radweg", author=amira)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_an_idea_to_its_goal_and_back_in_two_clicks(
    idea: Idea, goal: Goal, client_for: ClientFor, at: datetime
) -> None:
    officer = client_for(idea.author, role=Role.PARTICIPATION_OFFICER)
    with clock.stopped_at(at):
        said = {"text": "Wird Teil des Ziels.", "unit": "Tiefbau", "goal": goal.pk, "nonce": str(new_id())}
        officer.post("/verwaltung/antworten/ideen/1/?schritt=goal", said)
        idea_page = page(client_for(), "/mitmachen/ideen/ideen/1/")
        address = re.search(r'href="(/strategie/ziele/MOB-1/)"', idea_page)
        assert address
        assert "Woran das gemessen wird" in idea_page
        assert "Rechtzeitig beantwortet" in idea_page
        assert 'href="/mitmachen/ideen/ideen/1/"' in page(client_for(), address[1])


def test_an_idea_shows_the_pilot_that_grew_from_it(
    idea: Idea, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, at: datetime
) -> None:
    grown = Offspring(
        "Pilotprojekte", "Leuchtband", "/pilotprojekte/leuchtband/", state="in Umsetzung", key="leuchtband"
    )
    monkeypatch.setattr(related, "PILOTS", [lambda: [PilotChoice("leuchtband", "Leuchtband")]])
    monkeypatch.setattr(related, "BY_IDEA", [lambda one: [grown] if one == idea else []])
    path = "/mitmachen/ideen/ideen/1/"
    Idea.objects.update(reference="I03")
    assert "Daraus entstanden" in page(client_for(), path)
    step = {"kind": StepKind.PILOT, "text": "", "unit": "", "pilot_key": "leuchtband"}
    take_step(actor="system:test", idea=idea, at=at, **step)  # type: ignore[arg-type]
    shown = page(client_for(), path)
    assert "Teil eines Pilotprojekts" in shown
    assert shown.count('href="/pilotprojekte/leuchtband/"') == 1


def test_the_start_page_tells_what_became_of_ideas(idea: Idea, goal: Goal, client_for: ClientFor, at: datetime) -> None:
    from soesmart.portal.overview import overview_of_the_town

    an_idea(idea.campaign, at - 30 * DAY, "Mehr Bänke")
    take_step(actor="system:test", idea=idea, kind=StepKind.ANSWERED, text="Kommt.", unit="Tiefbau", at=at)
    overview = overview_of_the_town(idea.campaign.municipality, at)
    assert [step.idea.title for step in overview.outcome.answers] == ["Leuchten am Radweg"]
    promises = overview.outcome.promises
    assert (promises.kept, promises.overdue, promises.made) == (1, 1, 2)
    assert [card.title for card in overview.cards if card.kind == "Beteiligung"] == ["Ideen für Soest"]


def test_the_people_before_the_house_are_the_voices_of_a_year(
    in_soest: Municipality, client_for: ClientFor, goal: Goal, count_queries: CountQueries, at: datetime
) -> None:
    long_ago = a_campaign(in_soest, at - 500 * DAY, "alt")
    across = a_campaign(in_soest, at - 365 * DAY, "quer", opens_at=at - 400 * DAY, closes_at=at - 300 * DAY)
    across.windows.update(opens_at=at - 400 * DAY, closes_at=at - 300 * DAY)
    recent = a_campaign(in_soest, at)
    for campaign, moments in ((long_ago, [-500]), (across, [-390, -350]), (recent, [0, 0, 0])):
        idea = an_idea(campaign, at + moments[0] * DAY)
        for number, days in enumerate(moments):
            give_opinion(
                campaign_key=campaign.key,
                number=idea.number,
                credential=browser(f"{campaign.key}-{number}"),
                value=1,
                at=at + days * DAY,
            )
    with count_queries() as queries:
        assert voices_of_the_year(at) == 4
    assert len(queries) == 1
    cache.clear()
    with clock.stopped_at(at):
        house = page(client_for(), "/strategie/")
    assert 'href="/mitmachen/"' in house


def test_following_costs_no_more_with_many_supporters(
    idea: Idea, eva: Person, client_for: ClientFor, count_queries: CountQueries, at: datetime
) -> None:
    client = client_for(eva)
    who = Credential(Kind.PERSON, str(eva.pk), eva)
    give_opinion(campaign_key="ideen", number=1, credential=who, value=1, at=at)
    with count_queries() as queries:
        assert "bekommen eine E-Mail" in page(client, "/mitmachen/ideen/ideen/1/folgen/")
    assert len(queries) <= 12, queries


def test_the_pages_of_the_trail_need_at_most_twelve_queries(
    idea: Idea, goal: Goal, client_for: ClientFor, eva: Person, count_queries: CountQueries, at: datetime
) -> None:
    for number in range(2):
        other = an_idea(idea.campaign, at, f"Idee {number}", author=eva)
        take_step(actor="system:test", idea=other, kind=StepKind.GOAL, text="Ja.", unit="Amt", goal=goal, at=at)
        give_opinion(campaign_key="ideen", number=other.number, credential=browser("x"), value=1, at=at)
    client = client_for(eva)
    client.get("/strategie/")
    for path in ("/mein/mitmachen/", "/mitmachen/karte/", "/strategie/ziele/MOB-1/", "/mitmachen/ideen/ideen/2/"):
        with count_queries() as queries:
            page(client, path)
        assert len(queries) <= 12, (path, queries)
