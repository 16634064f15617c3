"""The region and its towns in a browser: cards that lead to hosts, a foreign host, the looks of a town."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import ALL_LOOKS, NARROW, Look, Town, axe, overflow, weigh

TOWNS = {
    "Arnsberg": "arnsberg",
    "Bad Berleburg": "bad-berleburg",
    "Menden (Sauerland)": "menden",
    "Olpe": "olpe",
    "Soest": "soest",
}


@pytest.mark.parametrize("look", [*ALL_LOOKS, NARROW], ids=str)
def test_the_region_shows_its_five_towns(page: Page, town: Town, look: Look) -> None:
    page.goto(town.url(town="region"))
    cards = page.get_by_role("list", name="Unsere Städte").get_by_role("article")
    expect(cards).to_have_count(5)
    for name in TOWNS:
        expect(cards.get_by_role("link", name=name, exact=True)).to_be_visible()
    assert axe(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("scripts", [False])
@pytest.mark.parametrize(("name", "slug"), TOWNS.items())
def test_a_card_leads_to_the_host_of_its_town_and_back(page: Page, town: Town, name: str, slug: str) -> None:
    page.goto(town.url(town="region"))
    page.get_by_role("link", name=name, exact=True).click()
    expect(page).to_have_url(town.url(town=slug))
    expect(page.locator(".brand__name")).to_have_text(name)
    page.get_by_role("contentinfo").get_by_role("link", name="5 für Südwestfalen").click()
    expect(page).to_have_url(town.url(town="region"))


def test_the_region_offers_no_sign_in(page: Page, town: Town) -> None:
    page.goto(town.url(town="region"))
    expect(page.get_by_role("link", name="Anmelden")).to_have_count(0)
    answer = page.goto(town.url("/konto/anmelden/", town="region"))
    assert answer is not None
    assert answer.status == 404


@pytest.mark.parametrize("look", ALL_LOOKS, ids=str)
def test_a_foreign_host_gets_a_page_that_reads_well(page: Page, town: Town, look: Look) -> None:
    answer = page.goto(town.url(town="fremd"))
    assert answer is not None
    assert answer.status == 421
    expect(page.get_by_role("heading", level=1)).to_have_text("Unter dieser Adresse antwortet keine Stadt")
    assert "Soest" not in page.content()
    assert axe(page) == []
    assert overflow(page) == 0


def test_every_fact_of_a_town_names_its_source(page: Page, town: Town) -> None:
    page.goto(town.url("/stadt/"))
    facts = page.locator(".facts dd")
    assert facts.count() >= 8
    for fact in facts.all():
        expect(fact.get_by_role("link")).to_have_count(1)
    expect(page.get_by_role("heading", name="18 Ortsteile")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/netzwerk/"])
def test_the_pages_of_the_region_are_light(page: Page, town: Town, path: str) -> None:
    assert weigh(page, town.url(path, town="region")) < 100_000


def test_the_administrator_is_warned_of_a_pale_colour_and_changes_a_good_one(page: Page, town: Town) -> None:
    page.goto(town.url("/vorfuehrung/anmelden/"))
    page.get_by_role("button", name=re.compile("Clara")).first.click()
    page.goto(town.url("/verwaltung/stadt/"))
    before = page.get_by_label("Zweitfarbe").input_value()

    page.get_by_label("Zweitfarbe").fill("#ffee00")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("#id_colour_accent_error")).to_contain_text("zu schwach zu lesen")
    assert page.get_by_label("Zweitfarbe").input_value() == "#ffee00"
    assert axe(page) == []

    page.get_by_label("Zweitfarbe").fill("#1f5f7a")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status")).to_contain_text("gespeichert")
    assert "#1f5f7a" in page.locator("style").first.inner_text()

    page.get_by_label("Zweitfarbe").fill(before)
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status")).to_contain_text("gespeichert")
