"""Signed names in the links of mails: who has the link may confirm or end a wish, without signing in."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from soesmart.accounts.models import Person
from soesmart.participation.models import Follow, Idea

_SALT = "soesmart.participation.follow"


@dataclass(frozen=True)
class Ticket:
    """What a token names: an address's wish (follow), or a person with perhaps one idea. Wishes may be gone already."""

    follow: Follow | None = None
    person: Person | None = None
    idea: Idea | None = None


def token_of(follow: Follow) -> str:
    return signing.dumps({"f": follow.key.hex}, salt=_SALT)


def token_for(person: UUID, idea: int | None = None) -> str:
    """For a person: of one idea, or of all."""
    return signing.dumps({"p": person.hex} | ({"i": idea} if idea else {}), salt=_SALT)


def read_token(token: str) -> Ticket | None:
    """What a token names in the town of the scope; None when it was not made here. Two queries at most."""
    try:
        said = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    ideas = Idea.objects.select_related("campaign__municipality")
    if "f" in said:
        rows = Follow.objects.select_related("idea__campaign__municipality")
        follow = rows.filter(key=UUID(said["f"])).first()
        return Ticket(follow, idea=follow.idea if follow else None)
    person = Person.objects.filter(pk=UUID(said["p"])).first()
    return Ticket(person=person, idea=ideas.filter(pk=said["i"]).first() if "i" in said else None)
