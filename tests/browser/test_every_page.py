"""One page of every kind, found by walking the links as a guest and as each of the cast.

For every kind of page (URL pattern): no axe finding, nothing wider than the screen, a title and one heading, no noise
in the console (the `page` fixture), and under 100 KB on its way when it is public.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.browser.helpers import DESK_DARK, NARROW, Look, Town, axe, overflow, weigh_all

# Who looks, and at what: every page is seen narrow and light, and on a desk in the dark. The office shows its pages to
# those who work there narrow, and to Clara, who administers the town and may open them all, on a desk.
SEEN = [
    ("", NARROW),
    ("", DESK_DARK),
    ("amira", NARROW),
    ("amira", DESK_DARK),
    ("bernd", NARROW),
    ("deniz", NARROW),
    ("clara", DESK_DARK),
]
OTHER_TOWNS = ["arnsberg", "bad-berleburg", "menden", "olpe"]
# What only somebody signed in sees; the rest is the guest's to walk. An account has the same pages for everybody: a
# resident and somebody with many tasks look at them.
OFFICE = ("/verwaltung/",)
OWN_PAGES = (*OFFICE, "/mein/", "/konto/", "/vorfuehrung/")
WITHIN = {"": ("/",), "amira": OWN_PAGES, "clara": OWN_PAGES}
# Wagtail's editor is not our page; files are not pages; signing out ends the walk.
NOT_WALKED = ("/redaktion/", "/media/", "/static/", "/konto/abmelden/", "/dokumente/")
FILES = (".pdf", ".csv", ".xlsx", ".ics", ".xml", ".rss", ".atom", ".json", ".txt", ".svg", ".webp", ".png")

# Pages weighed side by side.
AT_ONCE = 8

# One address of every kind of public page, as a guest's first walk found them: walking again finds the same.
PUBLIC: list[str] = []


def kind_of(path: str, query: str) -> str | None:
    """The URL pattern of a path, or None for what is not walked. A filter or a page number is no kind of its own."""
    if path.startswith(NOT_WALKED) or path.endswith(FILES):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if not match.url_name or "page" in query:
        return match.route + ("?page" if "page" in query else "")
    # Wagtail's pages share one pattern: each is a kind of its own as far as the first two parts of its path.
    return path if match.route.startswith("<path") or "<path:" in match.route else match.route


def walk(page: Page, start: str, within: tuple[str, ...] = ("/",)) -> Iterator[str]:
    """Open one page of each kind below `within` that links lead to from `start`; yields each while it is open."""
    waiting, kinds = [start], set()
    while waiting:
        address = waiting.pop(0)
        parts = urlsplit(address)
        kind = kind_of(parts.path, parts.query)
        if kind is None or kind in kinds or not parts.path.startswith(within):
            continue
        kinds.add(kind)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in (200, 403), f"{address}: {answer.status}"
        yield address
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href.toString())")
        # An SVG link's href is an object, not a string; the list below the picture has the same addresses.
        own = [link for link in links if urlsplit(link).netloc == parts.netloc]
        waiting += [link.split("#")[0] for link in own]


def sign_in(page: Page, town: Town, name: str) -> None:
    """One click on the demo's page of the cast."""
    page.goto(town.url("/vorfuehrung/anmelden/"))
    page.get_by_role("button", name=name.capitalize()).first.click()
    page.wait_for_load_state()


def faults(page: Page, address: str) -> list[str]:
    found = [f"{address}: {finding}" for finding in axe(page)]
    if wider := overflow(page):
        found.append(f"{address}: {wider} px wider than the screen")
    headings = page.locator("h1").count()
    if headings != 1:
        found.append(f"{address}: {headings} main headings")
    if not page.title():
        found.append(f"{address}: no title")
    return found


@pytest.mark.parametrize(("visitor", "look"), SEEN, ids=lambda one: str(one) or "guest")
def test_every_kind_of_page_is_accessible(page: Page, town: Town, visitor: str, look: Look) -> None:
    if visitor:
        sign_in(page, town, visitor)
    found, walked = [], []
    start = "/verwaltung/" if visitor else "/"
    for address in walk(page, town.url(start), WITHIN.get(visitor, OFFICE)):
        walked.append(address)
        found += faults(page, address)
    assert found == []
    assert len(walked) >= (5 if visitor else 15), walked
    if not visitor:
        PUBLIC[:] = walked


@pytest.mark.parametrize("look", [NARROW], ids=str)
@pytest.mark.parametrize("slug", [*OTHER_TOWNS, "region"])
def test_the_other_towns_are_accessible_too(page: Page, town: Town, slug: str) -> None:
    paths = (
        ["/"] if slug == "region" else ["/", "/strategie/", "/aktuelles/", "/kalender/", "/prozess/", "/suche/?q=stadt"]
    )
    found = []
    for path in paths:
        answer = page.goto(town.url(path, town=slug))
        assert answer is not None
        assert answer.status == 200, f"{slug}{path}: {answer.status}"
        found += faults(page, f"{slug}{path}")
    assert found == []


@pytest.mark.parametrize("scripts", [False])
def test_every_kind_of_public_page_is_complete_without_script(page: Page, town: Town) -> None:
    for address in walk(page, town.url("/")):
        assert page.locator("main").inner_text().strip(), address
        assert page.locator("main noscript").count() == 0, f"{address} asks for scripts"


def test_every_kind_of_public_page_is_light(page: Page, town: Town) -> None:
    addresses = PUBLIC or list(walk(page, town.url("/")))
    weights = weigh_all([page.context.new_page() for _ in range(AT_ONCE)], addresses)
    assert len(weights) == len(addresses)
    assert {address: weight for address, weight in weights.items() if weight >= 100_000} == {}
