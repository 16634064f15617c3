"""What a live request must be before anything is done for it: for this town, from this site, small, and a form."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs

from django.conf import settings

from soesmart.core.livepaths import Receive, Scope
from soesmart.core.refusals import Refused
from soesmart.events.credentials import Voter, voter_of
from soesmart.events.live.hub import Hub
from soesmart.region.rules import host_of

LARGEST_BODY = 8 * 1024
MOST_FIELDS = 200
FORM = b"application/x-www-form-urlencoded"
# Tokens whose voter is remembered; beyond it all are forgotten and checked anew.
MOST_TOKENS = 50_000
# Likewise for spellings of the town's names.
MOST_HOSTS = 100

Headers = Mapping[bytes, bytes]
BEHIND_PROXY: bool = settings.USE_X_FORWARDED_HOST

_VOTERS: dict[bytes, Voter] = {}


class Turned(Exception):
    """The request is turned away. status: of HTTP; code and text: for the answer."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status, self.code, self.text = status, code, text


def heard_of(scope: Scope) -> Headers:
    """The headers by name; of several alike the last."""
    return dict(scope["headers"])


def host_in(heard: Headers) -> bytes:
    """The name that the visitor asked for."""
    forwarded = heard.get(b"x-forwarded-host") if BEHIND_PROXY else None
    return forwarded or heard.get(b"host", b"")


def check_town(heard: Headers, hub: Hub) -> bytes:
    """The event must be one of the town that was asked; returns the name that was asked for."""
    host = host_in(heard)
    if host not in hub.asked_hosts:
        if host_of(host.decode("latin-1")) not in hub.facts.hosts:
            raise Turned(421, "live.foreign", "Diese Veranstaltung gehört nicht zu dieser Adresse.")
        if len(hub.asked_hosts) >= MOST_HOSTS:  # with ports and capitals a name has spellings without number
            hub.asked_hosts.clear()
        hub.asked_hosts.add(host)
    return host


def check_site(heard: Headers, host: bytes) -> None:
    """A form of another site must not vote with the cookie of this one."""
    origin = heard.get(b"origin")
    strange = origin is not None and origin != b"https://" + host and origin != b"http://" + host
    if strange or heard.get(b"sec-fetch-site") in (b"cross-site", b"same-site"):
        raise Turned(403, "live.cross_site", "Bitte stimmen Sie auf der Seite der Stadt ab.")


def check_form(heard: Headers) -> int:
    """Returns the length of the body, -1 where it was not told."""
    kind = heard.get(b"content-type", b"")
    if kind != FORM and kind.partition(b";")[0].strip().lower() != FORM:
        raise Turned(415, "live.type", "Bitte senden Sie das Formular der Seite.")
    length = heard.get(b"content-length", b"-1")
    if length != b"-1" and not (length.isdigit() and len(length) < 9 and int(length) <= LARGEST_BODY):
        raise Turned(413, "live.too_large", "Das ist zu groß für eine Stimme.")
    return int(length)


async def body_of(receive: Receive, length: int) -> bytes:
    """The body, read up to the limit and, where its length was told, not beyond it."""
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


def voter_in(heard: Headers, event: int) -> Voter | None:
    """Who asks, by the cookie of this event; None without one, and for a forged one."""
    cookie, name = heard.get(b"cookie", b""), b"abend-%d=" % event
    for part in cookie.split(b";"):
        one = part.strip()
        if one.startswith(name):
            voter = _voter(one[len(name) :])
            return voter if voter is not None and voter.event == event else None
    return None


def _voter(token: bytes) -> Voter | None:
    """The check of a token costs as much as all the rest of a vote: who was here before is known."""
    voter = _VOTERS.get(token)
    if voter is None and len(token) < 100:
        voter = voter_of(token.decode("latin-1"))
        if voter is not None:  # forged ones are not remembered: they are without number
            if len(_VOTERS) >= MOST_TOKENS:
                _VOTERS.clear()
            _VOTERS[token] = voter
    return voter
