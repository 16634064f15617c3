"""Reads of accounts. The functions marked "across towns" are the only ones here that cross the border."""

from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django_scopes import scopes_disabled

from soesmart.accounts import rules
from soesmart.accounts.models import Consent, Membership, Person, Role, RoleAssignment
from soesmart.core.audit import name_of
from soesmart.core.models import AuditEntry
from soesmart.region.models import Municipality


def membership_of(person: Person, town: Municipality) -> Membership | None:
    return Membership.objects.filter(municipality=town, person=person).select_related("municipality", "person").first()


def open_consents(person: Person, town: Municipality) -> dict[str, Consent]:
    """The consents that hold, by text; the newest version of each."""
    return {
        consent.text: consent
        for consent in Consent.objects.filter(municipality=town, person=person, withdrawn_at=None).order_by("given_at")
    }


def roles_here(person: Person) -> list[Role]:
    """The person's roles in this town."""
    held = RoleAssignment.objects.filter(person=person).order_by("role").values_list("role", flat=True)
    return [Role(role) for role in held]


def has_office_anywhere(person: Person) -> bool:
    """Across towns: whether the person holds a role in any town; says nothing of which."""
    with scopes_disabled():
        return RoleAssignment.objects.filter(person=person).exists()


def has_office_outside(person: Person, town: Municipality) -> bool:
    """Across towns: whether the person holds a role anywhere but in `town`; says nothing of where."""
    with scopes_disabled():
        return RoleAssignment.objects.filter(person=person).exclude(municipality=town).exists()


def towns_of(person: Person) -> list[Municipality]:
    """Across towns: where the person appears under a name, or has a role. For her own eyes."""
    with scopes_disabled():
        member = Membership.objects.filter(person=person, municipality=OuterRef("pk"))
        role = RoleAssignment.objects.filter(person=person, municipality=OuterRef("pk"))
        return list(Municipality.objects.filter(Exists(member) | Exists(role)))


def all_towns() -> list[Municipality]:
    """Across towns: every town, for what concerns a whole account (its deletion)."""
    with scopes_disabled():
        return list(Municipality.objects.all())


def towns_only_she_administers(person: Person) -> list[Municipality]:
    """Across towns: where nobody else could give roles if the person left."""
    with scopes_disabled():
        admins = RoleAssignment.objects.filter(role=Role.TOWN_ADMINISTRATOR, municipality=OuterRef("pk"))
        return list(
            Municipality.objects.filter(Exists(admins.filter(person=person)), ~Exists(admins.exclude(person=person)))
        )


def factors_of(person: Person) -> dict[str, list[Authenticator]]:
    """The person's second factors by kind: "totp", "webauthn", "recovery_codes"."""
    kinds: dict[str, list[Authenticator]] = {}
    for factor in Authenticator.objects.filter(user=person):
        kinds.setdefault(str(factor.type), []).append(factor)
    return kinds


def people_with_roles(text: str = "") -> QuerySet[Person]:
    """People with a role in this town, with `roles_here`; `text` searches e-mail address and pseudonym."""
    return _with_roles(_matching(Person.objects.filter(Exists(_roles_here())), text)).order_by("email")


def residents(text: str = "") -> QuerySet[Person]:
    """All who have a name in this town, by that name, with `membership_here` and `roles_here`.

    Their addresses are nobody's business: `text` searches names, and finds an address only when it is given whole.
    """
    everyone = Person.objects.filter(Exists(Membership.objects.filter(person=OuterRef("pk"))))
    if text:
        here = Membership.objects.filter(
            person=OuterRef("pk"), pseudonym_key__contains=rules.key_of_pseudonym(text) or "-"
        )
        everyone = everyone.filter(Q(Exists(here)) | Q(email=text.strip().lower()))
    return _with_roles(everyone).order_by("created_at", "pk")


def person_here(pk: UUID) -> Person | None:
    """Somebody who has a name or a role in this town."""
    here = Person.objects.filter(Q(Exists(_roles_here())) | Q(Exists(Membership.objects.filter(person=OuterRef("pk")))))
    return _with_roles(here.filter(pk=pk)).first()


@dataclass(frozen=True)
class RoleChange:
    """One line of the history: what happened, and who did it (an e-mail address, or words)."""

    entry: AuditEntry
    what: str
    actor: str


HISTORY = {
    "accounts.role.granted": "{} gegeben",
    "accounts.role.withdrawn": "{} genommen",
    "accounts.factor.reset": "Zweiten Schritt zurückgesetzt",
}


def role_history(person: Person, town: Municipality, most: int = 20) -> list[RoleChange]:
    """The newest changes of a person's roles in the town, with the acting people's addresses. Two queries."""
    entries = list(
        AuditEntry.objects.filter(town=town.slug, target=name_of(person), action__in=HISTORY).order_by("-number")[:most]
    )
    ids = {entry.actor.partition(":")[2] for entry in entries if entry.actor.startswith("accounts.person:")}
    emails = {str(pk): email for pk, email in Person.objects.filter(pk__in=ids).values_list("pk", "email")}
    return [
        RoleChange(entry, _what(entry), emails.get(entry.actor.partition(":")[2], _stranger(entry)))
        for entry in entries
    ]


def _what(entry: AuditEntry) -> str:
    return HISTORY[entry.action].format(Role(entry.facts["role"]).label if "role" in entry.facts else "")


def _stranger(entry: AuditEntry) -> str:
    return "gelöschtes Konto" if entry.actor.startswith("accounts.person:") else "Einrichtung"


def _roles_here() -> QuerySet[RoleAssignment]:
    found: QuerySet[RoleAssignment] = RoleAssignment.objects.filter(person=OuterRef("pk"))
    return found


def _matching(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    if not text:
        return people
    here = Membership.objects.filter(person=OuterRef("pk"), pseudonym_key__contains=rules.key_of_pseudonym(text) or "-")
    return people.filter(Q(email__icontains=text) | Q(Exists(here)))


def _with_roles(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.prefetch_related(
        Prefetch("role_assignments", RoleAssignment.objects.order_by("role"), to_attr="roles_here"),
        Prefetch("memberships", Membership.objects.all(), to_attr="memberships_here"),
    )
