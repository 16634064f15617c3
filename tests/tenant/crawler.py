"""A crawler without a browser: follows what a page links to, in one town, as one visitor."""

import html
import io
import re
import zipfile
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import pypdfium2
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve

LINK = re.compile(r"""(?:href|src|hx-get)=["']([^"'#]+)|<loc>([^<]+)</loc>""")
# Signing out ends the walk; static files belong to no town.
NOT_FOLLOWED = ("/konto/abmelden/", "/redaktion/logout/", "/static/")


@dataclass
class Walk:
    """What a visitor saw in a town. routes: URL pattern -> addresses opened; texts: address -> readable text."""

    host: str
    routes: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> list[str]:
        """Addresses that failed, with the page that linked to them; any that broke the server."""
        return [
            f"{address} answers {status}, linked from {self.linked.get(address, 'nowhere')}"
            for address, status in self.statuses.items()
            if status >= 500 or (status in (404, 405) and address in self.linked)
        ]


def walk(
    client: Client,
    host: str,
    starts: Iterable[str],
    *,
    most: int,
    without: tuple[str, ...] = (),
    with_filters: bool = True,
) -> Walk:
    """Open `starts` and all they lead to on this host, at most `most` addresses of each route besides the starts.

    without: beginnings of paths that are not followed; with_filters: parts of a query make routes of their own.
    """
    seen = Walk(host)
    first = dict.fromkeys(starts)
    waiting, used = deque(first), Counter[str]()
    while waiting:
        address = waiting.popleft()
        match = match_of(address)
        if match is None or address.startswith(NOT_FOLLOWED + without):
            continue
        route = route_of(match, address)
        counted = route if with_filters else pattern_of(route)
        if used[counted] >= most and address not in first:
            continue
        used[counted] += 1
        for link in open_page(client, address, route, seen):
            if link not in seen.linked and link != address:
                seen.linked[link] = address
                if link not in first:
                    waiting.append(link)
    return seen


def open_page(client: Client, address: str, route: str, seen: Walk) -> list[str]:
    response = client.get(address, HTTP_HOST=seen.host)
    seen.routes.setdefault(route, []).append(address)
    seen.statuses[address] = response.status_code
    seen.texts[address] = text = text_of(response)
    return links_in(text, address, seen.host, response)


def match_of(address: str) -> ResolverMatch | None:
    try:
        return resolve(urlsplit(address).path)
    except Resolver404:
        return None


def route_of(match: ResolverMatch, address: str) -> str:
    """The pattern, with the names of the query's parts; Wagtail's pages share one, so theirs carries the path."""
    names = "&".join(sorted(part.partition("=")[0] for part in urlsplit(address).query.split("&")))
    route = f"{match.route}?{names}" if names else str(match.route)
    return f"{route} {match.kwargs['path'].split('/')[0]}" if match.url_name == "page" else route


def pattern_of(route: str) -> str:
    """A route without the names of its query's parts."""
    return route.partition("?")[0]


def links_in(text: str, address: str, host: str, response: HttpResponseBase) -> list[str]:
    found = [html.unescape(one or other) for one, other in LINK.findall(text)]
    if 300 <= response.status_code < 400:
        found.append(response["Location"])
    links = []
    for link in found:
        parts = urlsplit(urljoin(f"http://{host}{address}", link))
        if parts.scheme in ("http", "https") and parts.netloc == host:
            links.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return links


def text_of(response: HttpResponseBase) -> str:
    """What a person could read in the answer: headers, and the body whatever its format."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{head}\n{_readable(body)}"


def _readable(body: bytes) -> str:
    if body.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(body)
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    # A calendar folds its lines (RFC 5545, 3.1).
    return body.decode("utf-8", "replace").replace("\r\n ", "")
