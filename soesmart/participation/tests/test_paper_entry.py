"""Cards from paper and workshops, typed in one by one or as a table: each is one voice, and no slip makes a second."""

import random
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core.clock import BERLIN
from soesmart.core.spreadsheets import write_csv
from soesmart.participation.card_entry import next_card
from soesmart.participation.credentials import Kind
from soesmart.participation.models import Campaign, Opinion, Tally, Voice
from soesmart.participation.opinion_table import COLUMNS, credential_from, value_from
from soesmart.participation.rules import Channel, Span, Voting, Who
from soesmart.participation.services import recount
from soesmart.participation.services.entry_checks import moment_on
from soesmart.participation.tests.campaigns import a_campaign, an_idea, codes_for
from soesmart.region.models import District, Municipality
from tests.clients import ClientFor

TABLE = "/verwaltung/mitmachen/ideen/ideen/meinungen/"
CARD = f"{TABLE}karte/"


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    """Open for years, for the pages read the clock."""
    span = {"opens_at": at - timedelta(days=10), "closes_at": at + timedelta(days=9000)}
    campaign = a_campaign(in_soest, at)
    campaign.windows.update(**span)
    for title in ("Bäume", "Bänke"):
        an_idea(campaign, at, title)
    District.objects.create(municipality=in_soest, slug="ampen", name="Ampen")
    return campaign


@pytest.fixture
def office(client_for: ClientFor, bernd: Person) -> Client:
    return client_for(bernd, role=Role.PARTICIPATION_OFFICER)


def send(office: Client, rows: list[dict[str, Any]], **more: Any) -> HttpResponse:
    file = SimpleUploadedFile("meinungen.csv", write_csv(list(COLUMNS), rows))
    return office.post(TABLE, {"file": file, "channel": "paper", **more})  # type: ignore[return-value]


@pytest.mark.parametrize("typed", ["17", "Karte 17", " karte  17 ", "Nr. 17"])
def test_a_number_names_a_card_of_its_channel(typed: str) -> None:
    found = credential_from(typed, Channel.PAPER)
    assert (found.kind, found.secret) == (Kind.CARD, "paper 17")
    assert credential_from(typed, Channel.EVENT) != found


@pytest.mark.parametrize("typed", ["ACDE-FGHJ-KMNP", "acdefghjkmnp", "ACDE FGHJ KM34"])
def test_a_code_is_known_by_its_signs(typed: str) -> None:
    assert credential_from(typed, Channel.PAPER).kind == Kind.CODE


@pytest.mark.parametrize(
    "typed", ["ACDE-FGHJ-KMN", "ACDEFGHJKM34X", "ACDE-FGHJ-12", "", "Karte", "17a", "1234567", "-5"]
)
def test_a_mistyped_code_is_never_taken_for_a_card(typed: str) -> None:
    with pytest.raises(ValueError, match="weder"):
        credential_from(typed, Channel.PAPER)


@pytest.mark.parametrize(
    ("voting", "typed", "value"),
    [
        (Voting.AGREE, "Ja", 1),
        (Voting.AGREE, "dagegen", -1),
        (Voting.AGREE, "−", -1),
        (Voting.AGREE, "egal", 0),
        (Voting.SUPPORT, "x", 1),
        (Voting.STARS, "4", 4),
        (Voting.POINTS, "12", 12),
        (Voting.BUDGET, "1.500 €", 150_000),
    ],
)
def test_a_cell_means_a_value(voting: Voting, typed: str, value: int) -> None:
    assert value_from(typed, voting) == value


