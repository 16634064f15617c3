"""Who delivers which value, how often and until when."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.strategy.due_days import next_due
from soesmart.strategy.models import Indicator

AT_ONCE = 500


@transaction.atomic
def settle_due(*, indicators: Collection[int], at: datetime, actor: object = "system:strategy") -> int:
    """Move the due dates of indicators on whose value just came; returns how many moved. Call it with that value.

    indicators: their keys. Those without a due date have nothing to move. Three queries and one audit entry.
    """
    today = at.astimezone(BERLIN).date()
    rows = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("municipality")
        .filter(pk__in=list(indicators), due_on__isnull=False)
    )
    moved = []
    for row in rows:
        assert row.due_on is not None
        following = next_due(row.due_on, row.update_months, today)
        if following != row.due_on:
            row.due_on, row.revision = following, row.revision + 1
            moved.append(row)
    if not moved:
        return 0
    Indicator.objects.bulk_update(moved, ["due_on", "revision"], batch_size=AT_ONCE)
    one = moved[0]
    target = one if len(moved) == 1 else one.municipality
    facts = {"key": one.key, "due_on": one.due_on} if len(moved) == 1 else {}
    audit(actor, "strategy.due.settled", target, town=one.municipality.slug, at=at, changed=len(moved), **facts)
    return len(moved)
