"""People and the names under which they appear in a town."""

import random
import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from soesmart.accounts import rules
from soesmart.accounts.models import Membership, Person
from soesmart.core.audit import audit
from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality

MOST_TRIES = 40


@transaction.atomic
def add_person(
    *,
    actor: object,
    email: str,
    at: datetime,
    verified: bool = False,
    id: uuid.UUID | None = None,  # noqa: A002
) -> Person:
    """The person with this e-mail address, made if there is none. No password; `verified` spares the first code.

    id: given by the demo, so that its people are the same every time.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            "accounts.email.invalid", "Das ist keine E-Mail-Adresse. Beispiel: name@example.org", "email"
        ) from None
    found = Person.objects.filter(email=address).first()
    if found:
        return found
    person = Person.objects.create_user(address, verified=verified, created_at=at, id=id or new_id())
    audit(actor, "accounts.person.added", person, at=at)
    return person


@transaction.atomic
def join_town(
    *, person: Person, town: Municipality, at: datetime, rng: random.Random, pseudonym: str = ""
) -> Membership:
    """The person's membership in the town, made with a friendly name at her first visit. `rng` draws that name."""
    found = Membership.objects.filter(municipality=town, person=person).first()
    if found:
        return found
    for number in range(MOST_TRIES):
        name = pseudonym or rules.invent_pseudonym(rng, number)
        if Membership.objects.filter(pseudonym_key=rules.key_of_pseudonym(name)).exists():
            pseudonym = ""
            continue
        made, new = Membership.objects.get_or_create(
            municipality=town,
            person=person,
            defaults={"joined_at": at, "pseudonym": name, "pseudonym_key": rules.key_of_pseudonym(name)},
        )
        if not new:  # a second window of hers was faster
            return made
        audit(person, "accounts.town.joined", person, town=town.slug, at=at)
        return made
    raise Refused("accounts.pseudonym.none_left", "Gerade fand sich kein freier Name. Bitte noch einmal versuchen.")


@transaction.atomic
def choose_pseudonym(*, membership: Membership, pseudonym: str, at: datetime) -> Membership:
    """Give oneself another name in the town. Refused when it is taken there or passes for the town hall."""
    name = rules.tidy_pseudonym(pseudonym)
    fault = rules.fault_of_pseudonym(name, membership.municipality.name)
    if fault:
        raise Refused("accounts.pseudonym.invalid", fault, "pseudonym")
    key = rules.key_of_pseudonym(name)
    try:
        with transaction.atomic():
            Membership.objects.filter(pk=membership.pk).update(pseudonym=name, pseudonym_key=key)
    except IntegrityError:
        raise Refused(
            "accounts.pseudonym.taken",
            f"„{name}“ heißt hier schon jemand. Bitte einen anderen Namen wählen.",
            "pseudonym",
        ) from None
    membership.pseudonym, membership.pseudonym_key = name, key
    audit(membership.person, "accounts.pseudonym.chosen", membership.person, town=membership.municipality.slug, at=at)
    return membership
