"""The counters of two ideas between which opinions and comments moved, from their rows."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db.models import Count

from soesmart.participation.models import Campaign, Comment, Idea, Opinion, Tally
from soesmart.participation.rules import Visibility, Voting
from soesmart.participation.rules.opinions import Counts, counts_of


def count_again(campaign: Campaign, ideas: Sequence[Idea]) -> None:
    """Set tallies, voices, score and comments of `ideas` right; call it in a transaction that locked the campaign."""
    counted = _counted(campaign, ideas)
    for row in Tally.objects.filter(idea__in=ideas):
        counts = counted.pop((row.idea_id, row.channel), Counts())
        Tally.objects.filter(pk=row.pk).update(**asdict(counts))
    Tally.objects.bulk_create(
        [Tally(idea_id=idea, channel=channel, **asdict(counts)) for (idea, channel), counts in counted.items()]
    )
    visible = Comment.objects.filter(idea__in=ideas, visibility=Visibility.VISIBLE)
    comments = dict(visible.values_list("idea_id").annotate(Count("pk")).order_by())
    for idea in ideas:
        rows = [Counts(*row) for row in Tally.objects.filter(idea=idea).values_list(*asdict(Counts()))]
        Idea.objects.filter(pk=idea.pk).update(
            voices=sum(row.voices for row in rows),
            score=sum(row.score for row in rows),
            comments_count=comments.get(idea.pk, 0),
        )


def _counted(campaign: Campaign, ideas: Sequence[Idea]) -> dict[tuple[int, str], Counts]:
    rows = (
        Opinion.objects.filter(idea__in=ideas)
        .values_list("idea_id", "channel", "value", "important")
        .annotate(times=Count("pk"))
        .order_by()
    )
    sums: dict[tuple[int, str], Counts] = {}
    for idea, channel, value, important, times in rows:
        one = counts_of(Voting(campaign.voting), value, important)
        many = Counts(*(times * part for part in one.parts()))
        sums[idea, channel] = many - (Counts() - sums.get((idea, channel), Counts()))
    return sums
