"""Tell people of the steps of ideas."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django_scopes import scope, scopes_disabled

from soesmart.core import clock
from soesmart.core.jobs import every
from soesmart.participation.services import follows, heard_comments, notices
from soesmart.region.addresses import home_in_mails
from soesmart.region.models import Municipality

KEEP_TOLD = timedelta(days=90)
MOST_STEPS = 200


def is_step_waiting(at: datetime) -> bool:
    """Across towns: whether anywhere a step is to be told. One query on an index."""
    with scopes_disabled():
        return notices.steps_to_spread(at).exists()


def is_notice_waiting(at: datetime) -> bool:
    """Across towns: whether anywhere a notice is due for a mail. One query on an index."""
    with scopes_disabled():
        return notices.notices_to_tell(at).exists()


def is_comment_waiting(at: datetime) -> bool:
    """Across towns: whether anywhere somebody is to hear of a comment. One query on an index."""
    with scopes_disabled():
        return heard_comments.comments_to_tell(at).exists()


def _towns() -> Iterator[Municipality]:
    for town in Municipality.objects.all():
        with scope(municipality=town):
            yield town


@every(timedelta(minutes=1), when=is_step_waiting)
def spread_steps() -> None:
    """Write down who has to hear of what became of an idea."""
    at = clock.now()
    for _ in _towns():
        notices.pass_over(at=at)
        for step in notices.steps_to_spread(at).select_related("idea__campaign")[:MOST_STEPS]:
            notices.spread_step(step=step, at=at)


@every(timedelta(minutes=1), when=is_comment_waiting)
def tell_authors() -> None:
    """Let authors hear of comments on their ideas, and of answers to their comments."""
    at = clock.now()
    for town in _towns():
        while heard_comments.tell_authors(town=town, home=home_in_mails(town), at=at) == heard_comments.AT_ONCE:
            continue


@every(timedelta(minutes=5), when=is_notice_waiting)
def send_digests() -> None:
    """One mail a day to everybody who has to hear of something."""
    at = clock.now()
    for town in _towns():
        home = home_in_mails(town)
        notices.tell_people(town=town, home=home, at=at)
        notices.tell_addresses(town=town, home=home, at=at)


@every(timedelta(days=1))
def forget_old_notices() -> None:
    """Delete what was told long ago, and addresses that nobody confirmed."""
    at = clock.now()
    for _ in _towns():
        notices.forget_told(before=at - KEEP_TOLD)
        follows.forget_unconfirmed(before=at - follows.CONFIRM_WITHIN)
