"""The rest of the house learns of evenings: start page, calendar, search, sitemap, goals, ideas and the way."""

from datetime import date, datetime, timedelta

import pytest

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.events.models import Event, HiddenWord, Item, ItemLink, Option, Round
from soesmart.events.module import MODULE
from soesmart.events.queries.cited import items_of_goal, items_of_idea, pages_of_dates
from soesmart.events.rules import EventState, ItemKind, RoundState
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.participation.models import Idea, Milestone
from soesmart.participation.module import MODULE as PARTICIPATION
from soesmart.participation.services import found_process, plan_phase, record_milestone
from soesmart.participation.services.milestones import MilestoneWords
from soesmart.participation.services.phases import PhaseWords
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal
from soesmart.strategy.tests.drafting import make_strategy
from tests.clients import ClientFor, CountQueries

DAY = timedelta(days=1)
ONE = "/veranstaltungen/zukunftsreise/"
SPAN = (date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at)


def shown(item: Item, at: datetime, number: int = 1, **facts: object) -> Round:
    """A round that everybody may see: three for the first option, one for the second."""
    told = {"ballots": 4, "counts": [3, 1, 0]}
    values = {"state": RoundState.COUNTED, "counted_at": at, "shown_at": at, "digest": "ab" * 32, "opened_at": at}
    values |= {"result": {"all": told, "hall": None, "stream": None}, "stream_opens_at": at} | facts
    return Round.objects.create(event=item.event, item=item, number=number, **values)


def test_a_running_evening_stands_first_and_a_coming_one_with_its_date(
    event: Event, in_soest: Municipality, at: datetime
) -> None:
    an_event(in_soest, at + 20 * DAY, "winter", title="Winterabend", join_code="WINTER")
    an_event(in_soest, at - 20 * DAY, "sommer", join_code="SOMMER")
    an_event(in_soest, at + 9 * DAY, "entwurf", join_code="ENTWRF", state=EventState.DRAFT, published_at=None)
    running, coming = MODULE.cards(at)
    assert (running.kind, running.state, running.action, running.url) == ("Jetzt live", "läuft", "Dabei sein", ONE)
    assert running.weight < 10 < coming.weight
    assert (coming.title, coming.state) == ("Winterabend", "21. November 2026, 11:50 Uhr")
    doors = event.doors_at
    assert next(card.kind for card in MODULE.cards(doors)) == "Jetzt live"
    before = next(iter(MODULE.cards(doors - timedelta(seconds=1))))
    assert (before.kind, before.state) == ("Veranstaltung", "heute, 11:50 Uhr")
    assert [card.title for card in MODULE.cards(event.ends_at)] == ["Winterabend"]


def test_what_was_called_off_says_so_everywhere(event: Event, at: datetime) -> None:
    Event.objects.update(state=EventState.CANCELLED, cancelled_because="Sturmwarnung")
    (card,) = MODULE.cards(at)
    assert (card.state, card.kind, card.text) == ("abgesagt", "Veranstaltung", "Abgesagt: Sturmwarnung")
    (entry,) = MODULE.calendar(*SPAN)
    assert entry.title == "Abgesagt: Eine Zukunftsreise"
    assert (entry.start, entry.end, entry.place) == (event.starts_at, event.ends_at, "Kulturgräfte")


def test_calendar_search_and_sitemap_know_what_is_public_and_no_draft(event: Event, at: datetime) -> None:
    a_scene(event, "Frühstück im Jahr 2030")
    draft = an_event(event.municipality, at, "entwurf", title="Geheimer Abend", join_code="ENTWRF")
    Event.objects.filter(pk=draft.pk).update(state=EventState.DRAFT, published_at=None)
    item = an_item(a_scene(event))
    told = str([*MODULE.cards(at), *MODULE.calendar(*SPAN), *MODULE.search_documents(), *MODULE.sitemap()])
    assert "Frühstück im Jahr 2030" in told
    assert ONE in told
    assert "Geheim" not in told
    assert "entwurf" not in told
    assert item.title not in told, "what will be asked belongs to the evening"
    assert "ergebnisse" not in told
    assert list(MODULE.calendar(date(2026, 11, 2), date(2026, 12, 1))) == []


