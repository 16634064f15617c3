"""Make several ideas of one that asks for more than one thing."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.models import Campaign, Idea, Step
from soesmart.participation.rules import StepKind, Visibility
from soesmart.participation.services.ideas import IdeaWords, check_words
from soesmart.participation.services.once import foreign_nonce_refused

MOST_PARTS = 6


@foreign_nonce_refused()
@transaction.atomic
def split_idea(*, actor: object, idea: Idea, parts: Sequence[IdeaWords], nonce: uuid.UUID, at: datetime) -> list[Idea]:
    """New ideas with the words of `parts`, in order; sent twice (same nonce) they are stored once.

    The old idea stays with its opinions and comments, for nobody said what she thinks of the parts; it and they get
    the public step. The parts keep author, channel and the promised day of the answer. Refused for an idea that is
    not visible, for fewer than two parts or more than six, and for words that say too little.
    """
    campaign = Campaign.objects.select_for_update().select_related("municipality").get(pk=idea.campaign_id)
    nonces = [uuid.uuid5(nonce, str(place)) for place in range(len(parts))]
    if sent := list(Idea.objects.filter(campaign=campaign, nonce__in=nonces)):
        return sent
    idea = Idea.objects.get(pk=idea.pk)
    _check(idea, parts)
    made = [
        Idea.objects.create(**_inherited(idea), **vars(words), number=number, nonce=own, split_from=idea)
        for number, own, words in zip(
            range(campaign.last_idea_number + 1, campaign.last_idea_number + 1 + len(parts)), nonces, parts, strict=True
        )
    ]
    Campaign.objects.filter(pk=campaign.pk).update(
        last_idea_number=F("last_idea_number") + len(made), ideas_count=F("ideas_count") + len(made)
    )
    _tell(actor, idea, made, at)
    numbers = [part.number for part in made]
    audit(actor, "participation.idea.split", idea, town=campaign.municipality.slug, at=at, parts=numbers)
    return made


def _inherited(idea: Idea) -> dict[str, object]:
    names = ("campaign", "channel", "author", "author_role", "received_at", "answer_due_at", "source", "invented")
    return {name: getattr(idea, name) for name in names}


def _check(idea: Idea, parts: Sequence[IdeaWords]) -> None:
    if idea.visibility != Visibility.VISIBLE:
        raise Refused("participation.split.hidden", "Aufteilen lassen sich nur sichtbare Ideen.")
    if not 2 <= len(parts) <= MOST_PARTS:
        raise Refused("participation.split.parts", f"Bitte 2 bis {MOST_PARTS} neue Ideen beschreiben.")
    for place, words in enumerate(parts, start=1):
        try:
            check_words(words)
        except Refused as refusal:
            raise Refused(refusal.code, f"Idee {place}: {refusal.text}", f"{refusal.field}_{place}") from refusal


def _tell(actor: object, idea: Idea, made: Sequence[Idea], at: datetime) -> None:
    by = actor if isinstance(actor, Person) else None
    numbers = ", ".join(str(part.number) for part in made)
    steps = [
        Step(idea=idea, kind=StepKind.SPLIT, at=at, by=by, other=made[0], text=f"Daraus wurden die Ideen {numbers}.")
    ]
    for part in made:
        steps.append(Step(idea=part, kind=StepKind.RECEIVED, at=part.received_at))
        steps.append(Step(idea=part, kind=StepKind.SPLIT, at=at, by=by, other=idea))
    Step.objects.bulk_create(steps)


def part_of(idea: Idea, title: str, what: str) -> IdeaWords:
    """The words of a part: its own title and text, all else as the idea has it."""
    return IdeaWords(
        title=title.strip(),
        what=what.strip(),
        beneficiaries=idea.beneficiaries,
        category=idea.category,
        district=idea.district,
        place=idea.place,
        lat=idea.lat,
        lon=idea.lon,
    )