@pytest.mark.parametrize(
    ("voting", "typed"),
    [(Voting.AGREE, "vielleicht"), (Voting.SUPPORT, "nein"), (Voting.STARS, "4,5"), (Voting.BUDGET, "viel")],
)
def test_what_is_no_value_is_told_so(voting: Voting, typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        value_from(typed, voting)


def test_a_day_stands_for_its_noon_or_for_what_of_it_was_open(at: datetime) -> None:
    noon = datetime(2026, 10, 30, 12, tzinfo=BERLIN)
    evening = noon + timedelta(hours=6)
    later = at + timedelta(days=5)
    assert moment_on(noon.date(), [Span(noon - timedelta(days=1), later)], at) == noon
    assert moment_on(noon.date(), [Span(evening, later)], at) == evening
    assert moment_on(noon.date(), [Span(noon - timedelta(days=3), noon)], at) < noon
    early = at.replace(hour=8)
    assert moment_on(at.date(), [Span(noon, later)], early) <= early


def test_a_table_of_cards_is_stored(office: Client, campaign: Campaign, at: datetime) -> None:
    rows = [
        {"card": "1", "idea": 1, "opinion": "ja", "important": True, "district": "Ampen", "age": "18-29"},
        {"card": "1", "idea": 2, "opinion": "nein", "day": at.date()},
        {"card": "2", "idea": 1, "opinion": "egal"},
    ]
    assert send(office, rows, day=at.date()).status_code == 302
    assert list(Tally.objects.filter(idea__number=1).values_list("channel", "agree", "passed")) == [("paper", 1, 1)]
    voice = Voice.objects.get(number=1)
    assert (voice.district.name, voice.age_band) == ("Ampen", "18-29")
    assert recount(campaign=campaign, at=at) == []


def test_a_trial_stores_nothing(office: Client, campaign: Campaign) -> None:
    answer = send(office, [{"card": "1", "idea": 1, "opinion": "ja"}], only_check="on")
    assert answer.status_code == 200
    assert "1 neue Meinungen" in answer.content.decode()
    assert not Voice.objects.exists()


@pytest.mark.parametrize(
    ("changed", "column", "text"),
    [
        ({"card": "ABC"}, "Karte/Code", "weder"),
        ({"card": ""}, "Karte/Code", "fehlt"),
        ({"opinion": "vielleicht"}, "Meinung", "egal"),
        ({"idea": 99}, "–", "Idee 99"),
        ({"idea": "x"}, "Idee", "Zahl"),
        ({"district": "Entenhausen"}, "Ortsteil", "Entenhausen"),
        ({"age": "steinalt"}, "Alter", "unter 18"),
        ({"day": date(2020, 1, 1)}, "–", "An diesem Tag"),
        ({"day": "gestern"}, "Tag", "gestern"),
        ({"card": "ACDE-FGHJ-KMNP"}, "–", "Diesen Code"),
    ],
)
def test_every_fault_of_a_table_is_named_by_its_row(
    changed: dict[str, Any], column: str, text: str, office: Client, campaign: Campaign
) -> None:
    row = {"card": "2", "idea": 1, "opinion": "ja"}
    answer = send(office, [row | {"card": "1"}, row | changed])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<td class="number">3</td><td>{column}</td>' in page
    assert text in page
    assert not Voice.objects.exists()


def test_no_code_stands_on_a_page_that_names_faults(office: Client, campaign: Campaign) -> None:
    page = send(office, [{"card": "ACDE-FGHJ-KM", "idea": 1, "opinion": "ja"}]).content.decode()
    assert "ACDE-FGHJ-KM" not in page


def test_the_template_can_be_uploaded_again(office: Client, campaign: Campaign) -> None:
    for ending in ("xlsx", "csv"):
        content = office.get(f"{TABLE}vorlage.{ending}").content
        answer = office.post(TABLE, {"file": SimpleUploadedFile(f"x.{ending}", content), "channel": "paper"})
        assert "Spalten passen nicht" not in answer.content.decode()
    assert office.get(f"{TABLE}vorlage.pdf").status_code == 404


def test_a_card_is_typed_in_and_the_next_number_waits(office: Client, campaign: Campaign, at: datetime) -> None:
    answer = office.post(CARD, {"card": "17", "channel": "workshop", "idea_1": "ja", "important_1": "on", "idea_2": ""})
    assert answer.status_code == 302
    assert "card=18" in answer["Location"]
    assert "channel=workshop" in answer["Location"]
    opinion = Opinion.objects.get()
    assert (opinion.value, opinion.important, opinion.channel) == (1, True, "workshop")
    assert 'value="18"' in office.get(answer["Location"]).content.decode()
    assert recount(campaign=campaign, at=at) == []


def test_a_card_that_is_there_already_changes_only_on_request(office: Client, campaign: Campaign) -> None:
    sent = {"card": "17", "channel": "paper", "idea_1": "ja"}
    assert office.post(CARD, sent).status_code == 302
    assert office.post(CARD, sent).status_code == 302, "the same form sent twice"
    other = sent | {"idea_1": "nein", "idea_2": "ja"}
    answer = office.post(CARD, other)
    assert answer.status_code == 409
    assert "schon eingetragen" in answer.content.decode()
    assert Opinion.objects.get().value == 1
    assert office.post(CARD, other | {"change": "on"}).status_code == 302
    assert list(Opinion.objects.order_by("idea").values_list("value", flat=True)) == [-1, 1]
    assert Voice.objects.count() == 1


def test_a_code_on_a_card_is_the_voice_of_its_letter(office: Client, campaign: Campaign, at: datetime) -> None:
    Campaign.objects.update(who=Who.CODE)
    (code,) = codes_for(campaign, 1, at, random.Random(1))
    assert office.post(CARD, {"card": code.lower(), "channel": "paper", "idea_1": "ja"}).status_code == 302
    assert Voice.objects.get().code.campaign == campaign
    answer = office.post(CARD, {"card": "ACDEFGHJKMNP", "channel": "paper", "idea_1": "ja"})
    assert answer.status_code == 422
    assert "Diesen Code" in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"card": "", "channel": "paper", "idea_1": "ja"},
        {"card": "17", "channel": "online", "idea_1": "ja"},
        {"card": "17", "channel": "paper"},
        {"card": "17", "channel": "paper", "idea_1": "sehr"},
        {"card": "17", "channel": "paper", "idea_1": "ja", "day": "2020-01-01"},
    ],
)
def test_a_faulty_card_stores_nothing_and_keeps_what_was_typed(
    sent: dict[str, str], office: Client, campaign: Campaign
) -> None:
    answer = office.post(CARD, sent)
    assert answer.status_code == 422
    assert not Voice.objects.exists()


def test_points_are_typed_as_amounts(office: Client, campaign: Campaign) -> None:
    Campaign.objects.update(voting=Voting.POINTS, limit=5)
    assert 'inputmode="numeric"' in office.get(CARD).content.decode()
    answer = office.post(CARD, {"card": "1", "channel": "paper", "idea_1": "3", "idea_2": "3"})
    assert answer.status_code == 422
    assert "höchstens 5 Punkte" in answer.content.decode()
    assert office.post(CARD, {"card": "1", "channel": "paper", "idea_1": "3", "idea_2": "2"}).status_code == 302
    assert Voice.objects.get().spent == 5


@pytest.mark.parametrize(
    ("typed", "next_"), [("17", "18"), ("Ampen-9", "Ampen-10"), ("ACDE-FGHJ-KMNP", ""), ("ACDEFGHJKM34", "")]
)
def test_the_next_card_is_the_next_number(typed: str, next_: str) -> None:
    assert next_card(typed) == next_
