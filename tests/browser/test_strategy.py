"""The strategy in a browser: by keyboard, without scripts, on a small screen, in the dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import DESK, Look, Town, axe, overflow, weigh

LOOKS = [Look("narrow", 320, 640, scheme) for scheme in ("light", "dark")]
MOST_STOPS = 150
PAGES = [
    "/strategie/",
    "/strategie/felder/klima/",
    "/strategie/ziele/KLI-1/",
    "/strategie/ziele/STE-2/",
    "/strategie/fassungen/",
    "/strategie/fassungen/1.0/",
    "/strategie/fassungen/1.0/ziele/MOB-1/",
    "/strategie/vergleich/",
    "/strategie/suche/?q=rad",
    "/strategie/kennzahlen/",
]


def tab_to(page: Page, href: str) -> None:
    """Press Tab until the link to `href` has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.getAttribute('href')") == href:
            return
    raise AssertionError(f"{href} cannot be reached by keyboard")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_house_to_the_numbers_by_keyboard_alone(page: Page, town: Town, scripts: bool) -> None:
    page.goto(town.url("/strategie/"))
    tab_to(page, "/strategie/felder/mobilitaet/")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mobilität")
    tab_to(page, "/strategie/ziele/MOB-1/")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mehr Wege mit Rad, zu Fuß, Bus und Bahn")
    tab_to(page, "/strategie/ziele/MOB-1/werte.csv")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "MOB-1.csv"
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbfJahr;Wert;Einheit")
    assert b"\r\n2011;21,4;%;" in content


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_is_accessible_on_a_small_screen(page: Page, town: Town, look: Look) -> None:
    found = []
    for path in PAGES:
        page.goto(town.url(path))
        found += [f"{path}: {finding}" for finding in axe(page)]
        found += [f"{path}: {wider} px wider than the screen"] if (wider := overflow(page)) else []
    assert found == []


@pytest.mark.parametrize("scripts", [False])
def test_the_calculation_opens_without_scripts(page: Page, town: Town, scripts: bool) -> None:
    page.goto(town.url("/strategie/ziele/KLI-1/"))
    steps = page.get_by_role("table").filter(has_text="Bisher im Jahr")
    expect(steps).to_be_hidden()
    page.get_by_text("So wurde gerechnet").click()
    expect(steps).to_be_visible()
    expect(steps).to_contain_text("(5,5 − 7,4) ÷ (2025 − 2018)")


def test_the_house_weighs_less_than_100_kilobytes(page: Page, town: Town) -> None:
    assert weigh(page, town.url("/strategie/")) < 100_000


def test_all_eight_fields_and_28_goals_stand_on_the_page_of_the_house(page: Page, town: Town) -> None:
    page.goto(town.url("/strategie/"))
    rooms = page.locator(".room")
    expect(rooms).to_have_count(8)
    expect(rooms.locator("li")).to_have_count(28)
    expect(rooms.first.get_by_role("heading")).to_contain_text("Mobilität")
    expect(rooms.last.get_by_role("heading")).to_contain_text("Verwaltung & Beteiligung")


def test_searching_within_the_strategy(page: Page, town: Town) -> None:
    page.goto(town.url("/strategie/"))
    page.get_by_label("In der Strategie suchen").last.fill("Räder")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Treffer")).to_be_visible()
    expect(page.get_by_role("link", name="Sichere und durchgehende Rad- und Fußwege")).to_be_visible()
    page.get_by_label("Handlungsfeld").select_option("bildung")
    page.get_by_role("button", name="Suchen").last.click()
    expect(page.get_by_text("Nichts gefunden")).to_be_visible()


@pytest.mark.parametrize("look", [DESK], ids=str)
def test_two_versions_differ_in_words_that_a_screen_reader_tells_apart(page: Page, town: Town, look: Look) -> None:
    page.goto(town.url("/strategie/fassungen/"))
    page.get_by_role("link", name="Fassungen vergleichen").click()
    change = page.locator("#BIL-2")
    expect(change.locator("del").first).to_contain_text("gestrichen:")
    expect(change.locator("ins").first).to_contain_text("neu:")
