"""What the moderation did, in public numbers; and the cases of whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, F, Q
from django.http import HttpRequest

from soesmart.accounts.models import Person
from soesmart.participation.credentials import credential_digest
from soesmart.participation.door import credential_of
from soesmart.participation.models import Campaign, Case
from soesmart.participation.rules.moderation import Removal

LOOKED_AT = 200
MOST_CAMPAIGNS = 50
MOST_CASES = 50
GONE = (Case.State.REMOVED, Case.State.OBJECTED)


@dataclass(frozen=True)
class Row:
    """A campaign and how many of its texts were removed, by reason in the order of `Removal`."""

    campaign: Campaign
    counts: Sequence[int]
    total: int


@dataclass(frozen=True)
class Removals:
    """rows: campaigns of the last years. median: time to a decision over the newest decisions, None without any."""

    rows: Sequence[Row] = field(default=())
    decisions: int = 0
    median: timedelta | None = None
    restored: int = 0


def removals_of_the_town() -> Removals:
    """Four queries, whatever was decided."""
    campaigns = list(Campaign.objects.published()[:MOST_CAMPAIGNS])
    counted = (
        Case.objects.filter(campaign__in=campaigns, state__in=GONE)
        .order_by()
        .values_list("campaign_id", "reason")
        .annotate(number=Count("pk"))
    )
    found = {(campaign, reason): number for campaign, reason, number in counted}
    rows = []
    for campaign in campaigns:
        counts = [found.get((campaign.pk, reason.value), 0) for reason in Removal]
        rows.append(Row(campaign, counts, sum(counts)))
    decided = Case.objects.filter(decided_at__isnull=False).order_by("-decided_at")
    spans = decided.values_list("opened_at", "decided_at")[:LOOKED_AT]
    times = [end - start for start, end in spans if end is not None and end >= start]
    middle = timedelta(seconds=median(time.total_seconds() for time in times)) if times else None
    restored = Case.objects.filter(state=Case.State.KEPT, objection_decided_at__isnull=False).count()
    return Removals(rows, len(times), middle, restored)


def cases_of(request: HttpRequest, *, since: datetime) -> list[Case]:
    """The cases of texts of whoever asks: by her account, or by what her browser shows at the door. Two queries."""
    campaigns = Campaign.objects.exclude(closes_at__lt=since).order_by("-pk")[:MOST_CAMPAIGNS]
    shown = [(campaign, credential_of(request, campaign)) for campaign in campaigns]
    digests = [credential_digest(campaign, credential) for campaign, credential in shown if credential]
    mine = Q(comment__voice__credential__in=digests) | Q(idea__voice__credential__in=digests)
    if isinstance(request.user, Person):
        mine |= Q(comment__author=request.user) | Q(idea__author=request.user)
    elif not digests:
        return []
    rows = Case.objects.filter(mine).exclude(state=Case.State.KEPT, held_before=False, objected_at=None)
    rows = rows.exclude(state=Case.State.OPEN, held=False)  # only reported: nothing has happened to it
    return list(rows.select_related("idea", "comment__idea", "campaign").order_by(F("opened_at").desc())[:MOST_CASES])
