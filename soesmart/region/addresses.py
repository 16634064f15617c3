"""From one host to another: towns and region link to each other with the scheme and port of the request."""

import os

from django.conf import settings
from django.http import HttpRequest

from soesmart.core.processes import PORT
from soesmart.region.models import Municipality


def address_of(request: HttpRequest, host: str) -> str:
    """ "http://soest.localhost:8000/" for the host "soest.localhost"; "" for no host."""
    if not host:
        return ""
    _, colon, port = request.get_host().rpartition(":")
    has_port = bool(colon) and port.isdigit()
    name = f"[{host}]" if ":" in host else host
    return f"{request.scheme}://{name}{f':{port}' if has_port else ''}/"


def home_of(request: HttpRequest, town: Municipality) -> str:
    """The address of the town's start page; `town.hosts` should be prefetched."""
    hosts = sorted(town.hosts.all(), key=lambda host: (not host.is_primary, host.host))
    return address_of(request, hosts[0].host) if hosts else ""


def home_in_mails(town: Municipality) -> str:
    """ "https://soest.example" for links in mails that a job writes, where no request names an address; one query."""
    host = town.hosts.order_by("-is_primary", "host").values_list("host", flat=True).first() or "localhost"
    if settings.SESSION_COOKIE_SECURE:
        return f"https://{host}"
    port = os.environ.get(PORT, "")
    return f"http://{host}:{port}" if port else f"http://{host}"
