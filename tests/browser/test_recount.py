"""Counting a round again in a real browser: the page, its script and its files from Django, without a server."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from soesmart.events.models import HiddenWord, Item
from soesmart.events.rules import Choice, ItemKind
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.events.tests.polls import a_result, audience
from soesmart.region.models import Municipality
from tests.clients import ClientFor

RESULTS = "/veranstaltungen/zukunftsreise/ergebnisse/"
VOTES: dict[ItemKind, list[Choice]] = {
    ItemKind.SINGLE: [(2,), (1,), (2,), (3,), (2,)],
    ItemKind.MULTIPLE: [(1, 3), (2,), (1, 2, 3), (3,), (1,)],
    ItemKind.SCALE: [(3,), (5,), (1,), (3,), (4,)],
    ItemKind.RANKING: [(3, 1, 2), (1, 2, 3), (3, 2, 1), (2, 3, 1), (3, 1, 2)],
    ItemKind.POINTS: [(0, 4, 1), (5, 0, 0), (1, 1, 1), (0, 0, 5), (2, 2, 0)],
    ItemKind.ESTIMATE: [(-3,), (4,), (900,), (7,), (7,)],
    ItemKind.WORDS: [("Ruhe", "Grün"), ("ruhe",), ('Zug "8"',), ("Mist", "Ruhe"), ("\N{BICYCLE}",)],
}


class Served:
    """Answers the browser with what Django's test client got before: the answering itself runs in a context of its own,
    which does not see the test's database. `change` rewrites the file of ballots on its way.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.change: dict[str, Any] = {}
        self.pages: dict[str, tuple[str, bytes]] = {}
        self.asked: list[str] = []

    def prepare(self, item: Item) -> str:
        """The address of the item's first round, ready to be opened."""
        address = f"{RESULTS}{item.number}-1/"
        for path in (address, f"{address}stimmen.json"):
            answer = self.client.get(path)
            self.pages[path] = (answer["Content-Type"], answer.content)
        return f"http://soest.localhost{address}"

    def __call__(self, route: Route) -> None:
        path = route.request.url.removeprefix("http://soest.localhost")
        self.asked.append(f"{route.request.method} {path}")
        if path in self.pages:
            kind, body = self.pages[path]
            if self.change and path.endswith(".json"):
                body = json.dumps(json.loads(body) | self.change).encode()
            route.fulfill(body=body, content_type=kind)
        elif "/recount.js" in path:
            route.fulfill(path=str(finders.find("events/recount.js")))
        else:
            route.abort()


@pytest.fixture
def served(client_for: ClientFor) -> Served:
    return Served(client_for())


@pytest.fixture
def page(browser: Browser, served: Served) -> Any:
    context = browser.new_context()
    context.route("**/*", served)
    yield context.new_page()
    context.close()


def recounted(page: Page, served: Served, item: Item) -> list[tuple[bool, str]]:
    page.goto(served.prepare(item))
    page.get_by_role("button", name="Hier im Browser nachzählen").click()
    lines = page.locator(".recount li")
    lines.first.wait_for()
    return [("is-wrong" not in (line.get_attribute("class") or ""), line.inner_text()) for line in lines.all()]


def test_every_kind_is_counted_again_with_the_same_result(
    page: Page, served: Served, in_soest: Municipality, at: datetime
) -> None:
    scene = a_scene(an_event(in_soest, at))
    for minute, (kind, votes) in enumerate(VOTES.items()):
        item = an_item(scene, kind, least=-10 if kind == ItemKind.ESTIMATE else 1, most=1000, points=5)
        if kind == ItemKind.SCALE:
            Item.objects.filter(pk=item.pk).update(most=5)
        a_result(item, audience(votes, votes[1:] + votes[:2]), at + timedelta(minutes=minute))
        found = recounted(page, served, item)
        assert [is_right for is_right, _ in found] == [True] * 5, (kind, found)
        assert found[1][1] == "11 Stimmen mit 11 verschiedenen Belegen."
    HiddenWord.objects.create(item=item, word="mist")
    assert all(is_right for is_right, _ in recounted(page, served, item))


def test_a_changed_ballot_and_a_changed_result_are_found(
    page: Page, served: Served, in_soest: Municipality, at: datetime
) -> None:
    item = an_item(a_scene(an_event(in_soest, at)))
    a_result(item, audience(VOTES[ItemKind.SINGLE]), at)
    data = served.client.get(f"{RESULTS}1-1/stimmen.json").json()
    first, *rest = data["ballots"]
    served.change = {"ballots": [[first[0], first[1], "[1]" if first[2] != "[1]" else "[3]"], *rest]}
    assert [is_right for is_right, _ in recounted(page, served, item)] == [False, True, False]
    served.change = {"ballots": rest}
    assert [is_right for is_right, _ in recounted(page, served, item)] == [False, True, False]
    served.change = {"result": {"all": {"ballots": 5, "counts": [5, 0, 0], "leaders": [1]}}}
    assert [is_right for is_right, _ in recounted(page, served, item)] == [True, True, False]


def test_a_receipt_is_looked_up_without_leaving_the_browser(
    page: Page, served: Served, in_soest: Municipality, at: datetime
) -> None:
    item = an_item(a_scene(an_event(in_soest, at)))
    a_result(item, audience(VOTES[ItemKind.SINGLE]), at)
    receipt, _, choice = served.client.get(f"{RESULTS}1-1/stimmen.json").json()["ballots"][0]
    page.goto(served.prepare(item))
    answer = page.locator(".recount-form [role=status]")
    for typed, said in ((receipt.lower(), f"ist gezählt: Antwort {choice[1]}."), ("A" * 16, "keine Stimme mit")):
        page.get_by_label("Ihr Beleg").fill(typed)
        page.get_by_role("button", name="Beleg suchen").click()
        answer.get_by_text(said).wait_for()
    assert not [asked for asked in served.asked if receipt in asked or asked.startswith("POST")]
