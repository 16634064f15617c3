"""Take a merge back: every row returns to where it was, as long as nobody changed one of them since."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict
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
from soesmart.participation.services.merging import change_voices
from soesmart.participation.services.merging_counts import count_again
from soesmart.participation.services.merging_record import Moved, seal_of, without_doubles
from soesmart.participation.services.opinions import ballot_of
from soesmart.participation.services.portions import portions


@transaction.atomic
def undo_merge(*, actor: object, record: MergeRecord, at: datetime) -> Idea:
    """Make two ideas of the merged one again; returns the one that comes back. Conflict: see `hindrance`."""
    campaign = Campaign.objects.select_for_update().select_related("municipality").get(pk=record.kept.campaign_id)
    record = MergeRecord.objects.select_related("kept__campaign", "gone").get(pk=record.pk)
    if why := hindrance(record):
        raise Conflict("participation.merge.changed", why)
    moved, kept, gone = Moved.read(record.moved), record.kept, record.gone
    for portion in portions(moved.opinions):
        Opinion.objects.filter(pk__in=portion).update(idea=gone)
    _make_two(moved, gone)
    change_voices(campaign, moved.twice, 1)
    _move_back(moved, kept, gone)
    _reopen(campaign, moved, kept, gone)
    _tell(actor, moved, kept, gone, at)
    MergeRecord.objects.filter(pk=record.pk).update(undone_at=at)
    town = campaign.municipality.slug
    audit(actor, "participation.idea.unmerged", gone, town=town, at=at, out_of=kept.number)
    gone.refresh_from_db()
    return gone


def hindrance(record: MergeRecord) -> str:
    """Why a merge cannot be taken back, in German; "" when it can. Opinions of others that came since do not matter."""
    kept, gone, moved = record.kept, record.gone, Moved.read(record.moved)
    if record.undone_at:
        return "Diese Ideen sind schon wieder getrennt."
    if kept.visibility != Visibility.VISIBLE or gone.merged_into_id != kept.pk:
        return f"Idee {kept.number} ist nicht mehr sichtbar oder selbst zusammengelegt. Das zuerst zurücknehmen."
    if (kept.revision, gone.revision) != moved.revisions:
        return "Der Text wurde seit dem Zusammenlegen geändert."
    if Step.objects.filter(idea__in=[kept, gone], pk__gt=max(moved.steps)).exists():
        return "Die Idee ist seit dem Zusammenlegen einen Schritt weiter, zum Beispiel beantwortet."
    if seal_of(moved.opinions, moved.twice, kept) != moved.seal:
        return "Eine der übernommenen Meinungen wurde seitdem geändert oder zurückgezogen."
    return _lack_of_points(kept.campaign, moved)


def _lack_of_points(campaign: Campaign, moved: Moved) -> str:
    ballot = ballot_of(campaign)
    if not ballot.is_shared_out:
        return ""
    given_back = {one.voice: one.given_back for one in moved.twice if one.given_back}
    for portion in portions(given_back):
        for voice, spent in Voice.objects.filter(pk__in=portion).values_list("pk", "spent"):
            if spent + given_back[voice] > ballot.limit:
                return "Jemand hat inzwischen anders vergeben, was beim Zusammenlegen frei wurde."
    return ""


def _make_two(moved: Moved, gone: Idea) -> None:
    for one in moved.twice:
        Opinion.objects.filter(pk=one.kept_row).update(**one.kept.fields())
    Opinion.objects.bulk_create(
        [Opinion(pk=one.gone_row, voice_id=one.voice, idea=gone, **one.gone.fields()) for one in moved.twice],
        batch_size=100,
    )


def _move_back(moved: Moved, kept: Idea, gone: Idea) -> None:
    """Replies that came since go along with the comment they answer."""
    for portion in portions(moved.comments):
        rows = Comment.objects.filter(Q(pk__in=portion) | Q(parent__in=portion), idea=kept)
        rows.update(idea=gone)
    without_doubles(Follow.objects.filter(pk__in=moved.follows, idea=kept), gone).update(idea=gone)
    Follow.objects.filter(pk__in=moved.follows_made).delete()
    IdeaGoal.objects.filter(pk__in=moved.goals, idea=kept).update(idea=gone)
    for first, second in moved.links_made:
        IdeaLink.objects.filter(first=first, second=second).delete()
    there = set(
        Idea.objects.filter(pk__in={key for pair in moved.links_dropped for key in pair}).values_list("pk", flat=True)
    )
    links = [IdeaLink(first_id=one, second_id=two) for one, two in moved.links_dropped if {one, two} <= there]
    IdeaLink.objects.bulk_create(links, ignore_conflicts=True)


def _reopen(campaign: Campaign, moved: Moved, kept: Idea, gone: Idea) -> None:
    due = datetime.fromisoformat(moved.due) if moved.due else None
    Idea.objects.filter(pk=kept.pk).update(answer_due_at=due, revision=F("revision") + 1)
    Idea.objects.filter(pk=gone.pk).update(visibility=Visibility.VISIBLE, merged_into=None, revision=F("revision") + 1)
    Campaign.objects.filter(pk=campaign.pk).update(ideas_count=F("ideas_count") + 1)
    count_again(campaign, [kept, gone])


def _tell(actor: object, moved: Moved, kept: Idea, gone: Idea, at: datetime) -> None:
    """A step that nobody was told of disappears; what people read already is put right by a further one."""
    told = Step.objects.filter(pk__in=moved.steps, spread_at__isnull=False).values_list("idea_id", flat=True)
    for one, two in ((kept, gone), (gone, kept)):
        if one.pk in list(told):
            text = f"Wieder getrennt von Idee {two.number}. Das Zusammenlegen wurde zurückgenommen."
            by = actor if isinstance(actor, Person) else None
            Step.objects.create(idea=one, other=two, kind=StepKind.SPLIT, text=text, at=at, by=by)
    Step.objects.filter(pk__in=moved.steps, spread_at=None).delete()
