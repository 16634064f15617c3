"""GET of an address that a person typed: bounded in time and size, and never into the town's own network."""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from soesmart.core.refusals import Refused
from soesmart.strategy.pulling.addresses import Place, place_of, refuse, resolve

MOST_BYTES = 5 * 1024 * 1024
MOST_REDIRECTS = 3
LONGEST_SILENCE = 10.0  # seconds without a byte
AGENT = "soesmart (Abruf von Kennzahlen einer Stadt)"
MOVED = frozenset({301, 302, 303, 307, 308})
PARTIAL = 206


@dataclass(frozen=True)
class Answer:
    """What came. is_partial: status 206, more follows; has_next: the server names a next page in a Link header."""

    content: bytes
    is_partial: bool = False
    has_next: bool = False


class Patience:
    """An end to waiting that a server which sends a byte now and then cannot put off: the connection is cut."""

    def __init__(self) -> None:
        self.is_over = False
        self._socket: socket.socket | None = None

    def hold(self, connection: socket.socket) -> None:
        self._socket = connection
        if self.is_over:
            self.end()

    def end(self) -> None:
        self.is_over = True
        if self._socket is not None:
            with suppress(OSError):
                # Of the plain socket: the one of TLS would forget its state under the thread that reads.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@contextmanager
def patience(seconds: float) -> Iterator[Patience]:
    """One span of waiting for all that is fetched within."""
    given = Patience()
    timer = threading.Timer(seconds, given.end)
    timer.daemon = True
    timer.start()
    try:
        yield given
    finally:
        timer.cancel()


def fetch(
    address: str, *, waiting: Patience, allow_private: bool = False, headers: Mapping[str, str] | None = None
) -> Answer:
    """What stands at the address. Raises Refused (codes `strategy.source.*`) in words for the office."""
    for _ in range(MOST_REDIRECTS + 1):
        place = place_of(address)
        try:
            answer, moved = _ask(place, waiting, allow_private, headers or {})
        except (OSError, http.client.HTTPException) as error:
            raise _broken(place, waiting, error) from error
        if answer is not None:
            return answer
        address = urljoin(address, moved)
        if place.scheme == "https" and not address.startswith("https:"):
            raise refuse(
                "downgrade", f"„{place.host}“ leitet auf eine ungesicherte Adresse um. Das wird nicht abgerufen."
            )
    raise refuse(
        "redirects", f"Die Adresse leitet mehr als {MOST_REDIRECTS}-mal um. Bitte die endgültige Adresse eintragen."
    )


def _ask(place: Place, waiting: Patience, allow_private: bool, headers: Mapping[str, str]) -> tuple[Answer | None, str]:
    """The answer, or None and where it moved to."""
    numeric = resolve(place, allow_private=allow_private)
    with closing(_Connection(place, numeric, waiting)) as connection:
        given = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close", **headers}
        connection.request("GET", place.target, headers=given)
        response = connection.getresponse()
        if response.status in MOVED and (moved := response.getheader("Location")):
            return None, moved
        if response.status not in (http.client.OK, PARTIAL):
            raise _status(place, response.status)
        content = _read(place, response)
        if waiting.is_over:
            raise _too_slow(place)
        return Answer(content, response.status == PARTIAL, 'rel="next"' in (response.getheader("Link") or "")), ""


def _read(place: Place, response: http.client.HTTPResponse) -> bytes:
    content = response.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise refuse(
            "too_big",
            f"„{place.host}“ liefert mehr als {MOST_BYTES // 1024 // 1024} MB. Bitte nur den nötigen Teil anfragen.",
        )
    if response.length:
        raise http.client.IncompleteRead(content, response.length)
    return content


class _Connection(http.client.HTTPConnection):
    """A connection to the address that was checked, under the name that was asked for."""

    def __init__(self, place: Place, numeric: tuple[str, int], waiting: Patience) -> None:
        super().__init__(place.host, place.port, timeout=LONGEST_SILENCE)
        self._place, self._numeric, self._waiting = place, numeric, waiting
        self.default_port = 443 if place.scheme == "https" else 80

    def connect(self) -> None:
        if self._waiting.is_over:
            raise TimeoutError
        made = socket.create_connection(self._numeric, LONGEST_SILENCE)
        self.sock = made
        self._waiting.hold(made)
        if self._place.scheme == "https":
            context = ssl.create_default_context()
            secured = context.wrap_socket(made, server_hostname=self._place.host, do_handshake_on_connect=False)
            self.sock = secured
            self._waiting.hold(secured)
            secured.do_handshake()


def _status(place: Place, status: int) -> Refused:
    if status in (401, 403, 407):
        text = f"„{place.host}“ verlangt eine Anmeldung. Abgerufen werden nur offene Adressen."
        return refuse("denied", text)
    if status in (404, 410):
        return refuse("gone", f"Unter dieser Adresse steht bei „{place.host}“ nichts (mehr). Bitte die Adresse prüfen.")
    if status == 429:
        return refuse("too_often", f"„{place.host}“ möchte seltener gefragt werden. Der nächste Versuch kommt später.")
    return refuse("status", f"„{place.host}“ antwortet mit einem Fehler (Status {status}).")


def _broken(place: Place, waiting: Patience, error: Exception) -> Refused:
    if waiting.is_over or isinstance(error, TimeoutError):
        return _too_slow(place)
    if isinstance(error, ssl.SSLError):
        return refuse(
            "tls", f"Die gesicherte Verbindung zu „{place.host}“ kommt nicht zustande: Das Zertifikat passt nicht."
        )
    if isinstance(error, http.client.IncompleteRead):
        return refuse("cut_off", f"Die Antwort von „{place.host}“ brach mittendrin ab.")
    return refuse("unreachable", f"„{place.host}“ ist nicht zu erreichen.")


def _too_slow(place: Place) -> Refused:
    return refuse("too_slow", f"„{place.host}“ antwortet zu langsam.")
