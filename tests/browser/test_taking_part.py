"""A resident without an account takes part on her phone: says what she thinks, changes it, writes, brings an idea."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import NARROW, PHONE, Look, Town, axe, overflow, weigh

CAMPAIGN = "/mitmachen/weiterdenken/"


@pytest.fixture
def look() -> Look:
    return PHONE


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def is_fine(page: Page, *, scripts: bool) -> None:
    if scripts:
        assert axe(page) == []
        assert overflow(page) == 0


def test_from_the_start_page_to_an_opinion_and_back(page: Page, town: Town, scripts: bool) -> None:
    page.goto(town.url("/"))
    page.get_by_role("link", name="Weiterdenken: Was fehlt der Strategie?").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Weiterdenken")
    is_fine(page, scripts=scripts)
    assert page.context.cookies() == [], "reading needs no cookie"
    page.get_by_role("link", name="Wärme aus dem Abwasser nutzen").first.click()
    is_fine(page, scripts=scripts)

    page.get_by_label("Das ist mir wichtig").check()
    page.get_by_role("button", name="Zustimmen").click()
    mine = page.locator(".say__mine")
    expect(mine).to_contain_text("Gespeichert")
    is_fine(page, scripts=scripts)
    before = counts(page)

    page.get_by_text("Ändern oder zurückziehen").click()
    page.get_by_role("button", name="Ablehnen").click()
    after = counts(page)
    assert (after[0], after[1]) == (before[0] - 1, before[1] + 1)

    page.get_by_text("Ändern oder zurückziehen").click()
    page.get_by_role("button", name="Meinung zurückziehen").click()
    expect(mine).to_contain_text("zurückgezogen")
    assert counts(page)[1] == after[1] - 1


def counts(page: Page) -> tuple[int, int]:
    """How many are for and against, as the page says in words."""
    text = page.locator("#meinungen, .results, main").first.inner_text()
    found = [re.search(rf"([\d.]+) {word}", text) for word in ("dafür", "dagegen")]
    assert all(found), text[:500]
    agree, disagree = (int(one[1].replace(".", "")) for one in found if one)
    return agree, disagree


def test_a_comment_is_there_at_once_and_a_double_send_changes_nothing(page: Page, town: Town, scripts: bool) -> None:
    page.goto(town.url(f"{CAMPAIGN}ideen/5/"))
    text = f"Im Winter wäre das für mich der wichtigste Weg, {'mit' if scripts else 'ohne'} Skript gesagt."
    form = page.get_by_label("Kommentar schreiben")
    form.get_by_role("textbox").fill(text)
    form.get_by_role("button", name="Kommentar senden").click()
    expect(page.get_by_text(text)).to_have_count(1)
    is_fine(page, scripts=scripts)
    page.reload()
    expect(page.get_by_text(text)).to_have_count(1)


def test_an_empty_and_an_endless_comment_keep_what_was_typed(page: Page, town: Town, scripts: bool) -> None:
    page.goto(town.url(f"{CAMPAIGN}ideen/6/"))
    form = page.get_by_label("Kommentar schreiben")
    endless = "Sehr lang. " * 9_100
    form.get_by_role("textbox").fill(endless)
    form.get_by_role("button", name="Kommentar senden").click()
    expect(page.get_by_text("höchstens 3").first).to_be_visible()
    assert page.get_by_role("textbox", name="Kommentar").input_value().strip() == endless.strip()
    is_fine(page, scripts=scripts)


def test_an_own_idea_shows_its_number_and_the_promised_answer(page: Page, town: Town, scripts: bool) -> None:
    page.goto(town.url(CAMPAIGN))
    page.get_by_role("link", name="Idee einreichen").first.click()
    is_fine(page, scripts=scripts)
    page.get_by_role("button", name="Idee einreichen").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label("Titel").fill(f"Bücherschrank am Teich {page.viewport_size}{scripts}"[:60])
    page.get_by_label("Was", exact=False).first.fill("Ein Schrank, aus dem jede und jeder ein Buch nehmen kann.")
    page.get_by_role("button", name="Idee einreichen").click()
    again = page.get_by_role("button", name="Trotzdem einreichen")
    if again.count():
        again.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bücherschrank am Teich")
    expect(page.get_by_text("zugesagt").first).to_be_visible()
    is_fine(page, scripts=scripts)


@pytest.mark.parametrize("look", [NARROW], ids=str)
@pytest.mark.parametrize("scripts", [True], ids=["scripts"])
def test_the_pages_of_a_campaign_are_light(page: Page, town: Town) -> None:
    for path in ("/mitmachen/", CAMPAIGN, f"{CAMPAIGN}ideen/1/", f"{CAMPAIGN}ideen/neu/", f"{CAMPAIGN}karte/"):
        assert weigh(page, town.url(path)) < 100_000, path
        assert overflow(page) == 0, path


@pytest.mark.parametrize("scripts", [True], ids=["scripts"])
def test_two_clicks_lead_from_an_idea_to_its_goal_and_back(page: Page, town: Town) -> None:
    page.goto(town.url("/mitmachen/klimaneutrale-smart-city/ideen/3/"))
    page.locator("a[href*='/strategie/ziele/']").first.click()
    expect(page).to_have_url(re.compile("/strategie/ziele/"))
    page.get_by_role("link", name="Smarte Radwegbeleuchtung").first.click()
    expect(page).to_have_url(re.compile("/ideen/3/|/pilotprojekte/"))
