"""Booked on a phone, found in the mail, checked at the door, given back: with script and without."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.helpers import DESK, PHONE, Look, Noise, Town, axe, overflow
from tests.browser.test_every_page import sign_in

BOOK = "/veranstaltungen/probeabend/karten/"
DOORS = "/verwaltung/karten/probeabend/einlass/"
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-\d")


@pytest.fixture
def look() -> Look:
    return PHONE


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def side_door(browser: Browser, town: Town, scripts: bool) -> Iterator[tuple[Page, str]]:
    """A phone for the side door, and the link that Bernd made for it; it knows nobody's account."""
    noise = Noise()
    office = browser.new_context(viewport={"width": DESK.width, "height": DESK.height}, java_script_enabled=scripts)
    desk = office.new_page()
    noise.listen(desk)
    sign_in(desk, town, "bernd")
    desk.goto(town.url(DOORS))
    desk.get_by_role("textbox", name="Welche Tür").fill("Seitentür mit Script" if scripts else "Seitentür")
    desk.get_by_role("button", name="Zugang machen").click()
    link = desk.locator(".box-link__url a").inner_text()
    is_fine(desk, scripts=scripts)
    pocket = browser.new_context(viewport={"width": 360, "height": 780}, java_script_enabled=scripts)
    opened = pocket.new_page()
    noise.listen(opened)
    yield opened, link
    office.close()
    pocket.close()
    assert noise.heard == []


def is_fine(page: Page, *, scripts: bool) -> None:
    if scripts:
        assert axe(page) == []
        assert overflow(page) == 0


def book(page: Page, town: Town, email: str, *, scripts: bool) -> None:
    """Two places; an empty form and a wrong address first, which keep what was typed."""
    page.goto(town.url(BOOK))
    is_fine(page, scripts=scripts)
    page.get_by_label("Name", exact=True).fill("Paula Probe")
    page.get_by_label("E-Mail-Adresse").fill("paula")
    page.get_by_role("button", name="Verbindlich buchen").click()
    expect(page.get_by_text("keine E-Mail-Adresse").first).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Paula Probe")
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Für wie viele Menschen?").select_option("2")
    page.get_by_role("button", name="Verbindlich buchen").click()
    expect(page.locator(".ticket .qr svg")).to_have_count(2)
    is_fine(page, scripts=scripts)


def link_in_the_mail(page: Page, town: Town, email: str) -> str:
    """The path of the tickets, from the demo's letter box."""
    page.goto(town.url("/vorfuehrung/post/"))
    letter = page.locator("main li", has_text=email).first
    found = re.search(r"/karten/[\w-]+/", letter.inner_text())
    assert found, letter.inner_text()
    return found[0]


def show_at(door: Page, code: str, says: str) -> None:
    """Type a code at the door, and read what it says."""
    door.get_by_role("textbox", name="Code auf der Karte").fill(code)
    door.get_by_role("button", name="Prüfen").click()
    expect(door.locator(".door__title")).to_have_text(says)


def test_from_the_booking_to_the_door_and_back(
    page: Page, town: Town, side_door: tuple[Page, str], scripts: bool
) -> None:
    door, link = side_door
    email = f"paula.{'mit' if scripts else 'ohne'}@example.org"
    book(page, town, email, scripts=scripts)
    page.goto(town.url(link_in_the_mail(page, town, email)))
    first, second = page.locator(".ticket__code").all_inner_texts()
    assert CODE.fullmatch(first)

    door.goto(link)
    show_at(door, first.lower(), "Herein!")
    is_fine(door, scripts=scripts)
    show_at(door, first, "Schon eingelassen")
    is_fine(door, scripts=scripts)

    page.get_by_role("link", name="Karten zurückgeben").click()
    is_fine(page, scripts=scripts)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Zurückgeben").click()
    expect(page.locator(".ticket", has_text=second)).to_contain_text("zurückgegeben")
    expect(page.locator(".ticket", has_text=first)).to_contain_text("eingelassen")
    show_at(door, second, "Zurückgegeben")
