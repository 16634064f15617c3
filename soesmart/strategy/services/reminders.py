"""Remind those in charge that a value is due: once per due date and stage, whatever the job does.

The rows that say "reminded" and the mails lie in one transaction under a lock on the indicators: a job that runs twice,
late, or breaks off in between tells nobody twice and leaves nobody out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.outbox import queue_mail
from soesmart.region.models import Municipality
from soesmart.strategy.due_days import SOON, stages_to_remind
from soesmart.strategy.models import Reminder
from soesmart.strategy.queries.reminders import Reachable, due_indicators, officers_to_remind, told_stages
from soesmart.strategy.reminder_letters import DueValue, reminder
from soesmart.strategy.rules import Stage

AT_ONCE = 500


@dataclass(frozen=True)
class _Told:
    """One stage of one indicator that is reminded now."""

    row: Reachable
    stage: Stage


def remind_due(*, town: Municipality, home: str, at: datetime) -> int:
    """Queue the reminders whose turn has come, one mail per recipient and stage; returns how many mails.

    home: address of the town's pages, without a slash at its end. Runs in portions of their own transactions.
    """
    mails, last = 0, 0
    while True:
        seen, queued = _remind_portion(town, home, at, after=last)
        mails += queued
        if not seen:
            return mails
        last = seen


@transaction.atomic
def _remind_portion(town: Municipality, home: str, at: datetime, after: int) -> tuple[int, int]:
    """The key of the last indicator looked at, 0 when there was none, and how many mails were queued."""
    today = at.astimezone(BERLIN).date()
    rows = due_indicators(until=today + SOON, after=after, most=AT_ONCE)
    if not rows:
        return 0, 0
    officers = officers_to_remind()
    due = list(_turns(rows, today, is_officer_there=bool(officers)))
    if not due:
        return rows[-1].pk, 0
    made = Reminder.objects.bulk_create(
        Reminder(indicator_id=one.row.pk, due_on=one.row.due_on, stage=one.stage, reminded_at=at) for one in due
    )
    letters = _by_recipient(list(zip(due, made, strict=True)), officers)
    for number, ((stage, address), found) in enumerate(letters.items()):
        values = [DueValue(one.row.key, one.row.name, one.row.due_on, one.row.unit_name) for one, _ in found]
        _queue(town, home, stage, address, values, key=f"{found[0][1].pk}:{number}", at=at)
    audit("system:strategy", "strategy.due.reminded", town, town=town.slug, at=at, changed=len(due))
    return rows[-1].pk, len(letters)


def _turns(rows: Sequence[Reachable], today: date, *, is_officer_there: bool) -> Iterator[_Told]:
    told = told_stages([row.pk for row in rows])
    for row in rows:
        reached = row.reached | ({Stage.OFFICER} if is_officer_there else set())
        for stage in stages_to_remind(row.due_on, today, reached, told.get((row.pk, row.due_on), ())):
            # Who delivered has done her part; what is left is the officers' to approve.
            if stage == Stage.OFFICER or not row.is_waiting:
                yield _Told(row, stage)


Found = list[tuple[_Told, Any]]


def _by_recipient(due: Found, officers: Sequence[str]) -> dict[tuple[Stage, str], Found]:
    letters: dict[tuple[Stage, str], Found] = defaultdict(list)
    for one, row in due:
        addresses = officers if one.stage == Stage.OFFICER else [one.row.address(one.stage)]
        for address in addresses:
            letters[one.stage, address].append((one, row))
    return letters


def _queue(
    town: Municipality, home: str, stage: Stage, address: str, values: Sequence[DueValue], *, key: str, at: datetime
) -> None:
    """key: names the first reminder of the letter; it outlives the address and must not name a person."""
    letter = reminder(
        stage,
        values,
        today=at.astimezone(BERLIN).date(),
        town=town.name,
        home=home,
        enter=reverse("strategy-office-duty-value", args=["KEY"]).replace("KEY", "{key}"),
        overview=f"{reverse('strategy-office-duties')}?nur=ueberfaellig",
    )
    queue_mail(
        key=f"strategy.due:{town.slug}:{key}",
        to=address,
        subject=letter.subject,
        text=letter.text,
        at=at,
        town=town.slug,
    )
