"""Workbooks, documents and pictures cost the server much: one internet address gets many, but not without end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.participation import limits
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from tests.clients import ClientFor

HOME = "/mitmachen/ideen/"


@pytest.fixture(autouse=True)
def stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


@pytest.mark.parametrize("name", ["ideen.xlsx", "ergebnis.xlsx", "ergebnis.pdf"])
def test_the_third_of_two_files_is_for_later(
    campaign: Campaign, at: datetime, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    an_idea(campaign, at)
    monkeypatch.setattr(limits, "FILE", replace(limits.FILE, most=2))
    answers = [client_for().get(f"{HOME}{name}") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "sehr viele Dateien" in answers[2].content.decode()
    assert client_for().get(f"{HOME}{name}", REMOTE_ADDR="203.0.113.9").status_code == 200
    assert client_for().get(f"{HOME}ideen.csv").status_code == 200  # costs little


def test_too_many_pictures_are_refused_and_the_words_are_kept(
    campaign: Campaign, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PICTURE", replace(limits.PICTURE, most=0))
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    typed = {"title": "Bänke", "what": "Mehr davon", "picture_alt": "Eine Bank", "nonce": str(new_id())}
    answer = client_for().post(f"{HOME}ideen/neu/", typed | {"picture": SimpleUploadedFile("b.png", out.getvalue())})
    page = answer.content.decode()
    assert (answer.status_code, Idea.objects.count()) == (422, 0)
    assert "sehr viele Bilder" in page
    assert "Mehr davon" in page
    assert client_for().post(f"{HOME}ideen/neu/", typed).status_code == 302
