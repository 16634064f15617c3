"""The way of the town and its pilots in a browser, for readers and for the office."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import ALL_LOOKS, DESK, NARROW, PHONE, Look, Town, axe, overflow, weigh


@pytest.mark.parametrize("look", [*ALL_LOOKS, NARROW], ids=str)
def test_the_way_tells_its_phases_in_order(page: Page, town: Town, look: Look) -> None:
    page.goto(town.url("/prozess/"))
    names = page.locator("ol.way > li > h2").all_inner_texts()
    assert len(names) == 9
    assert (names[0], *names[-2:]) == ("Bewerbung und Zusage", "Umsetzen", "Die Strategie weiterdenken")
    expect(page.get_by_text("30. Juli 2020, 18 bis 19 Uhr")).to_be_visible()
    assert axe(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_the_picture_of_the_years_leads_to_a_phase_by_keyboard(page: Page, town: Town, scripts: bool) -> None:
    page.goto(town.url("/prozess/"))
    picture = page.get_by_role("navigation", name="Die Abschnitte auf einen Blick")
    link = picture.get_by_role("link", name=re.compile("Ideen bewerten"))
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#abschnitt-bewerten$"))
    expect(page.locator("#abschnitt-bewerten h2")).to_be_in_viewport()


@pytest.mark.parametrize("look", [PHONE], ids=str)
def test_on_a_phone_the_list_is_enough(page: Page, town: Town, look: Look) -> None:
    page.goto(town.url("/prozess/"))
    expect(page.locator(".way-picture")).to_be_hidden()
    expect(page.get_by_text("Vreithof")).to_be_visible()


@pytest.mark.parametrize("look", [*ALL_LOOKS, NARROW], ids=str)
def test_ten_pilots_are_named_and_what_is_invented_is_marked(page: Page, town: Town, look: Look) -> None:
    page.goto(town.url("/pilotprojekte/"))
    expect(page.locator("article.card")).to_have_count(10)
    invented = page.locator("article.card", has_text="Grüne Höfe und kühle Wege")
    expect(invented.get_by_text("Beispielwert", exact=True)).to_be_visible()
    known = page.locator("article.card", has_text="Stadtportal").first
    expect(known.get_by_text("Beispielwert")).to_have_count(0)
    assert axe(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("scripts", [False])
def test_a_pilot_leads_to_its_goal_and_the_goal_back(page: Page, town: Town) -> None:
    page.goto(town.url("/pilotprojekte/"))
    page.get_by_role("link", name="Energiespar-Wettbewerb").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Energiespar-Wettbewerb")
    page.get_by_role("region", name="Diesen Zielen dient das Projekt").get_by_role("link").first.click()
    expect(page).to_have_url(town.url("/strategie/ziele/KLI-1/"))
    # The idea from which the pilot grew has the same name and stands beside it.
    page.locator("main a[href^='/pilotprojekte/']", has_text="Energiespar-Wettbewerb").first.click()
    expect(page).to_have_url(town.url("/pilotprojekte/energiespar-wettbewerb/"))


def test_the_pilots_can_be_taken_home_as_a_table(page: Page, town: Town) -> None:
    page.goto(town.url("/pilotprojekte/"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Alle Projekte als CSV").click()
    assert download.value.suggested_filename == "pilotprojekte-soest.csv"
    assert download.value.path().read_text("utf-8-sig").count("\n") == 11


@pytest.mark.parametrize("path", ["/prozess/", "/pilotprojekte/", "/pilotprojekte/energiespar-wettbewerb/", "/stadt/"])
def test_the_pages_are_light(page: Page, town: Town, path: str) -> None:
    assert weigh(page, town.url(path)) < 100_000


@pytest.mark.parametrize("look", [DESK], ids=str)
def test_two_editors_at_once_lose_nothing(page: Page, town: Town, look: Look) -> None:
    page.goto(town.url("/vorfuehrung/anmelden/"))
    page.get_by_role("button", name=re.compile("Bernd")).first.click()
    address = town.url("/verwaltung/prozess/termine/app-kickoff/")
    page.goto(address)
    second = page.context.new_page()
    second.goto(address)
    before = page.get_by_label("Ort").input_value()

    page.get_by_label("Ort").fill("Stadtlabor")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status")).to_contain_text("gespeichert")

    second.get_by_label("Ort").fill("Rathaus")
    second.get_by_role("button", name="Speichern").click()
    expect(second.get_by_role("alert")).to_contain_text("inzwischen jemand anderes geändert")
    assert second.get_by_label("Ort").input_value() == "Rathaus"
    expect(second.get_by_role("region", name="Der neue Stand")).to_contain_text("Stadtlabor")
    assert axe(second) == []

    second.get_by_label("Ort").fill(before)
    second.get_by_role("button", name="Speichern").click()
    expect(second.get_by_role("status")).to_contain_text("gespeichert")
