"""Who may do what with places and tickets."""

from dataclasses import dataclass

from django.http import HttpRequest

from soesmart.accounts.access import has_role
from soesmart.accounts.models import Person, Role


@dataclass(frozen=True)
class Actor:
    """Whoever asks: a guest, a resident, or somebody with an office whose second factor is proved."""

    person: Person | None = None
    is_officer: bool = False
    is_box_office: bool = False
    is_auditor: bool = False


def actor_of(request: HttpRequest) -> Actor:
    """One query for a signed-in person, none for a guest."""
    if not isinstance(request.user, Person):
        return Actor()
    return Actor(
        person=request.user,
        is_officer=has_role(request, Role.PARTICIPATION_OFFICER),
        is_box_office=has_role(request, Role.BOX_OFFICE),
        is_auditor=has_role(request, Role.AUDITOR),
    )


def may_plan_places(actor: Actor) -> bool:
    """Set up categories, contingents and times of booking."""
    return actor.is_officer


def may_sell(actor: Actor) -> bool:
    """Book, cancel and print for others, see who comes, let people in, make links for the door."""
    return actor.is_officer or actor.is_box_office


def may_see_deletions(actor: Actor) -> bool:
    """Read the proofs of the deletion clock."""
    return actor.is_officer or actor.is_box_office or actor.is_auditor
