"""What only the office does to an idea: enter one from paper or a workshop, and change all that is known of it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.idea_table import is_number
from soesmart.participation.models import Campaign, Idea, IdeaLink
from soesmart.participation.rules import AuthorRole, Channel, Visibility
from soesmart.participation.services.ideas import IdeaWords, Origin, edit_idea, link_ideas, submit_idea


@dataclass(frozen=True)
class IdeaFacts:
    """What is known of an idea besides its words: how it came, from whom, under which name in which list."""

    channel: str = Channel.PAPER
    author_role: str = AuthorRole.RESIDENT
    reference: str = ""
    source: str = ""
    invented: bool = False


@transaction.atomic
def enter_idea(
    *,
    actor: object,
    campaign: Campaign,
    words: IdeaWords,
    facts: IdeaFacts,
    links: Sequence[str],
    nonce: uuid.UUID,
    at: datetime,
) -> Idea:
    """Add an idea for somebody who handed it in on paper or said it in a workshop. Sent twice it is stored once."""
    others = ideas_by_number(campaign, links)
    _check_reference(campaign, facts.reference, None)
    role, channel = AuthorRole(facts.author_role), Channel(facts.channel)
    origin = Origin(None, None, role, channel, facts.reference, facts.source, facts.invented)
    idea = submit_idea(campaign=campaign, words=words, origin=origin, nonce=nonce, at=at)
    if others:
        link_ideas(actor=actor, idea=idea, others=others, at=at)
    town = campaign.municipality.slug
    audit(actor, "participation.idea.entered", idea, town=town, at=at, number=idea.number)
    return idea


@transaction.atomic
def change_idea(
    *,
    actor: object,
    idea: Idea,
    words: IdeaWords,
    facts: IdeaFacts,
    links: Sequence[str],
    revision: int,
    at: datetime,
) -> Idea:
    """Change an idea as the office; `Conflict` when somebody else did since `revision`.

    Only a change of its words is a public step. Refused for ideas that were merged, withdrawn or removed.
    """
    if idea.visibility not in (Visibility.VISIBLE, Visibility.HELD):
        raise Refused("participation.idea.gone", "Diese Idee ist nicht mehr öffentlich und lässt sich nicht ändern.")
    others = ideas_by_number(idea.campaign, links)
    _check_reference(idea.campaign, facts.reference, idea)
    if any(getattr(idea, name) != value for name, value in vars(words).items()):
        idea = edit_idea(actor=actor, idea=idea, words=words, revision=revision, at=at)
    elif not Idea.objects.filter(pk=idea.pk, revision=revision).update(revision=F("revision") + 1):
        raise Conflict("participation.idea.changed", "Diese Idee hat gerade jemand anderes geändert.")
    if any(getattr(idea, name) != value for name, value in vars(facts).items()):
        Idea.objects.filter(pk=idea.pk).update(**vars(facts))
        town = idea.campaign.municipality.slug
        audit(actor, "participation.idea.described", idea, town=town, at=at, channel=str(facts.channel))
    if {other.number for other in others} != set(linked_numbers(idea)):
        link_ideas(actor=actor, idea=idea, others=others, at=at)
    idea.refresh_from_db()
    return idea


def ideas_by_number(campaign: Campaign, numbers: Sequence[str]) -> list[Idea]:
    """The ideas of these numbers. Refused with the first that is none."""
    found = {}
    for name in numbers:
        idea = Idea.objects.filter(campaign=campaign, number=int(name)).first() if _fits(name) else None
        if idea is None:
            raise Refused("participation.links.unknown", f"Eine Idee „{name[:20]}“ gibt es hier nicht.", "links")
        found[idea.pk] = idea
    return list(found.values())


def linked_ideas(idea: Idea) -> list[Idea]:
    """The ideas that this one was thought together with, by number. One query."""
    rows = IdeaLink.objects.filter(first=idea) | IdeaLink.objects.filter(second=idea)
    pairs = [(row.first, row.second) for row in rows.select_related("first", "second")]
    return sorted((one if two.pk == idea.pk else two for one, two in pairs), key=lambda other: other.number)


def linked_numbers(idea: Idea) -> list[int]:
    return [other.number for other in linked_ideas(idea)]


def _fits(name: str) -> bool:
    return is_number(name) and len(name) < 8


def _check_reference(campaign: Campaign, reference: str, idea: Idea | None) -> None:
    if not reference:
        return
    others = Idea.objects.filter(campaign=campaign, reference__iexact=reference)
    if other := (others.exclude(pk=idea.pk) if idea else others).first():
        raise Refused("participation.reference.taken", f"So heißt schon Idee {other.number}.", "reference")
