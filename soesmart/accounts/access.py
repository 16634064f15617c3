"""Who may do what: roles in the town of the request, and the second factor that office roles need."""

from django.http import HttpRequest

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.core.refusals import Forbidden


def roles_of(request: HttpRequest) -> frozenset[Role]:
    """The roles that the signed-in person holds in this town; one query per request."""
    cached = getattr(request, "_roles", None)
    if cached is None:
        person = request.user
        held = (
            RoleAssignment.objects.filter(person=person).values_list("role", flat=True)
            if person.is_authenticated
            else ()
        )
        cached = frozenset(Role(role) for role in held)
        request._roles = cached  # type: ignore[attr-defined]
    return cached


def has_role(request: HttpRequest, *roles: Role) -> bool:
    """Whether the person holds one of `roles` (or administers the town) and proved a second factor."""
    held = roles_of(request)
    return bool(held & {*roles, Role.TOWN_ADMINISTRATOR}) and has_second_factor(request)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a passkey or a second factor."""
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") in ("mfa", "demo") for method in methods)


def require_role(request: HttpRequest, *roles: Role) -> Person:
    """First line of an office view: the acting person, or `Forbidden` with words that help."""
    if has_role(request, *roles):
        assert isinstance(request.user, Person)
        return request.user
    names = " oder ".join(role.label for role in roles)
    raise Forbidden("accounts.role.missing", f"Dafür braucht es die Aufgabe {names} in dieser Stadt.")
