"""Journeys through a questionnaire in a browser without script."""

import re
import uuid
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.models import OutboxMessage
from soesmart.participation.models import Answer, Questionnaire, Response
from soesmart.participation.rules import ResultsShown, Who
from soesmart.participation.tests.campaigns import a_campaign, codes_for
from soesmart.participation.tests.questionnaires import ALL, WAYS, YES_NO, a_draft, a_questionnaire, fill
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

ADDRESS = "/fragebogen/wege/"
BIKE = {"q.wege": ["rad"], "q.sicher": "2", "q.warum": "Ein Radweg", "q.alter": "44"}


@pytest.fixture(autouse=True)
def _stopped(at: datetime) -> object:
    with clock.stopped_at(at):
        yield


def stored() -> dict[str, object]:
    return {row.question.key: row.value for row in Answer.objects.select_related("question")}


def test_a_guest_answers_is_thanked_and_changes_her_mind(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    form = a_questionnaire(in_soest, at)
    eva = client_for()
    page = eva.get(ADDRESS)
    assert "mitmachen" not in page.cookies
    assert "Nur wenn bei Frage 1 „Mit dem Rad“ gewählt ist" in page.content.decode()
    sent = eva.post(ADDRESS, {**BIKE, "nonce": str(uuid.uuid4()), "do": "send"}, follow=True)
    assert sent.redirect_chain == [(f"{ADDRESS}danke/", 302)]
    assert "Im Januar stehen die Ergebnisse hier." in sent.content.decode()
    again = eva.get(ADDRESS).content.decode()
    assert 'value="44"' in again
    assert "Änderung senden" in again
    eva.post(ADDRESS, {**BIKE, "q.wege": ["fuss"], "do": "send"})
    form.refresh_from_db()
    assert form.responses_count == 1
    assert stored() == {"wege": {"is": ["fuss"]}, "alter": "44"}


def test_a_first_form_sent_twice_is_one_person(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    a_questionnaire(in_soest, at)
    sent = {**BIKE, "nonce": str(uuid.uuid4()), "do": "send"}
    for client in (client_for(), client_for()):  # the second click left before the first answer set the cookie
        assert client.post(ADDRESS, sent).status_code == 302
    assert Response.objects.count() == 1


def test_every_fault_stands_at_its_question_and_everything_typed_stays(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    in_soest.lat, in_soest.lon = Decimal("51.57"), Decimal("8.11")
    in_soest.save()
    a_questionnaire(in_soest, at)
    typed = {
        "q.alter": "vier",
        "q.zuerst.1": "licht",
        "q.zuerst.2": "licht",
        "q.wohnort.lat": "8,1",
        "q.wohnort.lon": "51,5",
        "q.wohnort.text": "<script>alert(1)</script>",
        "do": "send",
    }
    page = client_for().post(ADDRESS, typed)
    text = page.content.decode()
    assert page.status_code == 422
    assert "4 Antworten passen noch nicht" in text
    for number, fault in (
        (1, "Diese Frage braucht eine Antwort."),
        (4, "„vier“ ist keine Zahl"),
        (6, "auf zwei Plätzen"),
    ):
        assert re.search(rf"Frage {number}</a>: [^<]*{fault}", text), fault
    assert 'value="vier"' in text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text
    assert not Response.objects.exists()


def test_a_text_of_a_hundred_thousand_signs_is_refused_and_kept(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    a_questionnaire(in_soest, at)
    page = client_for().post(ADDRESS, {**BIKE, "q.warum": "ä" * 100_000, "do": "send"})
    assert page.status_code == 422
    assert "hat 100.000 Zeichen, höchstens 200 sind möglich" in page.content.decode()
    assert "ä" * 100_000 in page.content.decode()


def test_after_the_end_what_was_typed_is_shown_but_not_taken(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    a_questionnaire(in_soest, at)
    with clock.stopped_at(at + timedelta(days=11)):
        page = client_for().post(ADDRESS, {**BIKE, "do": "send"})
        assert page.status_code == 422
        assert "gerade nicht angenommen" in page.content.decode()
        assert "Ein Radweg" in page.content.decode()
        closed = client_for().get(ADDRESS).content.decode()
        assert "geschlossen" in closed
        assert "Absenden" not in closed


def test_a_draft_goes_on_here_and_by_its_link_elsewhere(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    a_questionnaire(in_soest, at)
    phone, desk = client_for(), client_for()
    page = phone.post(ADDRESS, {"q.alter": "44", "do": "save"}, follow=True).content.decode()
    link = re.search(r'href="http://soest.localhost(/fragebogen/wege/weiter/[^"]+)"', page)
    assert link
    assert 'value="44"' in phone.get(ADDRESS).content.decode()
    assert 'value="44"' in desk.get(link[1]).content.decode()
    sent = desk.post(link[1], {**BIKE, "do": "send"}, follow=True)
    assert sent.redirect_chain[-1][0] == f"{ADDRESS}danke/"
    assert Response.objects.count() == 1
    assert desk.get(link[1]).status_code == 422
    assert client_for().get(f"{ADDRESS}weiter/{uuid.uuid4()}/").status_code == 422


def test_the_link_goes_out_by_mail_and_the_address_is_kept_nowhere(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    a_questionnaire(in_soest, at)
    eva = client_for()
    eva.post(ADDRESS, {"q.alter": "44", "do": "save"})
    page = eva.post(f"{ADDRESS}gespeichert/", {"email": "eva@example.org"})
    assert "unterwegs" in page.content.decode()
    mail = OutboxMessage.objects.get()
    assert f"/weiter/{Response.objects.get().key}/" in mail.text
    assert "eva" not in mail.key
    assert eva.post(f"{ADDRESS}gespeichert/", {"email": "kein"}).status_code == 422


def test_a_letter_opens_the_door_and_a_foreign_code_does_not(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    import random

    campaign, other = a_campaign(in_soest, at, who=Who.CODE), a_campaign(in_soest, at, "andere", who=Who.CODE)
    (code,), (foreign,) = codes_for(campaign, 1, at, random.Random(1)), codes_for(other, 1, at, random.Random(2))
    a_questionnaire(in_soest, at, who=Who.CODE, campaign=campaign)
    eva = client_for()
    assert eva.get(ADDRESS).url == f"{ADDRESS}zugang/"
    refused = eva.post(f"{ADDRESS}zugang/", {"code": foreign})
    assert refused.status_code == 422
    assert foreign in refused.content.decode()
    without = eva.post(ADDRESS, {**BIKE, "do": "send"})
    assert without.status_code == 403
    assert "Ein Radweg" in without.content.decode()
    assert eva.post(f"{ADDRESS}zugang/", {"code": code.lower()}).url == ADDRESS
    assert eva.post(ADDRESS, {**BIKE, "do": "send"}).status_code == 302
    second = client_for()
    second.post(f"{ADDRESS}zugang/", {"code": code})
    assert "Änderung senden" in second.get(ADDRESS).content.decode()


def test_an_address_opens_the_door_once_it_is_confirmed(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    a_questionnaire(in_soest, at, who=Who.EMAIL)
    a_questionnaire(in_soest, at, "andere", who=Who.EMAIL)
    eva = client_for()
    eva.post(f"{ADDRESS}zugang/", {"email": "eva@example.org"})
    link = re.search(r"http://soest.localhost(\S+)", OutboxMessage.objects.get().text)
    assert link
    assert eva.get(link[1].replace("/wege/", "/andere/")).status_code == 200
    asked = eva.get(link[1])
    assert "eva@example.org" in asked.content.decode()
    # A look changes nothing: a picture in a foreign page could look as well, and let a browser speak for an address.
    assert eva.post(ADDRESS, {**BIKE, "do": "send"}).status_code == 403
    assert eva.post(f"{ADDRESS}zugang/", {"schein": asked.context["ticket"]}).url == ADDRESS
    assert eva.post(ADDRESS, {**BIKE, "do": "send"}).status_code == 302


def test_only_an_account_opens_a_questionnaire_for_accounts(
    in_soest: Municipality, at: datetime, client_for: ClientFor, amira: Person
) -> None:
    a_questionnaire(in_soest, at, who=Who.PERSON)
    assert "Anmelden" in client_for().get(f"{ADDRESS}zugang/").content.decode()
    assert client_for().post(f"{ADDRESS}zugang/", {"email": "x@example.org"}).status_code in (200, 422)
    client = client_for(amira)
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS, {**BIKE, "do": "send"}).status_code == 302


def test_who_takes_it_back_is_asked_first(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    form = a_questionnaire(in_soest, at)
    eva = client_for()
    assert eva.get(f"{ADDRESS}zuruecknehmen/").status_code == 404
    eva.post(ADDRESS, {**BIKE, "do": "send"})
    assert "zurücknehmen?" in eva.get(f"{ADDRESS}zuruecknehmen/").content.decode()
    assert Response.objects.count() == 1
    assert "gelöscht" in eva.post(f"{ADDRESS}zuruecknehmen/").content.decode()
    form.refresh_from_db()
    assert (Response.objects.count(), form.responses_count) == (0, 0)


def test_a_draft_of_the_office_and_one_of_another_town_do_not_exist(
    in_soest: Municipality, olpe: Municipality, at: datetime, client_for: ClientFor
) -> None:
    a_draft(in_soest, at)
    a_questionnaire(in_soest, at, "offen")
    assert client_for().get(ADDRESS).status_code == 404
    assert client_for(town=olpe).get("/fragebogen/offen/").status_code == 404
    assert "offen" in client_for().get("/fragebogen/").content.decode()


def test_results_stay_hidden_until_the_end_where_wished(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    form = a_questionnaire(in_soest, at, questions=[YES_NO], results=ResultsShown.AFTER_END)
    fill(form, [{"ja": "1"}] * 12 + [{"ja": "2"}] * 14, at)
    hidden = client_for().get(f"{ADDRESS}ergebnis/").content.decode()
    assert "verborgen, damit niemand" in hidden
    assert ">12<" not in hidden
    with clock.stopped_at(at + timedelta(days=10)):
        shown = client_for().get(f"{ADDRESS}ergebnis/").content.decode()
        assert ">12<" in shown
        assert "46" in shown


def test_the_public_reads_no_text_of_anybody(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    form = a_questionnaire(in_soest, at)
    rows = [{"wege": {"is": ["rad", "sonstiges"], "other": "Rollerskates"}, "sicher": 1, "warum": "Geheimsache"}] * 20
    fill(form, rows, at)
    page = client_for().get(f"{ADDRESS}ergebnis/").content.decode()
    assert "Rollerskates" not in page
    assert "Geheimsache" not in page
    assert "20 Personen haben etwas geschrieben" in page


def weigh(client: Client, address: str, count_queries: CountQueries) -> int:
    client.get(address)
    with count_queries() as queries:
        assert client.get(address).status_code == 200
    assert len(queries) <= 12, queries
    return len(queries)


def test_no_page_asks_more_of_the_database_when_more_people_answer(
    in_soest: Municipality, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    form = a_questionnaire(in_soest, at)
    pages = (ADDRESS, f"{ADDRESS}ergebnis/", "/fragebogen/")
    fill(form, [{"wege": ["rad"], "sicher": 2}] * 20, at)
    few = [weigh(client_for(), page, count_queries) for page in pages]
    fill(form, [{"wege": ["auto"], "alter": 30, "wohnort": {"district": "ampen"}}] * 200, at, start=20)
    assert [weigh(client_for(), page, count_queries) for page in pages] == few


def test_the_whole_questionnaire_can_be_read_with_all_kinds(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    a_questionnaire(in_soest, at)
    text = client_for().get(ADDRESS).content.decode()
    assert all(question.text in text for question in ALL)
    assert text.count("<fieldset") == 6
    assert Questionnaire.objects.get().title in text
    assert WAYS.section in text


def test_the_list_of_questionnaires_asks_the_same_of_the_database_for_many(
    in_soest: Municipality, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    a_questionnaire(in_soest, at)
    over = {"state": "archived", "published_at": at, "opens_at": at - timedelta(days=9), "closes_at": at}
    rows = [Questionnaire(municipality=in_soest, key=f"alt-{one}", title=f"Alt {one}", **over) for one in range(60)]
    Questionnaire.objects.bulk_create(rows[:1])
    few = weigh(client_for(), "/fragebogen/", count_queries)
    Questionnaire.objects.bulk_create(rows[1:])
    assert weigh(client_for(), "/fragebogen/", count_queries) == few
    last = client_for().get("/fragebogen/?seite=3").content.decode()
    assert "Alt 0<" in last
    assert "Alt 59<" not in last
