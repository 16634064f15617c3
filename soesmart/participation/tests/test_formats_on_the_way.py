"""What can be taken part in stands in its phase, for everybody and for the office."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.participation.models import Campaign, Phase, Process, Questionnaire
from soesmart.participation.rules import FormatState
from soesmart.participation.tests.campaigns import a_campaign
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import ClientFor, CountQueries, client_of


@pytest.fixture
def phase(way: Process) -> Phase:
    return Phase.objects.get(key="umsetzen")


@pytest.fixture
def office(soest: Municipality) -> Client:
    return client_of(make_person("paula", soest, Role.PARTICIPATION_OFFICER), soest)


def a_questionnaire(town: Municipality, phase: Phase, at: datetime, key: str, **facts: object) -> Questionnaire:
    days = {"opens_at": at, "closes_at": at + timedelta(days=5), "published_at": at}
    made: Questionnaire = Questionnaire.objects.create(
        municipality=town, phase=phase, key=key, **{"title": key, "state": FormatState.PUBLISHED} | days | facts
    )
    return made


def test_everybody_finds_what_is_published_in_its_phase(
    client_for: ClientFor, in_soest: Municipality, phase: Phase, at: datetime
) -> None:
    a_campaign(in_soest, at, "eins", title="Karten bewerten", phase=phase)
    a_questionnaire(in_soest, phase, at, "zwei", title="Fragen zum Weg")
    Campaign.objects.create(municipality=in_soest, key="drei", title="Geheimer Entwurf", phase=phase)
    with clock.stopped_at(at):
        text = client_for().get("/prozess/").content.decode()
    assert text.index("abschnitt-umsetzen") < text.index('href="/mitmachen/eins/"') < text.index("</ol>\n<p")
    assert "Karten bewerten" in text
    assert 'href="/fragebogen/zwei/"' in text
    assert "Geheimer Entwurf" not in text


def test_the_office_sees_drafts_and_windows_too(
    office: Client, in_soest: Municipality, phase: Phase, at: datetime
) -> None:
    a_campaign(in_soest, at, "eins", title="Karten bewerten", phase=phase)
    Campaign.objects.create(municipality=in_soest, key="drei", title="Entwurf", phase=phase)
    with clock.stopped_at(at):
        text = office.get("/verwaltung/prozess/").content.decode()
    assert 'href="/verwaltung/mitmachen/eins/"' in text
    assert 'href="/verwaltung/mitmachen/drei/"' in text
    assert "Meinung sagen: 22.10.2026, 12 Uhr bis 11.11.2026, 12 Uhr" in text


def test_the_number_of_queries_does_not_grow_with_the_formats(
    client_for: ClientFor,
    office: Client,
    in_soest: Municipality,
    phase: Phase,
    at: datetime,
    count_queries: CountQueries,
) -> None:
    counts = []
    for first in (0, 15):
        for number in range(first, first + 15):
            a_campaign(in_soest, at, f"c{number}", phase=phase)
            a_questionnaire(in_soest, phase, at, f"f{number}")
        for client, path in ((client_for(), "/prozess/"), (office, "/verwaltung/prozess/")):
            client.get(path)
            with count_queries() as queries:
                assert client.get(path).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 12, counts
