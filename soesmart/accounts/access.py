"""Who may do what: roles in the town of the request, and the second factor that office roles need."""

from collections.abc import Callable, MutableMapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, UUIDField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.core import clock
from soesmart.core.prepared import Blank, prepared
from soesmart.core.refusals import Forbidden
from soesmart.region.rules import is_local

# allauth keeps the log of proofs of a session in these two keys: what was proved, and by whom.
METHODS_KEY = "account_authentication_methods"
METHODS_PERSON_KEY = "account_authentication_methods_user"
# A demo sign-in proves nothing; it counts only where nobody but this machine can reach the process.
STRONG = "mfa"
DEMO = "demo"
# How long a proof lets a person do what cannot be undone, in seconds.
RECENT = 10 * 60


# Rights that no role gives. An app above registers in its AppConfig.ready() a QuerySet of one text column, the marks of
# a person in the town of the scope, like "strategy.contact". They are read with her roles in one query, built once.
MARKS: list[Callable[[Blank], "QuerySet[Any, str]"]] = []


def roles_of(request: HttpRequest) -> frozenset[Role]:
    """The roles that the signed-in person holds in this town; one query per request, the marks included."""
    return frozenset(Role(name) for name in _held(request) if name in _ROLES)


def marks_of(request: HttpRequest) -> frozenset[str]:
    """The marks that the signed-in person has in this town; no query once the roles are read."""
    return _held(request) - _ROLES


_ROLES = frozenset(Role.values)


def _held(request: HttpRequest) -> frozenset[str]:
    cached: frozenset[str] | None = getattr(request, "_held", None)
    if cached is None:
        cached = _read(request.user) if isinstance(request.user, Person) else frozenset()
        request._held = cached  # type: ignore[attr-defined]
    return cached


def _read(person: Person) -> frozenset[str]:
    return frozenset(_rows.rows(person=person.pk))


@prepared
def _rows() -> "QuerySet[Any, str]":
    person = Blank("person", UUIDField())
    roles = RoleAssignment.objects.filter(person=person).order_by().values_list("role", flat=True)
    return roles.union(*(marks(person) for marks in MARKS))


def has_role(request: HttpRequest, *roles: Role) -> bool:
    """Whether the person holds one of `roles` (or administers the town) and proved a second factor."""
    return _holds(request, *roles) and has_second_factor(request)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened, or confirmed since, with a passkey or a second factor."""
    methods = {proof.get("method") for proof in proofs(request)}
    return STRONG in methods or (DEMO in methods and is_demo(request))


def is_demo(request: HttpRequest) -> bool:
    """Whether this is the demo, asked for under a name that can only mean this machine."""
    return settings.DEMO and is_local(request.get_host().rsplit(":", 1)[0].strip("[]").lower())


def proved_recently(request: HttpRequest) -> bool:
    """Whether the person proved within the last ten minutes that it is she who sits there."""
    newest = max((float(proof.get("at", 0)) for proof in proofs(request)), default=0.0)
    return clock.now().timestamp() - newest < RECENT


def proofs(request: HttpRequest) -> list[dict[str, Any]]:
    """What the signed-in person proved in this session, oldest first, as allauth wrote it down."""
    if not request.user.is_authenticated or request.session.get(METHODS_PERSON_KEY) != str(request.user.pk):
        return []
    written = request.session.get(METHODS_KEY)
    return written if isinstance(written, list) else []


def write_proof(session: MutableMapping[str, Any], person: Person, method: str) -> None:
    """Note in a session that `person` proved herself; for the demo's door and for tests."""
    session[METHODS_KEY] = [{"method": method, "at": clock.now().timestamp()}]
    session[METHODS_PERSON_KEY] = str(person.pk)


def _missing(roles: Sequence[Role]) -> str:
    if len(roles) == len(Role):
        return "Diese Seite ist für Menschen mit einer Aufgabe in dieser Stadt. Die Stadtadministration vergibt sie."
    names = " oder ".join(f"„{role.label}“" for role in roles)
    return f"Für diese Seite braucht es die Aufgabe {names}. Die Stadtadministration kann sie vergeben."


def require_role(request: HttpRequest, *roles: Role) -> Person:
    """First line of an office view: the acting person, or `Forbidden` with words and an address that help."""
    return require_right(request, lambda: _holds(request, *roles), _missing(roles or (Role.TOWN_ADMINISTRATOR,)))


def require_right(request: HttpRequest, holds: Callable[[], bool], missing: str) -> Person:
    """The same for a right that no role gives. holds: asked of a signed-in person; missing: words for who has not."""
    if not request.user.is_authenticated:
        raise NeedsStep(
            "accounts.signed_out",
            "Diese Seite ist für Menschen mit einer Aufgabe in dieser Stadt.",
            address("account_login", request),
            "Anmelden",
        )
    if not holds():
        raise Forbidden("accounts.role.missing", missing)
    if not has_second_factor(request):
        raise NeedsStep(
            "accounts.second_factor.missing",
            "Für Aufgaben der Stadt reicht der Code aus der E-Mail nicht. Es fehlt noch der zweite Schritt.",
            address("second_factor", request),
            "Weiter zum zweiten Schritt",
        )
    assert isinstance(request.user, Person)
    return request.user


def require_person(request: HttpRequest) -> Person:
    """First line of a personal view: the signed-in person; a guest is led to the sign-in page and back."""
    if not request.user.is_authenticated:
        raise NotSignedIn("accounts.signed_out", "Diese Seite zeigt das eigene Konto. Bitte zuerst anmelden.")
    assert isinstance(request.user, Person)
    return request.user


def address(name: str, request: HttpRequest) -> str:
    """The address of a page that leads back to the present one."""
    return f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}"


class NotSignedIn(Forbidden):
    """Answered with the sign-in page, which leads back."""


class NeedsStep(Forbidden):
    """The person can help herself: `link` is the page where, `label` the words of its button."""

    def __init__(self, code: str, text: str, link: str, label: str) -> None:
        super().__init__(code, text)
        self.link = link
        self.label = label


def _holds(request: HttpRequest, *roles: Role) -> bool:
    return not _held(request).isdisjoint({*roles, Role.TOWN_ADMINISTRATOR})