def test_results_stand_in_sitemap_and_open_data_once_they_are_shown(
    event: Event, at: datetime, client_for: ClientFor
) -> None:
    item = an_item(a_scene(event))
    rehearsed = shown(item, at, is_rehearsal=True)
    assert "ergebnisse" not in str([*MODULE.sitemap(), *MODULE.exports()])
    Round.objects.filter(pk=rehearsed.pk).delete()
    shown(item, at)
    addresses = [entry.url for entry in MODULE.sitemap()]
    assert f"{ONE}ergebnisse/" in addresses
    assert f"{ONE}ergebnisse/1-1/" in addresses
    files = [export.url for export in MODULE.exports()]
    assert {path.rpartition(".")[2] for path in files} == {"pdf", "xlsx", "json"}
    client = client_for()
    with clock.stopped_at(at):
        answers = {path: client.get(path).status_code for path in [*addresses, *files]}
    assert {path: status for path, status in answers.items() if status != 200} == {}


@pytest.fixture
def goal(in_soest: Municipality, at: datetime) -> Goal:
    return Goal.objects.create(strategy=make_strategy(in_soest, at), code="E1")


def test_a_goal_cites_the_newest_shown_result_in_a_sentence(event: Event, goal: Goal, at: datetime) -> None:
    item = an_item(a_scene(event))
    ItemLink.objects.create(item=item, goal=goal)
    shown(item, at)
    second = {"all": {"ballots": 9, "counts": [0, 9, 0]}, "hall": None, "stream": None}
    shown(item, at, 2, result=second)
    shown(item, at, 3, is_rehearsal=True)
    (cited,) = items_of_goal(goal)
    assert (cited.kind, cited.title, cited.url) == ("Abende", item.title, f"{ONE}ergebnisse/1-2/")
    assert cited.text == "9 von 9 wählten „Antwort 2“."
    assert cited.state == "„Eine Zukunftsreise“, 1. November 2026"


def test_before_the_evening_only_the_event_is_told_and_after_it_nothing_that_was_not_shown(
    event: Event, goal: Goal, at: datetime
) -> None:
    for item in (an_item(a_scene(event)), an_item(event.scenes.get())):
        ItemLink.objects.create(item=item, goal=goal)
    with clock.stopped_at(at):
        (cited,) = items_of_goal(goal)
        assert (cited.title, cited.url) == ("Eine Zukunftsreise", ONE)
    with clock.stopped_at(event.ends_at):
        assert list(items_of_goal(goal)) == []


def test_an_idea_cites_votes_about_it_and_votes_that_let_it_be_chosen(
    event: Event, at: datetime, client_for: ClientFor, amira: Person, count_queries: CountQueries
) -> None:
    idea = an_idea(a_campaign(event.municipality, at), at)
    named, chosen = an_item(a_scene(event)), an_item(event.scenes.get(), ItemKind.NEXT_IDEA, title="Welche Idee?")
    ItemLink.objects.create(item=named, idea=idea)
    Option.objects.filter(item=chosen, number=2).update(idea=idea, label=idea.title)
    for item in (named, chosen):
        shown(item, at)
    with count_queries() as queries:
        found = list(items_of_idea(Idea.objects.get()))
    assert [row.title for row in found] == [named.title, "Welche Idee?"]
    assert len(queries) <= 2, queries
    client = client_for(amira)
    path = f"/mitmachen/ideen/ideen/{idea.number}/"
    assert "3 von 4 wählten „Antwort 1“." in client.get(path).content.decode()
    with count_queries() as queries:
        client.get(path)
    assert len(queries) <= 12, queries


