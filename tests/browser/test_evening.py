"""An evening in three windows: the console directs, the projector shows, a phone votes among a simulated audience."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from soesmart.config.env import ROOT
from tests import prepared
from tests.browser.evening_helpers import TALK, contrasts, silences
from tests.browser.helpers import Noise, Town, axe, overflow
from tests.browser.test_every_page import sign_in

EVENT = "/veranstaltungen/probeabend/"
CONSOLE = "/verwaltung/veranstaltungen/probeabend/regie/"
Rehearse = Callable[..., "subprocess.Popen[str]"]


@dataclass
class Windows:
    """The three windows of an evening."""

    console: Page
    projector: Page
    phone: Page

    def all(self) -> list[Page]:
        return [self.console, self.projector, self.phone]


@pytest.fixture
def windows(browser: Browser, town: Town, scripts: bool) -> Iterator[Windows]:
    """Console and projector belong to Bernd, the phone to nobody known. Noise in any of them fails the test."""
    noise = Noise()
    office = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts, locale="de-DE")
    pocket = browser.new_context(
        viewport={"width": 360, "height": 780}, java_script_enabled=scripts, locale="de-DE", reduced_motion="reduce"
    )
    made = Windows(office.new_page(), office.new_page(), pocket.new_page())
    for window in made.all():
        window.set_default_timeout(15_000)
        noise.listen(window)
    made.projector.set_viewport_size({"width": 1920, "height": 1080})
    sign_in(made.console, town, "bernd")
    made.console.goto(town.url(CONSOLE))
    made.projector.goto(town.url(f"{EVENT}leinwand/"))
    yield made
    for context in (office, pocket):
        context.close()
    assert noise.heard == []


@pytest.fixture
def rehearse(town: Town, worker_folder: Path) -> Iterator[Rehearse]:
    """Begin `soesmart rehearse` beside the server; what is still running at the end is ended."""
    running: list[subprocess.Popen[str]] = []

    def begin(*options: str) -> "subprocess.Popen[str]":
        command = [sys.executable, str(ROOT / "manage.py"), "rehearse", "--event", "probeabend"]
        environment = prepared.environment(worker_folder / "server")
        running.append(
            subprocess.Popen(
                [*command, "--port", str(town.port), *options],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
        )
        return running[-1]

    yield begin
    for process in running:
        if process.poll() is None:
            process.terminate()
        process.wait(15)


def step(windows: Windows, name: str | re.Pattern[str]) -> None:
    """Press a button of the console."""
    windows.console.get_by_role("button", name=name).first.click()


def take_a_seat(windows: Windows, town: Town) -> None:
    """From the letters on the projector to a seat in the hall, by keyboard alone."""
    step(windows, re.compile("Mitmachen"))
    letters = windows.projector.locator(".code--big")
    expect(letters).to_be_visible()
    phone = windows.phone
    phone.goto(town.url("/abend/"))
    phone.get_by_label("Sechs Buchstaben").focus()
    phone.keyboard.type(letters.inner_text().lower())
    phone.keyboard.press("Enter")
    hall = phone.get_by_role("button", name="Ich bin im Saal")
    hall.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("#karte")).to_be_visible()


def vote(phone: Page) -> str:
    """Choose the second answer and send it, by keyboard alone; the receipt."""
    phone.locator(".ballot input[type=radio]").first.focus()
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Enter")
    receipt = phone.locator("#belegnr")
    expect(receipt).to_have_text(re.compile("^[0-9A-HJKMNP-TV-Z]{16}$"))
    return receipt.inner_text()


def are_fine(windows: Windows, *seen: Page) -> None:
    """No axe finding on these windows; the phone is not wider than its screen, the projector to be read from afar."""
    for window in seen:
        assert axe(window) == [], window.url
    assert overflow(windows.phone) == 0
    assert contrasts(windows.projector) == []


def test_three_windows_from_the_letters_to_the_recount(windows: Windows, town: Town, rehearse: Rehearse) -> None:
    phone, projector, console = windows.phone, windows.projector, windows.console
    rehearse("--people", "28", "--seconds", "300")  # as long as it takes; they are sent home at the end
    take_a_seat(windows, town)
    phone.evaluate(TALK)
    are_fine(windows, phone, projector)

    expect(projector.locator("[data-people=hall]")).not_to_have_text("0")
    step(windows, re.compile("(Öffnen|Neue Runde).*Soll die Altstadt"))
    expect(projector.get_by_role("heading", level=1)).to_contain_text("Soll die Altstadt")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Soll die Altstadt")
    receipt = vote(phone)
    expect(projector.locator("[data-ballots=stream]")).to_have_text(re.compile("^[1-9][0-9]$"), timeout=25_000)
    expect(projector.locator("[data-ballots=hall]")).to_have_text(re.compile("^[1-9][0-9]?$"))
    are_fine(windows, phone, projector, console)

    console.get_by_label("Schließen in Sekunden").fill("4")
    console.get_by_role("button", name="Schließen", exact=True).click()
    expect(projector.locator("[data-clock=hall]")).to_have_text(re.compile("[1-4]"))
    show = console.get_by_role("button", name=re.compile("Weiter.*Ergebnis"))
    expect(show).to_be_enabled(timeout=20_000)
    show.click()
    expect(projector.locator("[data-showing=result]")).to_be_visible()
    expect(phone.locator("[data-showing=result]")).to_be_visible()
    are_fine(windows, phone, projector)
    assert min(silences(phone), default=9.0) > 3.5, silences(phone)

    recount_in_the_browser(phone, town, receipt)


def recount_in_the_browser(phone: Page, town: Town, receipt: str) -> None:
    """The page of the round finds the own ballot and comes to the same sum."""
    phone.goto(town.url(f"{EVENT}ergebnisse/"))
    phone.get_by_role("link", name=re.compile("Soll die Altstadt")).first.click()
    phone.get_by_role("button", name="Hier im Browser nachzählen").click()
    expect(phone.locator(".recount [role=status]")).to_contain_text("stimmt")
    phone.get_by_label("Ihr Beleg").fill(receipt)
    phone.get_by_role("button", name="Beleg suchen").click()
    expect(phone.locator(".recount-form__answer")).to_contain_text("gezählt")
    assert axe(phone) == []


@pytest.mark.parametrize("scripts", [False], ids=["no-scripts"])
def test_vote_and_receipt_without_script(windows: Windows, town: Town) -> None:
    take_a_seat_without_script(windows, town)
    step(windows, re.compile("(Öffnen|Neue Runde).*Soll die Altstadt"))
    phone = windows.phone
    # The stream sees the question some seconds after the hall; until then the page says so.
    for _ in range(30):
        phone.reload()
        if phone.locator(".ballot .big").is_visible():
            break
        phone.wait_for_timeout(500)
    receipt = vote(phone)
    phone.reload()
    expect(phone.locator("#belegnr")).to_have_text(receipt)
    windows.console.get_by_label("Schließen in Sekunden").fill("0")
    windows.console.get_by_role("button", name="Schließen", exact=True).click()
    for _ in range(30):
        windows.console.wait_for_timeout(500)
        windows.console.goto(town.url(CONSOLE))
        show = windows.console.get_by_role("button", name=re.compile("Weiter.*Ergebnis"))
        if show.count() and show.is_enabled():
            break
    show.click()
    phone.reload()
    expect(phone.locator("[data-showing=result]")).to_be_visible()
    windows.projector.reload()
    expect(windows.projector.locator("[data-showing=result]")).to_be_visible()


def take_a_seat_without_script(windows: Windows, town: Town) -> None:
    step(windows, re.compile("Mitmachen"))
    windows.projector.reload()
    letters = windows.projector.locator(".code--big").inner_text()
    windows.phone.goto(town.url(f"/abend/{letters.lower()}/"))
    windows.phone.get_by_role("button", name="Ich sehe den Stream").click()


def test_a_simulated_audience_plays_a_round_and_every_receipt_is_found(rehearse: Rehearse) -> None:
    done = rehearse("--people", "28", "--seconds", "12", "--direct", "--items", "1")
    told = done.communicate(timeout=90)[0]
    assert done.returncode == 0, told
    assert "Mitgemacht: 28 Menschen" in told
    sums = re.search(r"Stimmen bestätigt: (\d+)\. Belege in der Auszählung gefunden: (\d+)\.", told)
    assert sums, told
    assert int(sums[1]) == int(sums[2]) >= 24, told
    assert "Unerwartet" not in told
