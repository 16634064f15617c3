"""Who may do what in the portal."""

from django.http import HttpRequest

from soesmart.accounts.access import has_role, require_role, roles_of
from soesmart.accounts.models import Person, Role
from soesmart.strategy.access import is_named, require_contact


def may_edit_portal(request: HttpRequest) -> bool:
    """Write pages and news, enter dates: the editors of this town, with a second factor."""
    return has_role(request, Role.EDITOR)


def require_office(request: HttpRequest) -> Person:
    """First line of the office's first page: whoever has a role in this town, or delivers values to it."""
    if not roles_of(request) and is_named(request):
        return require_contact(request)
    return require_role(request, *Role)
