"""The real server: both speeds through one port."""

import json

from playwright.sync_api import Page

from tests.browser.helpers import Noise, Town


def test_the_live_path_tells_that_the_town_is_up(page: Page, town: Town) -> None:
    answer = page.goto(town.url("/live/health"))
    assert answer is not None
    assert answer.status == 200
    assert json.loads(answer.text())["database"] is True


def test_a_request_to_another_host_is_heard(page: Page, town: Town, noise: Noise) -> None:
    page.goto(town.url("/live/health"))
    page.evaluate("fetch('http://example.invalid/').catch(() => null)")
    page.wait_for_timeout(200)
    assert any(heard.startswith("another host") for heard in noise.heard)
    noise.heard.clear()
