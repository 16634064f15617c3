"""The house on the strategy's page: seen on every screen, walked by keyboard, saying the same as the list."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.helpers import ALL_LOOKS, DESK, NARROW, Look, Town, axe, overflow

TOWNS = ["soest", "arnsberg", "bad-berleburg", "menden", "olpe"]


def shown(page: Page) -> Locator:
    """The drawing for this screen."""
    return page.locator(".house svg[role=group]:visible")


@pytest.mark.parametrize("look", [*ALL_LOOKS, NARROW], ids=str)
def test_one_drawing_is_shown_and_fits_the_screen(page: Page, town: Town, look: Look) -> None:
    page.goto(town.url("/strategie/"))
    expect(shown(page)).to_have_count(1)
    is_wide = "house__wide" in (shown(page).get_attribute("class") or "")
    assert is_wide == (look.width > 800)
    assert overflow(page) == 0


@pytest.mark.parametrize("name", TOWNS)
@pytest.mark.parametrize("look", [NARROW, DESK], ids=str)
def test_every_towns_house_is_accessible(page: Page, town: Town, name: str, look: Look) -> None:
    page.goto(town.url("/strategie/", name))
    assert axe(page) == []


def test_the_keyboard_goes_into_the_house_and_past_it(page: Page, town: Town) -> None:
    page.goto(town.url("/strategie/"))
    skip = page.get_by_role("link", name="Haus überspringen")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.house svg')") is not None
    skip.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.house')") is None


def test_a_window_says_its_name_where_the_keyboard_is(page: Page, town: Town) -> None:
    page.goto(town.url("/strategie/"))
    window = shown(page).get_by_role("link", name="Ziel MOB-1: Mehr Wege mit Rad, zu Fuß, Bus und Bahn")
    saying = window.locator(".h-say")
    assert saying.evaluate("e => getComputedStyle(e).visibility") == "hidden"
    window.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert saying.evaluate("e => getComputedStyle(e).visibility") == "visible"
    page.keyboard.press("Enter")
    expect(page).to_have_url(town.url("/strategie/ziele/MOB-1/"))


def test_windows_and_list_say_the_same(page: Page, town: Town) -> None:
    page.goto(town.url("/strategie/"))
    for goal in ("MOB-1", "KLI-2", "VER-3"):
        name = shown(page).locator(f"a[href$='/{goal}/']").get_attribute("aria-label") or ""
        line = page.locator(".goal-line", has=page.locator(f"a[href$='/{goal}/']"))
        assert name.endswith(f", {line.locator('.light').inner_text()}")


def test_the_picture_stands_alone_as_a_file(page: Page, town: Town) -> None:
    page.goto(town.url("/strategie/"))
    sides = page.evaluate("""async () => {
        const picture = new Image();
        picture.src = "/strategie/haus.svg?nacht=1";
        await picture.decode();
        return [picture.naturalWidth, picture.naturalHeight];
    }""")
    assert min(sides) > 100