def test_words_that_were_hidden_are_not_cited(event: Event, goal: Goal, at: datetime) -> None:
    item = an_item(a_scene(event), ItemKind.WORDS, options=0)
    ItemLink.objects.create(item=item, goal=goal)
    words = {"ballots": 5, "words": [["Mist", 3], ["Bäume", 2]], "distinct": 2}
    shown(item, at, result={"all": words, "hall": None, "stream": None})
    HiddenWord.objects.create(item=item, word="mist")
    (cited,) = items_of_goal(goal)
    assert cited.text == "Am häufigsten genannt: „Bäume“ (2)."


@pytest.fixture
def milestones(in_soest: Municipality, at: datetime) -> dict[str, Milestone]:
    """Three dates of the day on which the evening is, and one of another day."""
    process = found_process(actor="system:test", municipality=in_soest, slug="weg", name="Soest 2030", at=at)
    phase = PhaseWords("Mitreden", "2026-10", "2027-03")
    plan_phase(actor="system:test", process=process, key="m", words=phase, at=at)
    dates = {
        "abend": MilestoneWords("Der Abend", "hybrid_event", "2026-11-01T11:50"),
        "zukunftsreise": MilestoneWords("Die Reise", "hybrid_event", "2026-11-01"),
        "markt": MilestoneWords("Markttag", "workshop", "2026-11-01"),
        "rat": MilestoneWords("Ratssitzung", "workshop", "2026-12-01T11:50"),
    }
    return {
        key: record_milestone(actor="system:test", process=process, key=key, words=words, at=at)
        for key, words in dates.items()
    }


def test_the_same_evening_stands_once_in_the_calendar_and_the_way_links_to_its_page(
    event: Event, milestones: dict[str, Milestone], client_for: ClientFor, count_queries: CountQueries
) -> None:
    found = pages_of_dates(list(milestones.values()))
    assert found == {milestones["abend"].pk: ONE, milestones["zukunftsreise"].pk: ONE}
    titles = [entry.title for module in (MODULE, PARTICIPATION) for entry in module.calendar(*SPAN)]
    assert sorted(titles) == ["Eine Zukunftsreise", "Markttag", "Ratssitzung"]
    client = client_for()
    with count_queries() as queries:
        page = client.get("/prozess/").content.decode()
    assert page.count(f'<a href="{ONE}">') == 2
    assert len(queries) <= 12, queries
    Event.objects.update(state=EventState.DRAFT, published_at=None)
    assert pages_of_dates(list(milestones.values())) == {}


def test_the_search_finds_a_vote_once_its_result_is_shown(event: Event, at: datetime) -> None:
    item = an_item(a_scene(event))
    assert [document.kind for document in MODULE.search_documents()] == ["Veranstaltung"]
    shown(item, at)
    (found,) = (document for document in MODULE.search_documents() if document.kind == "Abstimmung")
    assert (found.title, found.url) == (item.title, "/veranstaltungen/zukunftsreise/ergebnisse/1-1/")
    assert "Antwort 2" in found.text


def test_staff_finds_the_events_in_the_menu_of_the_office(
    event: Event, client_for: ClientFor, amira: Person, deniz: Person
) -> None:
    address = 'href="/verwaltung/veranstaltungen/"'
    assert address in client_for(deniz).get("/verwaltung/").content.decode()
    officer = client_for(amira, role=Role.PARTICIPATION_OFFICER)
    assert address in officer.get("/verwaltung/veranstaltungen/").content.decode()
    assert address not in client_for().get("/").content.decode()
    assert 'href="/veranstaltungen/"' in client_for().get("/").content.decode()


def test_offers_ask_as_much_for_many_events_as_for_few(event: Event, at: datetime, count_queries: CountQueries) -> None:
    counts = []
    for number in (1, 20):
        for index in range(number):
            code = f"{chr(65 + index)}{chr(65 + number)}XXXX"
            made = an_event(event.municipality, at, f"abend-{number}-{index}", join_code=code)
            shown(an_item(a_scene(made)), at)
        with count_queries() as queries:
            offers = (*MODULE.cards(at), *MODULE.calendar(*SPAN), *MODULE.search_documents(), *MODULE.sitemap())
        assert offers
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10, counts
