"""Tell people of the steps of ideas: a notice each, then one mail a day with all of them.

Both parts can be cut off at any moment and begun again: notices are unique, and a mail is queued in the transaction
that marks its notices as told.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from soesmart.accounts.models import Person
from soesmart.core.clock import BERLIN
from soesmart.core.outbox import queue_mail
from soesmart.participation.letters import letter_of
from soesmart.participation.models import Notice, Step
from soesmart.participation.queries.people import addresses_to_tell, people_to_tell
from soesmart.participation.rules import StepKind, Visibility
from soesmart.participation.services.portions import portions
from soesmart.region.models import Municipality

# So long a step can be taken back before anybody is told.
UNDO_FOR = timedelta(minutes=10)
# What is entered so much later is history, not news.
NEWS_FOR = timedelta(days=14)
MAIL_AT = time(7)
AT_ONCE = 100

Reader = TypeVar("Reader")


def steps_to_spread(at: datetime) -> "QuerySet[Step]":
    """Steps of which people are still to be told, oldest first."""
    return Step.objects.filter(spread_at=None, at__lte=at - UNDO_FOR).order_by("at", "pk")


def pass_over(*, at: datetime) -> int:
    """Mark what is nobody's news, all at once: that an idea came in, and what lies long ago; returns how many."""
    quiet = Q(kind=StepKind.RECEIVED) | Q(at__lte=at - NEWS_FOR)
    return Step.objects.filter(quiet, spread_at=None).update(spread_at=at)


def spread_step(*, step: Step, at: datetime) -> int:
    """Write the notices of one step, in portions of their own transactions; returns how many people it concerns."""
    idea = step.idea
    is_public = idea.visibility in (Visibility.VISIBLE, Visibility.MERGED) and idea.campaign.is_published()
    people = [pk for pk in people_to_tell(idea) if pk != step.by_id] if is_public else []
    follows = addresses_to_tell(idea) if is_public else []
    notices = [
        *(Notice(step=step, person_id=pk) for pk in people),
        *(Notice(step=step, follow=follow) for follow in follows),
    ]
    for portion in portions(notices):
        with transaction.atomic():
            Notice.objects.bulk_create(portion, ignore_conflicts=True)
    Step.objects.filter(pk=step.pk).update(spread_at=at)
    return len(notices)


def last_mail_time(at: datetime) -> datetime:
    """The last seven o'clock in the morning: what was spread before it is told now, the rest tomorrow."""
    local = at.astimezone(BERLIN)
    day = local.date() if local.time() >= MAIL_AT else local.date() - timedelta(days=1)
    return datetime.combine(day, MAIL_AT, tzinfo=BERLIN)


def notices_to_tell(at: datetime) -> "QuerySet[Notice]":
    return Notice.objects.filter(told_at=None, step__spread_at__lte=last_mail_time(at))


def tell_people(*, town: Municipality, home: str, at: datetime) -> int:
    """Queue one mail for each account that has notices to hear; returns how many.

    home: address of the town's pages, without a slash at its end.
    """
    waiting = notices_to_tell(at).filter(person__isnull=False).order_by("person").values_list("person", flat=True)
    people = list(waiting.distinct())
    return sum(_tell_accounts(town, home, part, at) for part in _parts(people))


def tell_addresses(*, town: Municipality, home: str, at: datetime) -> int:
    """The same for addresses without account."""
    waiting = notices_to_tell(at).filter(follow__isnull=False).order_by("follow__email")
    emails = list(waiting.values_list("follow__email", flat=True).distinct())
    return sum(_tell_addresses(town, home, part, at) for part in _parts(emails))


def _parts(people: Sequence[Reader]) -> Iterator[Sequence[Reader]]:
    """So few at once that nobody else waits for the database."""
    return (people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE))


@transaction.atomic
def _tell_accounts(town: Municipality, home: str, people: Sequence[UUID], at: datetime) -> int:
    found = _claim(notices_to_tell(at).filter(person__in=people), at)
    emails = dict(Person.objects.filter(pk__in=people, is_active=True).values_list("pk", "email"))
    by_person: dict[UUID, list[Notice]] = {}
    for notice in found:
        by_person.setdefault(notice.person_id, []).append(notice)  # type: ignore[arg-type]
    letters = [(notices, emails[pk]) for pk, notices in by_person.items() if pk in emails]
    return _queue(town, home, letters, at)


@transaction.atomic
def _tell_addresses(town: Municipality, home: str, emails: Sequence[str], at: datetime) -> int:
    found = _claim(notices_to_tell(at).filter(follow__email__in=emails), at)
    by_email: dict[str, list[Notice]] = {}
    for notice in found:
        assert notice.follow is not None
        by_email.setdefault(notice.follow.email, []).append(notice)
    return _queue(town, home, [(notices, email) for email, notices in by_email.items()], at)


def _claim(rows: "QuerySet[Notice]", at: datetime) -> list[Notice]:
    """Lock the notices, mark them as told, and read what their mails say. Three queries."""
    told = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=told).update(told_at=at)
    read: Any = Notice.objects.filter(pk__in=told).order_by("step__idea", "step__at", "step")
    return list(read.select_related("step__idea__campaign", "step__goal", "follow"))


def _queue(town: Municipality, home: str, letters: Sequence[tuple[list[Notice], str]], at: datetime) -> int:
    """One mail for each list of notices. Its key names a notice: it outlives the address and must not name a person."""
    day = last_mail_time(at).date()
    for notices, email in letters:
        letter = letter_of(notices, town, home)
        queue_mail(
            key=f"participation.digest:{town.slug}:{notices[0].pk}:{day}",
            to=email,
            subject=letter.subject,
            text=letter.text,
            at=at,
            town=town.slug,
        )
    return len(letters)


def forget_told(*, before: datetime) -> int:
    """Delete notices that were told before a moment; returns how many."""
    return Notice.objects.filter(told_at__lt=before).delete()[0]
