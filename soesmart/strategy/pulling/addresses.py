"""Which computers may be asked: public ones. An address typed by a person must not open the town's own network.

(OWASP, "Server Side Request Forgery Prevention Cheat Sheet": resolve first, check, then connect to what was checked.)
"""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from soesmart.core.refusals import Refused

PORTS = {"http": 80, "https": 443}
# "64:ff9b::" hands its last 32 bits to the IPv4 network (RFC 6052).
_TRANSLATED = IPv6Network("64:ff9b::/96")
# All that was ever given out for the public internet (RFC 4291, 2.4); Python's list of what is not knows neither
# "fec0::" nor "::127.0.0.1" nor the translators that a network has for itself ("64:ff9b:1::").
_GIVEN_OUT = IPv6Network("2000::/3")


@dataclass(frozen=True)
class Place:
    """An address taken apart; target: path and query as they go over the wire."""

    scheme: str
    host: str
    port: int
    target: str


def refuse(code: str, text: str) -> Refused:
    return Refused(f"strategy.source.{code}", text, "address")


def place_of(address: str) -> Place:
    """Raises Refused for what is no web address, and for one with a name and password in it."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError) as error:
        raise _no_address(address) from error
    if not host or any(sign.isspace() for sign in address):
        raise _no_address(address)
    if parts.username is not None or parts.password is not None:
        raise refuse(
            "secret", "Name und Passwort gehören nicht in die Adresse: Hier werden keine Zugangsdaten verwahrt."
        )
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return Place(parts.scheme, host, port, f"{path}?{query}" if query else path)


def resolve(place: Place, *, allow_private: bool) -> list[str]:
    """The numeric addresses to connect to, the likeliest first. Refused when any of the name is not public."""
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise refuse(
            "unknown_host", f"„{place.host}“ ist im Internet nicht zu finden. Ist die Adresse richtig?"
        ) from error
    numbers = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not numbers or not (allow_private or all(is_public(number) for number in numbers)):
        raise _private(place)
    return list(dict.fromkeys(numbers))


def require_not_private(place: Place) -> None:
    """Refused where the host itself says that it is not public: a number, or this very computer. Asks nobody."""
    name = place.host.removesuffix(".")
    number = _number(name.partition("%")[0])
    if name == "localhost" or name.endswith(".localhost") or (number and not is_public(number)):
        raise _private(place)


def _number(host: str) -> str:
    """The host as a numeric address, also in the old forms (`2130706433`, `0x7f.1`), or "" for a name."""
    if ":" in host:
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        return ""


def is_public(number: str) -> bool:
    """Whether a numeric address lies on the public internet, also behind the forms that carry IPv4 in IPv6."""
    found: IPv4Address | IPv6Address = ip_address(number)
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _TRANSLATED:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    if isinstance(found, IPv6Address) and found not in _GIVEN_OUT:
        return False
    return found.is_global and not found.is_multicast


def _private(place: Place) -> Refused:
    text = f"„{place.host}“ liegt in einem internen Netz. Abgerufen wird nur, was öffentlich im Internet steht."
    return refuse("private", text)


def _no_address(address: str) -> Refused:
    text = f"„{address[:60]}“ ist keine Internetadresse. Bitte so schreiben: https://www.beispiel.de/daten.csv"
    return refuse("address", text)
