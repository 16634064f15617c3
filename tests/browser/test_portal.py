"""The portal as readers and editors use it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import DESK, DESK_DARK, NARROW, PHONE_DARK, Look, Town, axe, overflow, weigh

# Pages of one kind in other states than the walk over every kind of page sees them (test_every_page.py).
STATES = [
    "/ueber-die-strategie/?leicht=1",
    "/kalender/monat/?monat=2020-08",
    "/suche/?q=gibtesnicht+soest",
    "/aktuelles/",
]


def sign_in(page: Page, town: Town, name: str) -> None:
    page.goto(town.url("/vorfuehrung/anmelden/"))
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("look", [PHONE_DARK, DESK], ids=str)
@pytest.mark.parametrize("path", STATES)
def test_a_page_is_accessible_and_fits(page: Page, town: Town, path: str, look: Look) -> None:
    page.goto(town.url(path))
    assert axe(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("path", ["/", "/aktuelles/", "/aktuelles/rat-beschliesst-strategie/"])
def test_a_page_with_pictures_stays_light(page: Page, town: Town, path: str) -> None:
    assert weigh(page, town.url(path)) < 100_000


@pytest.mark.parametrize("scripts", [False])
def test_search_and_calendar_work_without_scripts(page: Page, town: Town, scripts: bool) -> None:
    page.goto(town.url("/"))
    page.get_by_label("Suche in Zielen").fill("Häuser")
    page.get_by_label("Suche in Zielen").press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_label("nur genaue Treffer").check()
    page.get_by_role("search", name="Suche mit Auswahl").get_by_role("button").click()
    assert "genau=1" in page.url
    page.get_by_role("link", name="Kalender").first.click()
    page.get_by_role("link", name="Monat", exact=True).click()
    page.locator("[rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kalender:")


def test_the_keyboard_reaches_skip_link_search_and_month(page: Page, town: Town) -> None:
    page.goto(town.url("/kalender/monat/"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.locator("[rel=prev]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**monat=**")
    page.get_by_role("region", name="Termine im").focus()
    expect(page.get_by_role("region", name="Termine im")).to_be_focused()


def test_deniz_writes_news_and_everybody_finds_them(page: Page, town: Town) -> None:
    sign_in(page, town, "Deniz")
    page.goto(town.url("/aktuelles/"))
    page.get_by_role("link", name="Meldung schreiben").click()
    page.locator("[name=title]").fill("Lindenfest am Großen Teich")
    page.locator("[name=teaser]").fill("Ein Fest unter Linden.")
    page.locator("[data-draftail-editor-wrapper] [role=textbox]").first.click()
    page.keyboard.type("Die Stadt lädt zum Feiern ein.")
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.wait_for_load_state()
    page.goto(town.url("/aktuelles/lindenfest-am-grossen-teich/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Lindenfest am Großen Teich")
    expect(page.get_by_text("Die Stadt lädt zum Feiern ein.")).to_be_visible()
    page.goto(town.url("/suche/?q=Lindenfeste"))
    expect(page.get_by_role("link", name="Lindenfest am Großen Teich")).to_be_visible()
    page.goto(town.url("/suche/?q=Lindenfeste", town="olpe"))
    expect(page.get_by_text("Kein Treffer")).to_be_visible()


@pytest.mark.parametrize("look", [NARROW, DESK_DARK], ids=str)
def test_deniz_enters_a_date_and_takes_it_back(page: Page, town: Town, look: Look) -> None:
    sign_in(page, town, "Deniz")
    page.goto(town.url("/verwaltung/termine/neu/"))
    assert axe(page) == []
    assert overflow(page) == 0
    title = f"Sprechstunde {look}"
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Erster Tag").fill("2027-02-01")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("steht im Kalender")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name=f"Löschen: {title}").click()
    assert axe(page) == []
    page.get_by_role("button", name=f"Zurückholen: {title}").click()
    page.goto(town.url("/kalender/"))
    page.get_by_role("link", name=title).click()
    expect(page.get_by_text("1. Februar 2027")).to_be_visible()
    assert axe(page) == []
