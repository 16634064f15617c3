"""Count the opinions again, and say where a counter differs from what is stored."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Sum

from soesmart.core.audit import audit
from soesmart.participation.models import Campaign, Case, Comment, Idea, Opinion, Tally, Voice
from soesmart.participation.rules import Visibility, Voting
from soesmart.participation.rules.opinions import Counts, counts_of


@dataclass(frozen=True)
class Drift:
    """A counter that is not what the rows say. what: like "idea 12 score"."""

    what: str
    stored: int
    counted: int

    def __str__(self) -> str:
        return f"{self.what}: gespeichert {self.stored}, gezählt {self.counted}"


def recount(*, campaign: Campaign, repair: bool = False, at: datetime) -> list[Drift]:
    """Every counter of the campaign against its rows. With `repair` the counters are set right, and that is audited.

    A million opinions take some seconds, in which nobody shall wait: they are counted without a lock first, and again
    with one only where something differs, for somebody may have spoken in between.
    """
    if not repair and not _found(Campaign.objects.get(pk=campaign.pk), repair=False):
        return []
    return _recount_locked(campaign, repair, at)


@transaction.atomic
def _recount_locked(campaign: Campaign, repair: bool, at: datetime) -> list[Drift]:
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    found = _found(campaign, repair)
    if found and repair:
        town = campaign.municipality.slug
        audit("system:recount", "participation.counts.repaired", campaign, town=town, at=at, drifts=len(found))
    return found


def _found(campaign: Campaign, repair: bool) -> list[Drift]:
    counted = _counted(campaign)
    found = [*_tallies(campaign, counted, repair), *_ideas(campaign, counted, repair)]
    return [*found, *_voices(campaign, repair), *_whole(campaign, repair)]


def _counted(campaign: Campaign) -> dict[tuple[int, str], Counts]:
    """Counts by idea and channel, from the opinions themselves. One query, grouped in the database."""
    sums: dict[tuple[int, str], tuple[int, ...]] = defaultdict(lambda: Counts().parts())
    rows = (
        Opinion.objects.filter(idea__campaign=campaign)
        .values_list("idea_id", "channel", "value", "important")
        .annotate(times=Count("pk"))
        .order_by()
    )
    for idea, channel, value, important, times in rows:
        one = counts_of(Voting(campaign.voting), value, important).parts()
        before = sums[idea, channel]
        sums[idea, channel] = tuple(old + times * part for old, part in zip(before, one, strict=True))
    return {key: Counts(*parts) for key, parts in sums.items()}


def _tallies(campaign: Campaign, counted: Mapping[tuple[int, str], Counts], repair: bool) -> list[Drift]:
    found: list[Drift] = []
    stored = {(row.idea_id, row.channel): row for row in Tally.objects.filter(idea__campaign=campaign)}
    missing = []
    for key in sorted({*counted, *stored}):
        row, right = stored.get(key), asdict(counted.get(key, Counts()))
        wrong = {name: value for name, value in right.items() if (getattr(row, name) if row else 0) != value}
        found += [Drift(f"idea {key[0]} {key[1]} {name}", getattr(row, name, 0), wrong[name]) for name in wrong]
        if row is None:
            missing.append(Tally(idea_id=key[0], channel=key[1], **right))
        elif wrong and repair:
            Tally.objects.filter(pk=row.pk).update(**wrong)
    if repair:
        Tally.objects.bulk_create(missing)
    return found


def _ideas(campaign: Campaign, counted: Mapping[tuple[int, str], Counts], repair: bool) -> list[Drift]:
    sums: dict[int, Counts] = {}
    for (idea, _), counts in counted.items():
        sums[idea] = counts - (Counts() - sums.get(idea, Counts()))
    visible = Comment.objects.filter(idea__campaign=campaign, visibility=Visibility.VISIBLE)
    comments = dict(visible.values_list("idea_id").annotate(Count("pk")).order_by())
    found, changed = [], []
    for row in Idea.objects.filter(campaign=campaign).only("voices", "score", "comments_count"):
        counts = sums.get(row.pk, Counts())
        right = {"voices": counts.voices, "score": counts.score, "comments_count": comments.get(row.pk, 0)}
        wrong = {name: value for name, value in right.items() if getattr(row, name) != value}
        found += [Drift(f"idea {row.pk} {name}", getattr(row, name), wrong[name]) for name in wrong]
        if wrong:
            vars(row).update(wrong)
            changed.append(row)
    if repair:
        Idea.objects.bulk_update(changed, ["voices", "score", "comments_count"], batch_size=500)
    return found


def _voices(campaign: Campaign, repair: bool) -> list[Drift]:
    is_shared_out = campaign.voting in (Voting.POINTS, Voting.BUDGET)
    rows = Opinion.objects.filter(voice__campaign=campaign).values_list("voice_id").annotate(Count("pk"), Sum("value"))
    counted = {voice: (count, total if is_shared_out else 0) for voice, count, total in rows.order_by()}
    found, changed = [], []
    for row in Voice.objects.filter(campaign=campaign).only("opinions", "spent"):
        count, spent = counted.get(row.pk, (0, 0))
        wrong = [("opinions", row.opinions, count), ("spent", row.spent, spent)]
        wrong = [(name, stored, right) for name, stored, right in wrong if stored != right]
        found += [Drift(f"voice {row.pk} {name}", stored, right) for name, stored, right in wrong]
        if wrong:
            row.opinions, row.spent = count, spent
            changed.append(row)
    if repair:
        Voice.objects.bulk_update(changed, ["opinions", "spent"], batch_size=500)
    return found


def _whole(campaign: Campaign, repair: bool) -> list[Drift]:
    ideas = Idea.objects.filter(campaign=campaign, visibility=Visibility.VISIBLE)
    comments = Comment.objects.filter(idea__campaign=campaign, visibility=Visibility.VISIBLE)
    right = {
        "voices": Voice.objects.filter(campaign=campaign).count(),
        "opinions": Opinion.objects.filter(idea__campaign=campaign).count(),
        "ideas_count": ideas.count(),
        "comments_count": comments.count(),
        "removals": Case.objects.filter(campaign=campaign, state__in=[Case.State.REMOVED, Case.State.OBJECTED]).count(),
    }
    wrong = {name: value for name, value in right.items() if getattr(campaign, name) != value}
    if repair and wrong:
        Campaign.objects.filter(pk=campaign.pk).update(**wrong)
    return [Drift(f"campaign {campaign.pk} {name}", getattr(campaign, name), value) for name, value in wrong.items()]
