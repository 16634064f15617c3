"""GET of an address that a person typed: bounded in time and size, and never into the town's own network."""

import http.client
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin

from soesmart.core.refusals import Refused
from soesmart.strategy.pulling.addresses import Place, place_of, refuse, resolve
from soesmart.strategy.pulling.connection import Connection, Patience

MOST_BYTES = 5 * 1024 * 1024
MOST_REDIRECTS = 3
AGENT = "soesmart (Abruf von Kennzahlen einer Stadt)"
MOVED = frozenset({301, 302, 303, 307, 308})
PARTIAL = 206


@dataclass(frozen=True)
class Answer:
    """What came. is_partial: status 206, more follows; has_next: the server names a next page in a Link header."""

    content: bytes
    is_partial: bool = False
    has_next: bool = False


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
        address = _joined(address, moved)
        if place.scheme == "https" and not address.startswith("https:"):
            raise refuse(
                "downgrade", f"„{place.host}“ leitet auf eine ungesicherte Adresse um. Das wird nicht abgerufen."
            )
    raise refuse(
        "redirects", f"Die Adresse leitet mehr als {MOST_REDIRECTS}-mal um. Bitte die endgültige Adresse eintragen."
    )


def _joined(address: str, moved: str) -> str:
    try:
        return urljoin(address, moved)
    except ValueError as error:
        raise refuse("address", "Die Adresse leitet auf etwas um, das keine Internetadresse ist.") from error


def _ask(place: Place, waiting: Patience, allow_private: bool, headers: Mapping[str, str]) -> tuple[Answer | None, str]:
    """The answer, or None and where it moved to."""
    numbers = resolve(place, allow_private=allow_private)
    with closing(Connection(place, numbers, waiting)) as connection:
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
