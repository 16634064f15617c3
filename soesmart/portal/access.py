"""Who may do what in the portal."""

from django.http import HttpRequest

from soesmart.accounts.access import has_role
from soesmart.accounts.models import Role


def may_edit_portal(request: HttpRequest) -> bool:
    """Write pages and news, enter dates: the editors of this town, with a second factor."""
    return has_role(request, Role.EDITOR)


def may_enter_office(request: HttpRequest) -> bool:
    """See the office's first page: whoever has any office role in this town."""
    return has_role(request, *Role)
