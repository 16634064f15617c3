"""Under which name colleagues see who did something: role and pseudonym, never name or address."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Value

from soesmart.accounts.models import Membership, Role, RoleAssignment

SOMEBODY = "eine Person, die es hier nicht mehr gibt"
_PERSON = "accounts.person:"


@dataclass(frozen=True)
class Names:
    """Names of some people in the town of the request."""

    found: Mapping[UUID, str]

    @classmethod
    def of(cls, ids: Iterable[UUID | None]) -> "Names":
        """One query, none for nobody."""
        wanted = {pk for pk in ids if pk}
        if not wanted:
            return cls({})
        roles: dict[UUID, list[str]] = defaultdict(list)
        names: dict[UUID, str] = {}
        held = RoleAssignment.objects.filter(person__in=wanted).order_by().annotate(is_role_=Value(1))
        called = Membership.objects.filter(person__in=wanted).order_by().annotate(is_role_=Value(0))
        columns = ("person_id", "is_role_")
        rows = held.values_list(*columns, "role").union(called.values_list(*columns, "pseudonym"), all=True)
        for pk, is_role, text in rows:
            if is_role:
                roles[pk].append(Role(text).label)
            else:
                names[pk] = text
        return cls({pk: _name(names.get(pk, ""), roles[pk]) for pk in wanted})

    def get(self, pk: UUID | None) -> str:
        return self.found.get(pk, "") if pk else ""


def person_of(actor: str) -> UUID | None:
    """The person whom an entry of the audit log names as its actor; None for the system and for guests."""
    return UUID(actor.removeprefix(_PERSON)) if actor.startswith(_PERSON) else None


def _name(pseudonym: str, roles: list[str]) -> str:
    shown = ", ".join(sorted(roles))
    if pseudonym and shown:
        return f"{pseudonym} ({shown})"
    return pseudonym or shown or SOMEBODY
