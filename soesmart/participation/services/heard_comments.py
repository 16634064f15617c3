"""Tell the author of an idea of new comments on it, and who commented of answers: one mail a day and conversation.

A job does it within a minute, not the request that stores the comment: whoever writes should not wait for mails, and a
comment that is held is told of when it is released.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from soesmart.accounts.models import Person
from soesmart.core.clock import BERLIN
from soesmart.core.outbox import queue_mail
from soesmart.participation.models import Comment, Follow, QuietPerson
from soesmart.participation.rules import Visibility
from soesmart.participation.services.notices import NEWS_FOR
from soesmart.participation.tokens import token_for
from soesmart.region.models import Municipality

AT_ONCE = 100


def comments_to_tell(at: datetime) -> "QuerySet[Comment]":
    """Visible comments of which nobody was told yet, oldest first."""
    waiting = Comment.objects.filter(told_at=None, visibility=Visibility.VISIBLE, written_at__lte=at)
    return waiting.order_by("written_at", "pk")


@transaction.atomic
def tell_authors(*, town: Municipality, home: str, at: datetime) -> int:
    """Queue the mails of at most 100 comments; returns how many comments were looked at.

    home: address of the town's pages, without a slash at its end. Nobody hears of her own words, and who wants no
    mails (of all ideas or of this one) gets none.
    """
    pass_over(at=at)
    found = list(
        comments_to_tell(at)
        .select_for_update(of=("self",))
        .select_related("idea__campaign", "idea__author", "parent__author")[:AT_ONCE]
    )
    for comment in found:
        reader = _reader(comment)
        if reader and not _is_quiet(reader, comment):
            _write(comment, reader, town, home, at)
    Comment.objects.filter(pk__in=[comment.pk for comment in found]).update(told_at=at)
    return len(found)


def pass_over(*, at: datetime) -> int:
    """Mark what nobody is waiting for, all at once: below words of guests, and long ago; returns how many."""
    to_guests = Q(parent=None, idea__author=None) | Q(parent__isnull=False, parent__author=None)
    rows = Comment.objects.filter(Q(written_at__lte=at - NEWS_FOR) | to_guests, told_at=None)
    waiting = rows.filter(visibility=Visibility.VISIBLE).values("pk")
    return Comment.objects.filter(pk__in=waiting).update(told_at=at)


def _reader(comment: Comment) -> Person | None:
    """Who is spoken to: of an answer the author of the comment above, else the author of the idea; never oneself."""
    spoken_to = comment.parent.author if comment.parent else comment.idea.author
    return spoken_to if spoken_to and spoken_to.is_active and spoken_to != comment.author else None


def _is_quiet(reader: Person, comment: Comment) -> bool:
    if QuietPerson.objects.filter(person=reader).exists():
        return True
    return Follow.objects.filter(person=reader, idea=comment.idea, wants=False).exists()


def _write(comment: Comment, reader: Person, town: Municipality, home: str, at: datetime) -> None:
    """One mail for each conversation and day: the key is the conversation's, it outlives the address."""
    idea, above = comment.idea, comment.parent
    talk = f"comment:{above.pk}" if above else f"idea:{idea.pk}"
    said = (
        "Auf den eigenen Kommentar gibt es eine Antwort" if above else "Zur eigenen Idee gibt es einen neuen Kommentar"
    )
    address = reverse("idea", args=[idea.campaign.key, idea.number])
    stop, stop_all = (reverse("unfollow", args=[token_for(reader.pk, one)]) for one in (idea.pk, None))
    paragraphs = [
        "Guten Tag,",
        f"{said} (Idee {idea.number}: {idea.title}).",
        f"Ansehen: {home}{address}#kommentare",
        "Heute folgt dazu keine weitere Nachricht, auch wenn noch mehr geschrieben wird.",
        f"---\nZu dieser Idee nichts mehr: {home}{stop}\nGar keine Nachrichten zu Ideen mehr: {home}{stop_all}",
        f"Diese Nachricht kommt von soesmart {town.name}.",
    ]
    queue_mail(
        key=f"participation.talk:{town.slug}:{talk}:{at.astimezone(BERLIN).date()}",
        to=reader.email,
        subject=f"Neues zur Idee „{idea.title}“ ({town.name})",
        text="\n\n".join(paragraphs) + "\n",
        at=at,
        town=town.slug,
    )
