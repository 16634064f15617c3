"""Who may do what in the portal."""

from django.http import HttpRequest

from soesmart.accounts.access import has_role, require_role, roles_of
from soesmart.accounts.models import Person, Role
from soesmart.strategy.access import is_contact, is_named, require_contact


def may_edit_portal(request: HttpRequest) -> bool:
    """Write pages and news, enter dates: the editors of this town, with a second factor."""
    return has_role(request, Role.EDITOR)


def may_enter_office(request: HttpRequest) -> bool:
    """See the office's first page: whoever has any office role in this town, or delivers values to it."""
    return has_role(request, *Role) or is_contact(request)


def require_office(request: HttpRequest) -> Person:
    """First line of the office's first page."""
    if not roles_of(request) and is_named(request):
        return require_contact(request)
    return require_role(request, *Role)
