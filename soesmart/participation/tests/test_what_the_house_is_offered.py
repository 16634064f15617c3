"""Start page, calendar, search, sitemap and open data learn of what is public, and of nothing else."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.module import MODULE
from soesmart.participation.rules import FormatState, ResultsShown, Visibility
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

DAY = timedelta(days=1)


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    """Published with two ideas, one of them held; beside it a draft."""
    made = a_campaign(in_soest, at, summary="Wo fehlt etwas?", with_map=True)
    an_idea(made, at, "Mehr Bäume")
    held = an_idea(made, at, "Geheimnis")
    Idea.objects.filter(pk=held.pk).update(visibility=Visibility.HELD)
    draft = a_campaign(in_soest, at, "entwurf", title="Geheimer Entwurf")
    an_idea(draft, at, "Geheime Karte")
    Campaign.objects.filter(pk=draft.pk).update(state=FormatState.DRAFT)
    return made


def everything(at: datetime) -> str:
    day = at.date()
    parts = [
        *MODULE.cards(at),
        *MODULE.calendar(day - 60 * DAY, day + 60 * DAY),
        *MODULE.search_documents(),
        *MODULE.sitemap(),
        *MODULE.exports(),
    ]
    return str(parts)


def test_what_is_public_is_offered_and_nothing_else(campaign: Campaign, at: datetime) -> None:
    with clock.stopped_at(at):
        told = everything(at)
    assert "Mehr Bäume" in told
    assert "/mitmachen/ideen/ideen/1/" in told
    assert "Geheim" not in told
    assert "/mitmachen/ideen/ideen/2/" not in told
    assert "entwurf" not in told


def test_a_card_stands_on_the_start_page_while_something_is_open(campaign: Campaign, at: datetime) -> None:
    (card,) = MODULE.cards(at)
    assert (card.title, card.closes_on, card.action) == ("Ideen für Soest", date(2026, 11, 11), "Meinung sagen")
    assert list(MODULE.cards(at + 11 * DAY)) == []


def test_what_closes_at_midnight_has_the_day_before_as_its_last(campaign: Campaign, at: datetime) -> None:
    midnight = at.replace(hour=0) + 3 * DAY
    Campaign.objects.filter(pk=campaign.pk).update(closes_at=midnight)
    entries = {entry.title: entry.start for entry in MODULE.calendar(at.date() - 30 * DAY, at.date() + 30 * DAY)}
    assert entries["Letzter Tag: Ideen für Soest"] == date(2026, 11, 3)
    assert entries["Beginn: Ideen für Soest"] == date(2026, 10, 22)


def test_every_page_of_the_sitemap_and_every_file_answers(
    campaign: Campaign, client_for: ClientFor, at: datetime
) -> None:
    client = client_for()
    with clock.stopped_at(at):
        paths = [entry.url for entry in MODULE.sitemap()] + [export.url for export in MODULE.exports()]
        answers = {path: client.get(path).status_code for path in paths}
    assert len(answers) == len(paths)
    assert {path: status for path, status in answers.items() if status != 200} == {}


def test_hidden_results_are_no_open_data(campaign: Campaign, at: datetime) -> None:
    Campaign.objects.update(results=ResultsShown.AFTER_END)
    with clock.stopped_at(at):
        assert not [export for export in MODULE.exports() if "Ergebnis" in export.title]
    with clock.stopped_at(at + 11 * DAY):
        assert [export for export in MODULE.exports() if "Ergebnis" in export.title]


def test_the_menu_of_the_office_shows_what_one_may(
    campaign: Campaign, client_for: ClientFor, eva: Person, amira: Person, deniz: Person
) -> None:
    def nav(client: Client, path: str = "/mitmachen/karte/") -> str:
        return client.get(path).content.decode()

    assert "/mitmachen/" in nav(client_for())
    office = client_for(amira, role=Role.PARTICIPATION_OFFICER)
    page = nav(office, "/verwaltung/antworten/")
    for path in (
        "/verwaltung/mitmachen/",
        "/verwaltung/antworten/",
        "/verwaltung/moderation/",
        "/verwaltung/fragebogen/",
    ):
        assert f'href="{path}"' in page
    moderator = nav(client_for(deniz), "/verwaltung/")
    assert 'href="/verwaltung/moderation/"' in moderator
    assert 'href="/verwaltung/antworten/"' not in moderator


def test_offers_ask_as_much_for_many_ideas_as_for_few(
    campaign: Campaign, at: datetime, count_queries: CountQueries
) -> None:
    counts = []
    for number in (1, 30):
        for index in range(number):
            an_idea(campaign, at, f"Idee {index}")
        with count_queries() as queries:
            everything(at)
        counts.append(len(queries))
    assert counts[0] == counts[1]
