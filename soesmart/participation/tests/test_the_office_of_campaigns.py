"""The office builds a campaign: who may, step by step until it is published, and when two do it at once."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.participation.models import Campaign, Phase, Process
from soesmart.participation.services.opinions import give_opinion
from soesmart.participation.services.phases import PhaseWords, plan_phase
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import ClientFor, CountQueries, client_of

ALL = "/verwaltung/mitmachen/"
ONE = f"{ALL}ideen/"
READ = [ALL, ONE, f"{ONE}vorlage.json", f"{ONE}aenderungen/"]
WRITE = [
    *(f"{ALL}neu/", f"{ALL}neu/leer/", f"{ALL}neu/datei/", f"{ALL}neu/vorlage/karten/"),
    *(f"{ONE}{section}/" for section in ("worte", "wer-und-wie", "fenster", "themen", "codes", "veroeffentlichen")),
    f"{ONE}loeschen/",
]
OFFICERS = {Role.PARTICIPATION_OFFICER, Role.TOWN_ADMINISTRATOR}


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


@pytest.fixture
def office(soest: Municipality) -> Client:
    return client_of(make_person("paula", soest, Role.PARTICIPATION_OFFICER), soest)


@pytest.fixture
def phase(way: Process, at: datetime) -> Phase:
    way.phases.all().delete()
    return plan_phase(
        actor="system:test", process=way, key="m", words=PhaseWords("Mitreden", "2026-10", "2027-03"), at=at
    )


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()  # type: ignore[no-any-return]


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_officers_write_auditors_read_and_nobody_else_comes_in(
    campaign: Campaign, soest: Municipality, role: Role
) -> None:
    client = client_of(make_person("paula", soest, role), soest)
    reads = 200 if role in OFFICERS | {Role.AUDITOR} else 403
    writes = 200 if role in OFFICERS else 403
    assert [client.get(path).status_code for path in READ] == [reads] * len(READ)
    assert [client.get(path).status_code for path in WRITE] == [writes] * len(WRITE)
    if role not in OFFICERS:
        posts = [*WRITE[1:], f"{ONE}fenster/zurueck/", f"{ONE}codes/1/"]
        assert [client.post(path, {"do": "close"}).status_code for path in posts] == [403] * len(posts)
        assert Campaign.objects.get() == campaign


def test_guests_residents_and_officers_of_other_towns_stay_outside(
    campaign: Campaign, client_for: ClientFor, amira: Person, olpe: Municipality
) -> None:
    stranger = make_person("frauke", olpe, Role.PARTICIPATION_OFFICER)
    for client in (client_for(), client_for(amira), client_for(stranger)):
        for path in (*READ, *WRITE):
            assert client.get(path).status_code in (302, 403), path


def test_another_town_does_not_find_the_campaign(campaign: Campaign, olpe: Municipality) -> None:
    stranger = client_of(make_person("frauke", olpe, Role.PARTICIPATION_OFFICER), olpe)
    for path in (ONE, f"{ONE}worte/", f"{ONE}codes/", f"{ONE}vorlage.json"):
        assert stranger.get(path).status_code == 404
    assert campaign.title not in text_of(stranger, ALL)


def test_from_a_template_to_a_published_campaign(office: Client, phase: Phase, at: datetime) -> None:
    with clock.stopped_at(at):
        sent = {"title": "Karten im Winter", "start": "2026-12-01", "phase": phase.pk, "nonce": str(new_id())}
        one = office.post(f"{ALL}neu/vorlage/karten/", sent).url
        assert office.post(f"{ALL}neu/vorlage/karten/", sent).url == one, "sent twice it is stored once"
        campaign = Campaign.objects.get()
        assert (campaign.key, campaign.windows.count(), campaign.categories.count()) == ("karten-im-winter", 3, 5)
        words = text_of(office, one)
        assert "Es fehlt, wer Fragen beantwortet" in words
        assert "noch keine Idee, und niemand kann eine einreichen" in words
        refused = office.post(f"{one}veroeffentlichen/", {"do": "publish"})
        assert refused.status_code == 422
        assert "Vor dem Veröffentlichen fehlt noch etwas" in refused.content.decode()
        form = {name: getattr(campaign, name) for name in ("title", "summary", "question", "text", "revision")}
        assert "Aus der Vorlage steht noch „[Woher stammen die Ideen" in words
        form |= {"text": "Ausgearbeitet in der Werkstatt."}
        office.post(f"{one}worte/", form | {"contact": "stadtLABOR", "phase": phase.pk})
        an_idea(campaign, at)
        assert "Alles da" in text_of(office, one)
        assert "ist die Beteiligung" not in text_of(office, f"{one}veroeffentlichen/")
        answer = office.post(f"{one}veroeffentlichen/", {"do": "publish"}, follow=True)
    campaign.refresh_from_db()
    assert campaign.is_published()
    assert "Veröffentlicht." in answer.content.decode()
    idea = campaign.ideas.get()
    assert campaign.opens_at
    assert idea.answer_due_at == campaign.opens_at + timedelta(days=45), "the promise begins when people see the idea"


def test_a_template_that_does_not_fit_the_phase_keeps_what_was_typed(office: Client, phase: Phase) -> None:
    sent = {"title": "Mein Titel", "start": "2027-03-20", "phase": phase.pk}
    answer = office.post(f"{ALL}neu/vorlage/ideen/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "liegt nicht ganz im Abschnitt „Mitreden“" in text
    assert "Mein Titel" in text
    assert "2027-03-20" in text
    assert not Campaign.objects.exists()


def test_a_campaign_is_begun_with_a_title_only(office: Client, in_soest: Municipality) -> None:
    office.post(f"{ALL}neu/leer/", {"title": "Über Bäume"})
    made = Campaign.objects.get()
    assert (made.key, made.state) == ("ueber-baeume", "draft")
    assert office.post(f"{ALL}neu/leer/", {"title": ""}).status_code == 422


def test_limits_are_typed_in_euros_and_kept_in_cents(office: Client, campaign: Campaign) -> None:
    data = {
        "revision": campaign.revision,
        "who": "anyone",
        "voting": "budget",
        "limit": "2.000.000",
        "limit_each": "1.000.000",
        "results": "after_end",
        "smallest_group": 10,
        "answer_days": 30,
    }
    assert office.post(f"{ONE}wer-und-wie/", data).status_code == 302
    campaign.refresh_from_db()
    assert (campaign.limit, campaign.limit_each) == (200_000_000, 100_000_000)
    assert 'value="2.000.000"' in text_of(office, f"{ONE}wer-und-wie/")
    wrong = office.post(f"{ONE}wer-und-wie/", data | {"revision": campaign.revision, "limit_each": "3.000.000"})
    assert wrong.status_code == 422
    assert "niemand mehr geben als insgesamt da ist" in wrong.content.decode()


@pytest.mark.parametrize("limit", ["1e400", "-5", "0,5", "99999999999999999999", "viel"])
def test_limits_that_are_none_are_named(office: Client, campaign: Campaign, limit: str) -> None:
    data = {"revision": 1, "who": "anyone", "voting": "points", "limit": limit, "results": "always"}
    answer = office.post(f"{ONE}wer-und-wie/", data | {"smallest_group": 10, "answer_days": 30})
    assert answer.status_code == 422
    assert Campaign.objects.get().voting == "agree"


def test_what_people_rely_on_stays_once_somebody_took_part(office: Client, campaign: Campaign, at: datetime) -> None:
    an_idea(campaign, at)
    give_opinion(campaign_key="ideen", number=1, credential=browser("amira"), value=1, at=at)
    campaign.refresh_from_db()
    data = {"revision": campaign.revision, "who": "anyone", "voting": "stars", "results": "always"}
    answer = office.post(f"{ONE}wer-und-wie/", data | {"smallest_group": 10, "answer_days": 30})
    assert "bleibt also gleich" in answer.content.decode()
    for changes, words in (({"smallest_group": 5}, "Das gilt weiter"), ({"answer_days": 60}, "Länger darf es")):
        same = {"revision": campaign.revision, "who": "anyone", "voting": "agree", "results": "always"}
        answer = office.post(f"{ONE}wer-und-wie/", same | {"smallest_group": 10, "answer_days": 30} | changes)
        assert words in answer.content.decode()
    assert office.post(f"{ONE}veroeffentlichen/", {"do": "withdraw"}).status_code == 422
    assert Campaign.objects.get().is_published()


def test_the_second_of_two_editors_keeps_what_was_typed_and_sees_the_new_state(
    office: Client, campaign: Campaign, phase: Phase
) -> None:
    path, typed = f"{ONE}worte/", {"revision": campaign.revision, "phase": phase.pk}
    office.post(path, typed | {"title": "Von der ersten Person"})
    answer = office.post(path, typed | {"title": "Von der zweiten Person"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Von der zweiten Person" in text
    assert "Von der ersten Person" in text
    assert Campaign.objects.get().title == "Von der ersten Person"
    revision = re.search(r'name="revision" value="(\d+)"', text)
    assert revision
    office.post(path, typed | {"title": "Von der zweiten Person", "revision": revision[1]})
    assert Campaign.objects.get().title == "Von der zweiten Person"


def test_closing_extending_and_archiving_a_running_campaign(office: Client, campaign: Campaign, at: datetime) -> None:
    path = f"{ONE}veroeffentlichen/"
    with clock.stopped_at(at):
        assert office.post(path, {"do": "archive"}).status_code == 422
        assert office.post(path, {"do": "extend", "right": "voice", "until": "morgen"}).status_code == 422
        assert office.post(path, {"do": "extend", "right": "voice", "until": "2026-12-24T12:00"}).status_code == 302
        assert "24.12.2026, 12 Uhr" in text_of(office, ONE)
        office.post(path, {"do": "close"})
        assert office.post(path, {"do": "gibt es nicht"}).status_code == 422
        assert office.post(path, {"do": "archive"}).status_code == 302
        assert Campaign.objects.get().state == "archived"
        office.post(path, {"do": "unarchive"})
        assert Campaign.objects.get().state == "published"


def test_a_published_campaign_is_withdrawn_and_deleted_while_nobody_took_part(
    office: Client, campaign: Campaign, at: datetime
) -> None:
    assert office.post(f"{ONE}loeschen/").status_code == 409 or Campaign.objects.exists()
    office.post(f"{ONE}veroeffentlichen/", {"do": "withdraw"})
    assert Campaign.objects.get().state == "draft"
    assert "löschen?" in text_of(office, f"{ONE}loeschen/")
    office.post(f"{ONE}loeschen/")
    assert not Campaign.objects.exists()


def test_the_list_is_narrowed_by_state_phase_and_word(
    office: Client, in_soest: Municipality, phase: Phase, at: datetime
) -> None:
    a_campaign(in_soest, at, "laufend", title="Laufende", phase=phase)
    old = at - timedelta(days=100)
    a_campaign(in_soest, old, "alt", title="Beendete")
    Campaign.objects.create(municipality=in_soest, key="entwurf", title="Entworfene")
    with clock.stopped_at(at):
        for query, wanted in (
            ("zustand=laeuft", {"Laufende"}),
            ("zustand=beendet", {"Beendete"}),
            ("zustand=entwurf", {"Entworfene"}),
            (f"abschnitt={phase.pk}", {"Laufende"}),
            ("q=beend", {"Beendete"}),
            ("zustand=kommt", set()),
            (f"zustand=x&abschnitt={'9' * 50}&seite=x", {"Laufende", "Beendete", "Entworfene"}),
        ):
            text = text_of(office, f"{ALL}?{query}")
            assert {name for name in ("Laufende", "Beendete", "Entworfene") if f">{name}</a>" in text} == wanted


def test_the_pages_of_a_campaign_cost_the_same_for_many_rows(
    office: Client, campaign: Campaign, in_soest: Municipality, at: datetime, count_queries: CountQueries
) -> None:
    paths = [*READ, *(path for path in WRITE if path.startswith(ONE))]
    counts = []
    for number in (1, 20):
        for index in range(number):
            a_campaign(in_soest, at, f"k{number}-{index}")
            office.post(f"{ONE}themen/", {"revision": Campaign.objects.get(pk=campaign.pk).revision, "count": 0})
        office.get(ONE)
        found = []
        for path in paths:
            with count_queries() as queries:
                assert office.get(path).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12, dict(zip(paths, counts[0], strict=True))


def test_who_changed_what_stands_on_the_page(office: Client, campaign: Campaign, phase: Phase) -> None:
    office.post(f"{ONE}worte/", {"revision": campaign.revision, "phase": phase.pk, "title": "Neu", "question": "Was?"})
    text = text_of(office, f"{ONE}aenderungen/")
    assert "Angaben geändert" in text
    assert "Titel, Frage" in text
    assert "Beteiligung" in text
    assert "paula@example.org" not in text
