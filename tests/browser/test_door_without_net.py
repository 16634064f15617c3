"""The door decides alone while the net is gone, and tells the server when it is back."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers import PHONE, Look, Town
from tests.browser.test_tickets import book, link_in_the_mail, show_at, side_door

__all__ = ["side_door"]
LIST = "() => Object.keys(localStorage).some((name) => name.endsWith('-list'))"


@pytest.fixture
def look() -> Look:
    return PHONE


@pytest.fixture
def scripts() -> bool:
    return True


def test_without_a_net_the_door_decides_alone_and_tells_later(
    page: Page,
    town: Town,
    side_door: tuple[Page, str],
) -> None:
    email = "nora.netzlos@example.org"
    book(page, town, email, scripts=False)
    page.goto(town.url(link_in_the_mail(page, town, email)))
    first, second = page.locator(".ticket__code").all_inner_texts()

    door = side_door[0].context.new_page()  # its own: the browser complains aloud about a net that is gone
    door.goto(side_door[1])
    door.wait_for_function(LIST)
    inside = int(door.locator("[data-inside]").inner_text())
    door.context.set_offline(True)
    show_at(door, first, "Herein!")
    expect(door.locator("[data-net]")).to_contain_text("1 Scan wartet")
    show_at(door, first, "Schon eingelassen")
    show_at(door, "ZZZZ-ZZZZ-1", "Nicht gefunden")

    door.context.set_offline(False)
    expect(door.locator("[data-net]")).to_be_hidden(timeout=15_000)
    expect(door.locator("[data-inside]")).to_have_text(str(inside + 1))
    show_at(door, first, "Schon eingelassen")
    show_at(door, second, "Herein!")

    door.context.set_offline(True)  # before the next list came
    show_at(door, second, "Schon eingelassen")
    door.context.set_offline(False)
