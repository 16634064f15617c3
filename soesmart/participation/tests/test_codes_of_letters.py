"""Codes: handed out once, kept as digests, counted, revoked."""

import io
import re
from datetime import datetime
from time import process_time

import pypdfium2
import pytest
from django.test import Client
from openpyxl import load_workbook

from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.models import AuditEntry
from soesmart.participation.credentials import Credential, Kind, tidy_code
from soesmart.participation.models import AccessCode, Campaign, CodeBatch
from soesmart.participation.queries.office import batches_of
from soesmart.participation.rules import Who
from soesmart.participation.services.codes import make_codes
from soesmart.participation.services.opinions import give_opinion
from soesmart.participation.services.voices import is_valid_code
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import client_of

PATH = "/verwaltung/mitmachen/ideen/codes/"


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at, who=Who.CODE)


@pytest.fixture
def office(soest: Municipality) -> Client:
    return client_of(make_person("paula", soest, Role.PARTICIPATION_OFFICER), soest)


def wish(form: str = "xlsx", number: object = 3, **more: object) -> dict[str, object]:
    return {"label": "Brief im Mai", "number": number, "form": form, "nonce": str(new_id()), **more}


def codes_in(content: bytes) -> list[str]:
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet
    return [str(row[1]) for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_the_file_is_the_only_place_where_codes_stand_in_clear(office: Client, campaign: Campaign) -> None:
    answer = office.post(PATH, wish())
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store"
    codes = codes_in(answer.content)
    assert len(codes) == len(set(codes)) == 3
    assert all(is_valid_code(campaign, code) for code in codes)
    digests = AccessCode.objects.values_list("digest", flat=True)
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in digests)
    stored = str(list(AuditEntry.objects.values())) + str(list(CodeBatch.objects.values())) + str(list(digests))
    page = office.get(PATH).content.decode()
    for code in codes:
        for text in (code, tidy_code(code)):
            assert text not in stored
            assert text not in page
    assert "Brief im Mai" in page


def test_a_form_that_is_sent_twice_makes_codes_once_and_says_what_to_do(office: Client, campaign: Campaign) -> None:
    sent = wish()
    assert office.post(PATH, sent).status_code == 200
    again = office.post(PATH, sent)
    assert again.status_code == 409
    assert "schon gemacht" in again.content.decode()
    assert AccessCode.objects.count() == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": 0}, "größer oder gleich 1"),
        ({"number": 10_001}, "kleiner oder gleich 10000"),
        ({"number": "viele"}, "ganze Zahl"),
        ({"label": " "}, "Dieses Feld"),
        ({"form": "exe"}, "gültige Auswahl"),
        ({"form": "pdf", "number": 501}, "Als Briefe höchstens 500"),
    ],
)
def test_wrong_wishes_are_named_and_nothing_is_made(
    office: Client, campaign: Campaign, changes: dict[str, object], words: str
) -> None:
    answer = office.post(PATH, wish() | changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not CodeBatch.objects.exists()


def test_codes_are_made_only_where_they_open_something(office: Client, in_soest: Municipality, at: datetime) -> None:
    a_campaign(in_soest, at, who=Who.PERSON)
    assert "Hier braucht es keine Codes" in office.get(PATH).content.decode()
    assert office.post(PATH, wish()).status_code == 422
    assert not AccessCode.objects.exists()


def test_revoked_codes_open_nothing_and_what_was_said_stays(office: Client, campaign: Campaign, at: datetime) -> None:
    with clock.stopped_at(at):
        an_idea(campaign, at)
        used, unused, _ = codes_in(office.post(PATH, wish()).content)
        give_opinion(campaign_key="ideen", number=1, credential=Credential(Kind.CODE, used), value=1, at=at)
        batch = CodeBatch.objects.get()
        (row,) = batches_of(campaign)
        assert (row.used, row.left) == (1, 2)
        office.post(f"{PATH}{batch.pk}/")
        (row,) = batches_of(campaign)
        assert (row.used, row.left) == (1, 0)
        assert not is_valid_code(campaign, unused)
        assert campaign.ideas.get().voices == 1
        assert "Wieder freigeben" in office.get(PATH).content.decode()
        office.post(f"{PATH}{batch.pk}/")
        assert is_valid_code(campaign, unused)


def test_a_batch_of_another_campaign_is_not_found(office: Client, campaign: Campaign, at: datetime) -> None:
    other = a_campaign(campaign.municipality, at, "andere", who=Who.CODE)
    batch, _ = make_codes(actor="system:test", campaign=other, label="x", number=1, nonce=new_id(), at=at)
    assert office.post(f"{PATH}{batch.pk}/").status_code == 404
    assert office.post(f"{PATH}{'9' * 18}/").status_code == 404
    batch.refresh_from_db()
    assert batch.revoked_at is None


def test_letters_have_a_page_for_each_code(office: Client, campaign: Campaign) -> None:
    answer = office.post(PATH, wish("pdf", 2))
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    pages = [page.get_textpage().get_text_range() for page in document]
    assert len(pages) == 2
    codes = [re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", page) for page in pages]
    for code, page in zip(codes, pages, strict=True):
        assert code, page
        assert is_valid_code(campaign, code[0])
        assert "/mitmachen/ideen/zugang/" in page


def test_ten_thousand_codes_take_less_than_three_seconds_of_computing(campaign: Campaign, at: datetime) -> None:
    began = process_time()
    _, codes = make_codes(actor="system:test", campaign=campaign, label="x", number=10_000, nonce=new_id(), at=at)
    assert process_time() - began < 3
    assert len(set(codes)) == AccessCode.objects.count() == 10_000
