"""Roles in a town: granted and withdrawn by its administrators, and by the system when it is set up."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.accounts.services.people import add_person
from soesmart.core.audit import audit
from soesmart.core.outbox import queue_mail
from soesmart.core.refusals import Conflict, Forbidden, Refused
from soesmart.region.models import Municipality

type_of_actor = Person | str


@transaction.atomic
def grant_role(*, actor: type_of_actor, person: Person, town: Municipality, role: Role, at: datetime) -> RoleAssignment:
    """Give a person a role in the town; giving it twice is one role.

    actor: an administrator of that town, or "system:<job>" (set-up, demo).
    """
    require_administrator(actor, town)
    given, new = RoleAssignment.objects.get_or_create(
        municipality=town, person=person, role=role, defaults={"since": at}
    )
    if new:
        audit(actor, "accounts.role.granted", person, town=town.slug, at=at, role=Role(role).value)
    return given


@transaction.atomic
def withdraw_role(*, actor: type_of_actor, person: Person, town: Municipality, role: Role, at: datetime) -> bool:
    """Take a role away; returns whether there was one. Refused for the town's last administrator."""
    require_administrator(actor, town)
    held = RoleAssignment.objects.select_for_update().filter(municipality=town, role=role)
    if role == Role.TOWN_ADMINISTRATOR and set(held.values_list("person_id", flat=True)) == {person.pk}:
        raise Refused(
            "accounts.role.last_administrator",
            "Das ist die letzte Person mit der Aufgabe Stadtadministration. "
            "Bitte diese Aufgabe zuerst einer anderen Person geben.",
            "roles",
        )
    gone, _ = held.filter(person=person).delete()
    if gone:
        audit(actor, "accounts.role.withdrawn", person, town=town.slug, at=at, role=Role(role).value)
    return bool(gone)


@transaction.atomic
def set_roles(
    *,
    actor: type_of_actor,
    person: Person,
    town: Municipality,
    roles: Iterable[Role],
    seen: Iterable[Role],
    at: datetime,
) -> None:
    """Make `roles` the person's roles in the town. `seen` is what the editor saw: Conflict if that changed since."""
    wanted = {Role(role) for role in roles}
    held = {
        Role(role)
        for role in RoleAssignment.objects.select_for_update()
        .filter(municipality=town, person=person)
        .values_list("role", flat=True)
    }
    if held != {Role(role) for role in seen}:
        raise Conflict(
            "accounts.roles.changed",
            "Jemand anderes hat die Aufgaben dieser Person gerade geändert. "
            "Bitte den neuen Stand ansehen und noch einmal wählen.",
        )
    # Granted first: whoever hands the administration over in one step keeps the right until the end.
    for role in sorted(wanted - held):
        grant_role(actor=actor, person=person, town=town, role=role, at=at)
    for role in sorted(held - wanted, key=lambda role: role == Role.TOWN_ADMINISTRATOR):
        withdraw_role(actor=actor, person=person, town=town, role=role, at=at)


@transaction.atomic
def invite(
    *, actor: type_of_actor, email: str, town: Municipality, roles: Iterable[Role], link: str, at: datetime
) -> Person:
    """Give roles to whoever owns an e-mail address, and write to her. She signs in with a code; no password is made."""
    require_administrator(actor, town)
    wanted = sorted({Role(role) for role in roles})
    if not wanted:
        raise Refused("accounts.invite.no_role", "Bitte mindestens eine Aufgabe auswählen.", "roles")
    person = add_person(actor=actor, email=email, at=at)
    for role in wanted:
        grant_role(actor=actor, person=person, town=town, role=role, at=at)
    queue_mail(
        key=f"accounts.invited:{town.slug}:{person.pk}:{at.isoformat()}",
        to=person.email,
        subject=f"Aufgabe in soesmart {town.name}",
        text=INVITATION.format(town=town.official_name, roles=", ".join(role.label for role in wanted), link=link),
        at=at,
        town=town.slug,
    )
    return person


INVITATION = """Guten Tag,

die {town} hat dieser E-Mail-Adresse in soesmart eine Aufgabe gegeben: {roles}.

So geht es weiter:
1. {link} öffnen und mit dieser E-Mail-Adresse anmelden. Der Code dafür kommt per E-Mail, ein Passwort gibt es nicht.
2. Einen zweiten Schritt einrichten (Passkey oder Code-App). Er schützt die Daten der Stadt.

Diese E-Mail war ein Irrtum? Dann bitte einfach löschen.
"""


def require_administrator(actor: type_of_actor, town: Municipality) -> None:
    """Only an administrator of this very town, or the system, goes past this line."""
    if isinstance(actor, str) and actor.startswith("system:"):
        return
    if (
        isinstance(actor, Person)
        and RoleAssignment.objects.filter(municipality=town, person=actor, role=Role.TOWN_ADMINISTRATOR).exists()
    ):
        return
    raise Forbidden(
        "accounts.role.not_administrator",
        f"Aufgaben in {town.name} vergibt nur, wer dort die Aufgabe Stadtadministration hat.",
    )
