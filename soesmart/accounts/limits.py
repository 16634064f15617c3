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

_SALT = "soesmart.limit"


@dataclass(frozen=True)
class Limit:
    """At most `most` times in a stretch of `minutes`. text: German, what to do when it is reached."""

    name: str
    most: int
    minutes: int
    text: str


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
        raise TooOften(f"accounts.limit.{limit.name}", limit.text)


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
    return f"limit:{digest}"
