"""The whole page of the phone, everything included, is light enough for bad Wi-Fi in a full hall."""

import gzip
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from soesmart.events.models import Event
from soesmart.events.queries.card import card_context
from soesmart.events.rules import ItemKind, Showing
from soesmart.events.services.rounds import open_round
from soesmart.events.services.stage import set_stage
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.events.tests.test_questions import asked
from soesmart.region.models import Municipality
from tests.clients import ClientFor

pytestmark = pytest.mark.usefixtures("noon")

LIGHT = 30 * 1024


@pytest.fixture
def evening(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at)


def weight_of(client: Client, url: str) -> int:
    """Bytes of the page and of all that it loads, compressed as they are sent."""
    page = client.get(url).text
    names = set(re.findall(r'(?:href|src)="/static/([^"?]+)', page))
    assert "events/phone.css" in names
    texts = [page.encode(), *(Path(str(finders.find(name))).read_bytes() for name in names)]
    return sum(len(gzip.compress(text, 6)) for text in texts)


@pytest.mark.parametrize("kind", [ItemKind.RANKING, ItemKind.SCALE, ItemKind.QUESTIONS])
def test_the_phone_weighs_less_than_thirty_kilobytes(
    evening: Event, at: datetime, client_for: ClientFor, kind: ItemKind
) -> None:
    item = an_item(a_scene(evening), kind, options=30, most=20, text="Was wir wissen wollen. " * 20)
    if kind == ItemKind.QUESTIONS:
        for number in range(30):
            asked(item, at, f"Frage {number}: " + "warum " * 40)
        set_stage(event=evening, showing=Showing.QUESTIONS, item=item)
    else:
        open_round(item=item, by="system:test", at=at)
    client = client_for()
    assert weight_of(client, "/abend/REISEN/") < LIGHT
    client.post("/abend/REISEN/mitmachen/", {"ort": "saal"})
    assert weight_of(client, "/abend/REISEN/") < LIGHT


def test_the_script_weighs_less_than_six_kilobytes() -> None:
    assert len(gzip.compress(Path(str(finders.find("events/phone.js"))).read_bytes(), 6)) < 6 * 1024


def test_nothing_comes_from_another_host_and_nothing_stands_inline(
    evening: Event, at: datetime, client_for: ClientFor
) -> None:
    open_round(item=an_item(a_scene(evening)), by="system:test", at=at)
    client = client_for()
    client.post("/abend/REISEN/mitmachen/", {"ort": "saal"})
    page = client.get("/abend/REISEN/").text
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert not re.search(r"\son\w+=|\sstyle=|http-equiv", page)
    assert len(re.findall("<script", page)) == len(
        re.findall(r'<script src="/static/events/phone\.js[^"]*" defer>', page)
    )


def test_the_card_names_nobody(evening: Event, at: datetime, client_for: ClientFor) -> None:
    """It is rendered once and given to everybody: two people find the same in their pages."""
    from django.template.loader import render_to_string

    open_round(item=an_item(a_scene(evening)), by="system:test", at=at)
    card = render_to_string("events/_card.html", card_context(evening))
    assert "csrf" not in card
    assert "nonce" not in card
    for _ in range(2):
        client = client_for()
        client.post("/abend/REISEN/mitmachen/", {"ort": "saal"})
        assert card in client.get("/abend/REISEN/").text
