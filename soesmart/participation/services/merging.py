"""Make one idea of two, and take that back while nothing of it changed."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.models import (
    Campaign,
    Comment,
    Follow,
    Idea,
    IdeaGoal,
    IdeaLink,
    MergeRecord,
    Opinion,
    Step,
    Voice,
)
from soesmart.participation.rules import StepKind, Visibility
from soesmart.participation.services.merging_counts import count_again
from soesmart.participation.services.merging_record import Moved, Twice, gather, seal_of
from soesmart.participation.services.opinions import ballot_of
from soesmart.participation.services.portions import portions


def preview_merge(*, kept: Idea, gone: Idea) -> Moved:
    """What `merge_ideas` would move. Refused when the two cannot be merged."""
    check_pair(kept, gone)
    return gather(ballot_of(kept.campaign), kept, gone)


@transaction.atomic
def merge_ideas(*, actor: object, kept: Idea, gone: Idea, at: datetime) -> MergeRecord:
    """Let `gone` go on in `kept`: opinions, comments, followers, links and goals move, its page leads on.

    A voice that spoke on both keeps what it said last; points and euros are added, what is too much for one idea goes
    back to the voice. Both ideas get the public step. Refused unless both are visible ideas of one campaign.
    """
    campaign = Campaign.objects.select_for_update().select_related("municipality").get(pk=kept.campaign_id)
    kept, gone = _fresh(kept), _fresh(gone)
    check_pair(kept, gone)
    moved = gather(ballot_of(campaign), kept, gone)
    _move_opinions(moved.opinions, kept)
    _make_one(campaign, moved.twice)
    _move_rows(moved, kept, gone)
    moved.follows_made = _let_author_follow(kept, gone, at)
    moved.due = kept.answer_due_at.isoformat() if kept.answer_due_at else None
    moved.steps = _tell(actor, kept, gone, at)
    moved.revisions = (kept.revision + 1, gone.revision + 1)
    moved.seal = seal_of(moved.opinions, moved.twice, kept)
    _close(campaign, kept, gone)
    by = actor if isinstance(actor, Person) else None
    record = MergeRecord.objects.create(kept=kept, gone=gone, at=at, by=by, moved=moved.stored())
    town, facts = campaign.municipality.slug, {"into": kept.number, "opinions": len(moved.opinions)}
    audit(actor, "participation.idea.merged", gone, town=town, at=at, twice=len(moved.twice), **facts)
    return record


def check_pair(kept: Idea, gone: Idea) -> None:
    if kept.pk == gone.pk:
        raise Refused("participation.merge.same", "Bitte zwei verschiedene Ideen wählen.", "number")
    if kept.campaign_id != gone.campaign_id:
        raise Refused("participation.merge.campaign", "Beide Ideen müssen aus derselben Beteiligung sein.", "number")
    for idea in (kept, gone):
        if idea.visibility != Visibility.VISIBLE:
            says = f"Idee {idea.number} ist {Visibility(idea.visibility).label}. Zusammenlegen geht nur mit sichtbaren."
            raise Refused("participation.merge.hidden", says, "number")


def _fresh(idea: Idea) -> Idea:
    return Idea.objects.select_related("campaign").get(pk=idea.pk)


def _move_opinions(opinions: Iterable[int], to: Idea) -> None:
    for portion in portions(opinions):
        Opinion.objects.filter(pk__in=portion).update(idea=to)


def _make_one(campaign: Campaign, twice: list[Twice]) -> None:
    for one in twice:
        Opinion.objects.filter(pk=one.kept_row).update(**one.now.fields())
    for portion in portions(one.gone_row for one in twice):
        Opinion.objects.filter(pk__in=portion).delete()
    change_voices(campaign, twice, -1)


def change_voices(campaign: Campaign, twice: list[Twice], more: int) -> None:
    """Take away (-1) or give again (+1) the second opinion of each voice, with what was spent on it."""
    is_shared_out = ballot_of(campaign).is_shared_out
    given_back: dict[int, list[int]] = {}
    for one in twice:
        given_back.setdefault(one.given_back if is_shared_out else 0, []).append(one.voice)
    for amount, voices in given_back.items():
        for portion in portions(voices):
            changed = {"opinions": F("opinions") + more, "spent": F("spent") + more * amount}
            Voice.objects.filter(pk__in=portion).update(**changed)
    Campaign.objects.filter(pk=campaign.pk).update(opinions=F("opinions") + more * len(twice))


def _move_rows(moved: Moved, kept: Idea, gone: Idea) -> None:
    Comment.objects.filter(idea=gone).update(idea=kept)
    Follow.objects.filter(pk__in=moved.follows).update(idea=kept)
    IdeaGoal.objects.filter(pk__in=moved.goals).update(idea=kept)
    (IdeaLink.objects.filter(first=gone) | IdeaLink.objects.filter(second=gone)).delete()
    IdeaLink.objects.bulk_create([IdeaLink(first_id=one, second_id=two) for one, two in moved.links_made])


def _let_author_follow(kept: Idea, gone: Idea, at: datetime) -> list[int]:
    """Who wrote the idea that goes learns of the answer to the one that stays."""
    author = gone.author_id
    if author is None or author == kept.author_id or Follow.objects.filter(idea=kept, person=author).exists():
        return []
    return [Follow.objects.create(idea=kept, person_id=author, since=at).pk]


def _tell(actor: object, kept: Idea, gone: Idea, at: datetime) -> list[int]:
    by = actor if isinstance(actor, Person) else None
    pairs = ((kept, gone), (gone, kept))
    return [Step.objects.create(idea=one, other=two, kind=StepKind.MERGED, at=at, by=by).pk for one, two in pairs]


def _close(campaign: Campaign, kept: Idea, gone: Idea) -> None:
    """The promise to the author of the older idea holds for the one that stays."""
    dues = [idea.answer_due_at for idea in (kept, gone) if idea.answer_due_at]
    there = Idea.objects.filter(pk=gone.pk, visibility=Visibility.VISIBLE)
    if not there.update(visibility=Visibility.MERGED, merged_into=kept, revision=F("revision") + 1):
        raise Conflict("participation.merge.hidden", "Die Idee ist gerade verschwunden. Bitte noch einmal ansehen.")
    Idea.objects.filter(pk=kept.pk).update(answer_due_at=min(dues, default=None), revision=F("revision") + 1)
    Campaign.objects.filter(pk=campaign.pk).update(ideas_count=F("ideas_count") - 1)
    count_again(campaign, [kept, gone])
