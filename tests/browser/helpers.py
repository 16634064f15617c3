"""What browser tests look at besides the page itself: accessibility, weight, width, noise."""

import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request


@dataclass(frozen=True)
class Look:
    """On which screen a page is seen."""

    device: str
    width: int
    height: int
    scheme: str

    def __str__(self) -> str:
        return f"{self.device}-{self.scheme}"


AXE = Axe()
# What passes is not told node by node: nobody reads it, and telling takes longer than looking.
AXE_OPTIONS = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"], "selectors": False}

PHONE, PHONE_DARK = (Look("phone", 360, 780, scheme) for scheme in ("light", "dark"))
DESK, DESK_DARK = (Look("desk", 1280, 900, scheme) for scheme in ("light", "dark"))
NARROW = Look("narrow", 320, 640, "light")
ALL_LOOKS = [PHONE, PHONE_DARK, DESK, DESK_DARK]


@dataclass
class Town:
    """A running server with the whole demo."""

    port: int

    def url(self, path: str = "/", town: str = "soest") -> str:
        """Address of a path in a town ("soest", "olpe", "region", ...)."""
        return f"http://{town}.localhost:{self.port}{path}"


@dataclass
class Noise:
    """What a page must not do: write to the console, fail to load something, ask another host."""

    heard: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: self._console(page, message))
        page.on("pageerror", lambda error: self.heard.append(f"error in a script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._asked)

    def _console(self, page: Page, message: ConsoleMessage) -> None:
        # A page that is meant to answer 403 or 404 is named here too; its status is the test's to judge.
        own = message.text.startswith("Failed to load resource") and message.location["url"] == page.url
        if not own:
            self.heard.append(f"console: {message.text} ({message.location['url']})")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a download, or a page left while it loads
            self.heard.append(f"failed: {request.url} {request.failure}")

    def _asked(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host is not None and host != "localhost" and not host.endswith(".localhost"):
            self.heard.append(f"another host: {request.url}")


def axe(page: Page) -> list[str]:
    """Accessibility findings of all axe rules, with the size of targets (WCAG 2.2); must be []."""
    results = AXE.run(page, options=AXE_OPTIONS)
    return [
        f"{finding['id']}: {finding['help']} | {node['html'][:200]}"
        for finding in results.response["violations"]
        for node in finding["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the screen; must be 0."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def fetch(town: Town, path: str) -> tuple[str, bytes]:
    """Content type and content of a file, as a guest of Soest without a browser. Raises HTTPError."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{town.port}{path}", headers={"Host": f"soest.localhost:{town.port}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # our own server
        return answer.headers.get_content_type(), answer.read()


def weigh(page: Page, url: str) -> int:
    """Bytes over the wire, compressed, of the page and all that it loads; must be below 100,000."""
    return weigh_all([page], [url])[url]


def weigh_all(pages: Sequence[Page], urls: Sequence[str]) -> dict[str, int]:
    """Like `weigh`, as many addresses at once as there are pages: each waits half a second in silence."""
    finished, weights = [_finished(page) for page in pages], {}
    for first in range(0, len(urls), len(pages)):
        some = urls[first : first + len(pages)]
        for page, requests, url in zip(pages, finished, some, strict=False):
            requests.clear()
            page.goto(url)
        for page, requests, url in zip(pages, finished, some, strict=False):
            page.wait_for_load_state("networkidle")
            sizes = [request.sizes() for request in requests]
            weights[url] = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    return weights


def _finished(page: Page) -> list[Request]:
    """A list that grows with every request the page finishes. None is answered by a cache: as on a first visit."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108  # Playwright marks it
    return requests
