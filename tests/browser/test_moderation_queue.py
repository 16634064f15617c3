"""Five hundred waiting texts, cleared by keyboard; and the same queue without a script.

Thirty-six texts are decided by keys that Playwright presses, one by one; the others by the same key events, sent from
within the page as soon as the next text stands there. Both run the page's own script and the server's own answers.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from soesmart.config.env import ROOT
from tests import prepared
from tests.browser.helpers import DESK_DARK, NARROW, Look, Town, axe, overflow
from tests.browser.moderation_data import KEY
from tests.browser.serving import serving

HOME = "/verwaltung/moderation/"
NUMBER, BY_HAND = 500, 36
# Every second text is kept, the others go for each reason in turn.
KEYS = "121314151617"
CHANGED = """key => {
  const text = document.querySelector('[data-case]');
  return (!text || text.dataset.case !== key) && !document.getElementById('moderation').hasAttribute('aria-busy');
}"""
PRESS_ALL = """async ({keys, number}) => {
  const root = document.getElementById('moderation');
  const current = () => root.querySelector('[data-case]')?.dataset.case;
  for (let place = 0; place < number && current(); place++) {
    const before = current();
    document.body.dispatchEvent(new KeyboardEvent('keydown', {key: keys[place % keys.length], bubbles: true}));
    while (current() === before || root.hasAttribute('aria-busy')) await new Promise(done => setTimeout(done, 4));
  }
}"""


@dataclass(frozen=True)
class Queue:
    """A town whose queue is full, and the folder of its data."""

    town: Town
    folder: Path

    def left(self) -> tuple[int, int, int]:
        """Waiting, removed, kept, as the database says after the run."""
        words = shell(self.folder, "from tests.browser.moderation_data import left; print(*left())").split()
        waiting, removed, kept = (int(word) for word in words[-3:])
        return waiting, removed, kept


def shell(folder: Path, code: str) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "-v", "0", "-c", code]
    done = subprocess.run(
        command, env=prepared.environment(folder), cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def queue(worker_folder: Path) -> Iterator[Queue]:
    """A server of its own, on a copy of the demo with a full queue."""
    folder = Path(shutil.copytree(prepared.with_demo(), worker_folder / "moderation"))
    shell(folder, f"from tests.browser.moderation_data import fill; fill({NUMBER})")
    with serving(folder) as town:
        yield Queue(town, folder)


def open_queue(page: Page, queue: Queue) -> None:
    page.goto(queue.town.url("/vorfuehrung/anmelden/"))
    page.get_by_role("button", name="Als Deniz anmelden").click()
    page.wait_for_url("**/mein/")
    page.goto(queue.town.url(HOME))


def current(page: Page) -> str:
    return page.locator("[data-case]").get_attribute("data-case") or ""


def press(page: Page, key: str) -> None:
    before = current(page)
    page.keyboard.press(key)
    page.wait_for_function(CHANGED, arg=before)


@pytest.mark.parametrize("look", [DESK_DARK, NARROW], ids=str)
def test_the_pages_of_the_moderation_are_readable_for_everybody(page: Page, queue: Queue, look: Look) -> None:
    open_queue(page, queue)
    case = current(page)
    page.locator(".moderation__own summary").click()
    assert axe(page) == []
    assert overflow(page) == 0
    report = f"/mitmachen/{KEY}/ideen/1/melden/"
    paths = [f"{HOME}vertretung/", f"{HOME}woerter/", "/mitmachen/moderation/", f"/mitmachen/pruefung/{case}/", report]
    for path in paths:
        page.goto(queue.town.url(path))
        assert axe(page) == [], path
        assert overflow(page) == 0, path


@pytest.mark.parametrize("scripts", [False])
def test_without_a_script_a_button_decides_and_another_takes_it_back(page: Page, queue: Queue, scripts: bool) -> None:
    open_queue(page, queue)
    first = current(page)
    page.get_by_role("button", name="2 Werbung").click()
    expect(page.get_by_text("Entfernt. Zurücknehmen geht zwei Minuten lang.")).to_be_visible()
    assert current(page) != first
    page.get_by_role("button", name="zurücknehmen").click()
    assert current(page) == first
    page.locator(".moderation__own summary").click()
    page.get_by_label("Grund", exact=True).select_option("Anderes Thema")
    page.get_by_label("Begründung an die Person").fill("Darum geht es in der anderen Beteiligung.")
    page.get_by_role("button", name="Mit dieser Begründung entfernen").click()
    expect(page.get_by_role("button", name="Zuletzt entfernt (Anderes Thema)")).to_be_visible()
    page.get_by_role("button", name="zurücknehmen").click()


def test_keys_move_decide_write_and_take_back_but_not_while_somebody_types(page: Page, queue: Queue) -> None:
    open_queue(page, queue)
    first = current(page)
    press(page, "j")
    second = current(page)
    press(page, "ArrowUp")
    assert current(page) == first
    press(page, "3")
    assert current(page) == second
    expect(page.get_by_text("Zuletzt entfernt (Beleidigung)")).to_be_visible()
    press(page, "u")
    assert current(page) == first
    page.keyboard.press("e")
    expect(page.get_by_label("Grund", exact=True)).to_be_focused()
    statement = page.get_by_label("Begründung an die Person")
    expect(statement).to_have_value("Der Text wirbt für etwas, das mit dieser Beteiligung nichts zu tun hat.")
    page.get_by_label("Grund", exact=True).select_option("Beleidigung")
    expect(statement).to_have_value(re.compile("^Der Text beschimpft oder bedroht jemanden"))
    statement.focus()
    page.keyboard.press("1")
    assert current(page) == first
    page.locator(".moderation__keys summary").click()
    page.get_by_label("Tasten benutzen").uncheck()
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert current(page) == first


def test_five_hundred_texts_are_cleared_by_keyboard(page: Page, queue: Queue) -> None:
    open_queue(page, queue)
    for key in islice(cycle(KEYS), BY_HAND):
        press(page, key)
    page.evaluate(PRESS_ALL, {"keys": KEYS, "number": NUMBER})
    expect(page.get_by_text("Nichts wartet")).to_be_visible()
    assert queue.left() == (0, NUMBER // 2, NUMBER // 2)
