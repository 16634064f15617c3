"""The demo signs anybody in as anybody: the process refuses to start with it where others can reach it."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from soesmart.region.models import HostName
from soesmart.region.queries import public_hosts
from soesmart.region.rules import is_local


def refuse_public_demo(address: str = "localhost") -> None:
    """Raise when the demo is on and `address` (to listen on) or a town's host name is not of this machine alone."""
    if not settings.DEMO:
        return
    public = [] if is_local(address) else [address]
    if HostName._meta.db_table in connections["default"].introspection.table_names():
        public += public_hosts()
    if public:
        raise ImproperlyConfigured(
            f"Die Vorführung (DEMO=1) startet nicht, denn sie wäre unter {', '.join(public)} öffentlich erreichbar, "
            "und in ihr kann sich jeder als jede anmelden. Bitte DEMO weglassen oder den Namen entfernen."
        )
