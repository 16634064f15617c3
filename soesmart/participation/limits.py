"""How often one internet address may try something, counted in the cache of the process.

The address itself is kept nowhere: the key of a counter is a keyed hash of it and of the stretch of time. With several
processes each counts for itself, so a limit is a brake, not a border; what must hold exactly is held by the database.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from soesmart.core.refusals import Refused

_SALT = "soesmart.participation.limit"


@dataclass(frozen=True)
class Limit:
    """At most `most` times in a stretch of `minutes`. text: German, what to do when it is reached."""

    name: str
    most: int
    minutes: int
    text: str


# A whole hall takes part behind one address, and every phone in it is a new browser.
NEW_BROWSER = Limit(
    "browser",
    1000,
    60,
    "Von diesem Internetanschluss haben in kurzer Zeit sehr viele neue Geräte mitgemacht. Bitte später noch einmal "
    "versuchen oder ein anderes Netz nehmen, zum Beispiel das mobile.",
)
# Only wrong codes count, so a hall full of people with letters gets in.
WRONG_CODE = Limit(
    "code", 20, 15, "Von diesem Internetanschluss kamen viele falsche Codes. Bitte in einer Viertelstunde noch einmal."
)
MAIL_FROM_HERE = Limit(
    "mail-from",
    60,
    60,
    "Von diesem Internetanschluss wurden sehr viele Bestätigungen angefordert. Bitte in einer Stunde noch einmal.",
)
MAIL_TO_ONE = Limit(
    "mail-to",
    3,
    60,
    "An diese Adresse sind gerade schon Bestätigungen gegangen. Bitte im Postfach nachsehen, auch im Spam-Ordner, oder "
    "es in einer Stunde noch einmal versuchen.",
)


# Whoever drops the cookie is a new browser each time; alone she must not be the three people that hide a text.
REPORT_OF_ONE_TEXT = Limit("report", 1, 24 * 60, "Von diesem Internetanschluss wurde der Text heute schon gemeldet.")


# A workbook of 5,000 ideas takes a second to write, a picture half a second to make anew.
FILE = Limit(
    "file",
    60,
    10,
    "Von diesem Internetanschluss wurden in kurzer Zeit sehr viele Dateien geholt. Bitte in zehn Minuten noch einmal.",
)
PICTURE = Limit(
    "picture",
    200,
    60,
    "Von diesem Internetanschluss kamen sehr viele Bilder. Bitte später noch einmal versuchen oder ohne Bild senden.",
)


class TooOften(Refused):
    """A limit is reached."""

    status = 429


def spend(limit: Limit, who: str, at: datetime) -> None:
    """Count one try of `who` (an address of whatever kind); TooOften when none is left."""
    check(limit, who, at)
    key = _key(limit, who, at)
    cache.add(key, 0, timeout=timedelta(minutes=limit.minutes).total_seconds())
    try:
        cache.incr(key)
    except ValueError:  # thrown out of the cache in between
        cache.set(key, 1, timeout=timedelta(minutes=limit.minutes).total_seconds())


def check(limit: Limit, who: str, at: datetime) -> None:
    """TooOften when `who` has no try left; counts nothing."""
    if cache.get(_key(limit, who, at), 0) >= limit.most:
        raise TooOften(f"participation.limit.{limit.name}", limit.text)


def where_from(request: HttpRequest) -> str:
    """The internet address of a request; of IPv6 the network, for one household has 2^64 addresses and more."""
    address = str(get_adapter().get_client_ip(request))
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(IPv6Network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else address


def _key(limit: Limit, who: str, at: datetime) -> str:
    stretch = int(at.timestamp()) // (limit.minutes * 60)
    digest = salted_hmac(_SALT, f"{limit.name}:{stretch}:{who}", algorithm="sha256").hexdigest()
    return f"participation:{digest}"
