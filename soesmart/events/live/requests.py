"""What a live request must be before anything is done for it: for this town, from this site, small, and a form."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from soesmart.core.livepaths import Receive, Scope
from soesmart.core.refusals import Refused
from soesmart.events.credentials import Voter, cookie_name, voter_of
from soesmart.region.rules import host_of

LARGEST_BODY = 8 * 1024
MOST_FIELDS = 200
FORM = b"application/x-www-form-urlencoded"
# Tokens whose voter is remembered; beyond it all are forgotten and checked anew.
MOST_TOKENS = 50_000

_VOTERS: dict[tuple[int, str], Voter | None] = {}


class Turned(Exception):
    """The request is turned away. status: of HTTP; code and text: for the answer."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status, self.code, self.text = status, code, text


class Heard(NamedTuple):
    """The headers that matter; b"" for one that is missing, of several alike the last."""

    host: bytes = b""
    forwarded_host: bytes = b""
    origin: bytes = b""
    site: bytes = b""
    cookie: bytes = b""
    kind: bytes = b""
    length: bytes = b""
    known: bytes = b""


_PLACES = {
    b"host": 0,
    b"x-forwarded-host": 1,
    b"origin": 2,
    b"sec-fetch-site": 3,
    b"cookie": 4,
    b"content-type": 5,
    b"content-length": 6,
    b"if-none-match": 7,
}


def heard_of(scope: Scope) -> Heard:
    values = [b""] * len(_PLACES)
    for name, value in scope["headers"]:
        place = _PLACES.get(name)
        if place is not None:
            values[place] = value
    return Heard(*values)


def check_town(heard: Heard, hosts: frozenset[str]) -> None:
    """The event must be one of the town that was asked."""
    host = heard.forwarded_host if settings.USE_X_FORWARDED_HOST and heard.forwarded_host else heard.host
    if host_of(host.decode("latin-1")) not in hosts:
        raise Turned(421, "live.foreign", "Diese Veranstaltung gehört nicht zu dieser Adresse.")


def check_site(heard: Heard) -> None:
    """A form of another site must not vote with the cookie of this one."""
    if heard.site in (b"cross-site", b"same-site"):
        raise Turned(403, "live.cross_site", "Bitte stimmen Sie auf der Seite der Stadt ab.")
    if heard.origin:
        asked = (heard.forwarded_host if settings.USE_X_FORWARDED_HOST else b"") or heard.host
        if urlsplit(heard.origin.decode("latin-1")).netloc != asked.decode("latin-1"):
            raise Turned(403, "live.cross_site", "Bitte stimmen Sie auf der Seite der Stadt ab.")


def check_form(heard: Heard) -> None:
    if heard.kind.partition(b";")[0].strip().lower() != FORM:
        raise Turned(415, "live.type", "Bitte senden Sie das Formular der Seite.")
    if heard.length and not (heard.length.isdigit() and len(heard.length) < 9 and int(heard.length) <= LARGEST_BODY):
        raise Turned(413, "live.too_large", "Das ist zu groß für eine Stimme.")


async def body_of(receive: Receive, heard: Heard) -> bytes:
    """The body, read up to the limit and, where its length was told, not beyond it."""
    length = int(heard.length) if heard.length else -1
    body = b""
    while len(body) != length:
        message = await receive()
        if message["type"] != "http.request":
            raise Turned(400, "live.cut_off", "Die Verbindung brach ab.")
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise Turned(413, "live.too_large", "Das ist zu groß für eine Stimme.")
        if not message.get("more_body"):
            break
    return body


def fields_of(body: bytes) -> Mapping[str, Sequence[str]]:
    """The fields of a form."""
    try:
        return parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise Refused("ballot.no_form", "Das Formular ist beschädigt. Bitte laden Sie die Seite neu.") from None


def voter_in(heard: Heard, event: int) -> Voter | None:
    """Who asks, by the cookie of this event; None without one, and for a forged one."""
    name = cookie_name(event).encode() + b"="
    for part in heard.cookie.split(b";"):
        one = part.strip()
        if one.startswith(name):
            return _voter(event, one[len(name) :].strip(b'"').decode("latin-1"))
    return None


def _voter(event: int, token: str) -> Voter | None:
    key = (event, token)
    if key not in _VOTERS:
        if len(_VOTERS) >= MOST_TOKENS:
            _VOTERS.clear()
        voter = voter_of(token) if len(token) < 100 else None
        if voter is None or voter.event != event:
            return None  # not remembered: forged ones are without number
        _VOTERS[key] = voter
    return _VOTERS[key]
