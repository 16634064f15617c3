"""Under which name and in which role somebody appears beside her texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import OuterRef, QuerySet, Subquery

from soesmart.accounts.models import Membership
from soesmart.participation.models import Comment, Idea
from soesmart.participation.rules import AuthorRole, Channel

TextT = TypeVar("TextT", Idea, Comment)


@dataclass(frozen=True)
class Author:
    """name: pseudonym, "Gast", "Gelöschtes Konto", or the channel of what the office entered; role: "" if unknown."""

    name: str
    role: str = ""


def with_names(rows: "QuerySet[TextT]") -> "QuerySet[TextT]":
    """The rows, each with the `pseudonym` of its author at hand: spares the query of `names_of`."""
    names = Membership.objects.filter(person=OuterRef("author")).values("pseudonym")[:1]
    return rows.annotate(pseudonym=Subquery(names))


def names_of(texts: Iterable[Idea | Comment]) -> dict[str, str]:
    """Pseudonyms of the authors by the id of the person; one query, none when nobody has an account."""
    people = {text.author_id for text in texts if text.author_id}
    if not people:
        return {}
    rows = Membership.objects.filter(person__in=people).values_list("person_id", "pseudonym")
    return {str(person): name for person, name in rows}


def author_of(text: Idea | Comment, names: dict[str, str] | None = None) -> Author:
    """Who wrote a text; `names` from `names_of`, or none for a row of `with_names`."""
    role = AuthorRole(text.author_role).label
    if text.author_id:
        name = vars(text).get("pseudonym") if names is None else names.get(str(text.author_id))
        return Author(name or "Ohne Namen", role)
    if text.is_guest:
        return Author("Gast")
    if text.channel != Channel.ONLINE or text.voice_id is None:
        return Author(Channel(text.channel).label)
    return Author("Gelöschtes Konto", role)
