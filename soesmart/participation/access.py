"""Who may do what in participation."""

from django.http import HttpRequest

from soesmart.accounts.access import has_role
from soesmart.accounts.models import Role


def may_edit_way(request: HttpRequest) -> bool:
    return has_role(request, Role.PARTICIPATION_OFFICER)
