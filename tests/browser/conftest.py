"""Browser fixtures: a real server with the whole demo, and pages that fail their test when they make noise.

def test_the_house_is_readable(page: Page, town: Town) -> None:
    page.goto(town.url("/strategie/"))
    assert axe(page) == []

@pytest.mark.parametrize("look", ALL_LOOKS, ids=str)      # on phone and desk, light and dark
@pytest.mark.parametrize("scripts", [True, False])        # with and without JavaScript
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import prepared
from tests.browser.helpers import DESK, Look, Noise, Town
from tests.browser.install import system_browser
from tests.browser.serving import serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def town(worker_folder: Path) -> Iterator[Town]:
    """A real server (the ASGI entry, with job worker) on a copy of the demo; one for each test process.

    Its own copy: what people write in the browser must not be seen by the tests that read `demo_db`.
    """
    with serving(Path(shutil.copytree(prepared.with_demo(), worker_folder / "server"))) as served:
        yield served


live_town = town


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's synchronous interface runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=system_browser(), args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def look() -> Look:
    return DESK


@pytest.fixture
def scripts() -> bool:
    return True


@pytest.fixture
def noise() -> Noise:
    """What the page was heard doing; a test that provokes noise on purpose clears `noise.heard`."""
    return Noise()


@pytest.fixture
def page(browser: Browser, look: Look, scripts: bool, noise: Noise) -> Iterator[Page]:
    """A fresh browser window; the test fails when the page writes to the console or asks another host."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        color_scheme="dark" if look.scheme == "dark" else "light",
        java_script_enabled=scripts,
        locale="de-DE",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    opened = context.new_page()
    noise.listen(opened)
    yield opened
    context.close()
    assert noise.heard == []
