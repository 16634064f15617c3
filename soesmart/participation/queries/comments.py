"""Comments below an idea, as a reader sees them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localtime

from soesmart.core import clock
from soesmart.participation.access import Actor, is_author, may_comment, may_withdraw_comment, open_rights
from soesmart.participation.models import Case, Comment, Idea
from soesmart.participation.queries.authors import Author, author_of
from soesmart.participation.queries.comment_rows import (
    ON_ITS_OWN,
    THREADS,
    by_key,
    by_pk,
    latest_replies,
    replies_from,
    seen_by,
    threads_from,
)
from soesmart.participation.rules import Channel, CommentKind, Right, Visibility

LAST_PAGE = 5_000
# Stands for a comment's key in an address, so that each address is looked up once for a page.
_ANY = str(UUID(int=0))


@dataclass(frozen=True)
class Line:
    """A comment, or what stands in its place; all that its template shows is ready, for there are many on a page.

    badge: what kind of remark it is; channel: German, "" for online; written: in the town's time. gone: why its words
    are missing, in German; "" when they are there. note: why others do not see them. replies_here: the link to reply
    stands below this one, not below the replies. An address is "" for who must not
    go there.
    """

    comment: Comment
    author: Author
    key: str
    written: datetime
    url: str
    report_url: str
    reply_url: str
    badge: str = ""
    channel: str = ""
    is_marked: bool = False
    gone: str = ""
    note: str = ""
    is_mine: bool = False
    may_edit: bool = False
    may_withdraw: bool = False
    may_reply: bool = False
    replies_here: bool = False

    @property
    def has_ways(self) -> bool:
        """Whether links stand below it."""
        return self.replies_here or self.may_edit or self.may_withdraw


@dataclass(frozen=True)
class Thread:
    """A comment with its latest replies, oldest first. more: how many older ones are left out."""

    line: Line
    replies: list[Line] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class CommentPage:
    """One page of the threads below an idea, the newest first. newer, older: numbers of the pages beside, 0 if none."""

    idea: Idea
    threads: list[Thread]
    number: int = 1
    older: int = 0
    newer: int = 0
    may_write: bool = False


def comments_of(idea: Idea, actor: Actor, page: int = 1, *, at: datetime | None = None) -> CommentPage:
    """The threads of a page; three queries at most, however many comments there are.

    The pages are not counted: with the newest first nobody needs the number of the last one.
    """
    number = min(max(page, 1), LAST_PAGE)
    start = (number - 1) * THREADS
    above = threads_from(start, actor.is_staff).rows(**seen_by(idea, actor))
    older = number + 1 if len(above) > THREADS else 0
    above = above[:THREADS]
    replies = _latest_replies(idea, actor, above)
    reader = _Reader(idea, actor, at or clock.now(), number)
    threads = [reader.thread(row, replies[row.pk]) for row in above]
    return CommentPage(idea, threads, number, older, number - 1, reader.may_write)


def thread_of(idea: Idea, actor: Actor, key: UUID, page: int = 1, *, at: datetime | None = None) -> CommentPage | None:
    """One thread with a hundred of its replies; `key` of its first comment or of a reply in it. None without one."""
    seen = seen_by(idea, actor)
    row = by_key[actor.is_staff].first(**seen, key=key)
    if row and row.parent_id:
        row = by_pk[actor.is_staff].first(**seen, pk=row.parent_id)
    if row is None:
        return None
    number = min(max(page, 1), LAST_PAGE)
    start = (number - 1) * ON_ITS_OWN
    below = replies_from(start, actor.is_staff).rows(**seen, parent=row.pk)
    further = number + 1 if len(below) > ON_ITS_OWN else 0
    reader = _Reader(idea, actor, at or clock.now(), number, key)
    thread = Thread(reader.line(row, below), [reader.line(reply) for reply in below[:ON_ITS_OWN]])
    return CommentPage(idea, [thread], number, further, number - 1, reader.may_write)


def _latest_replies(idea: Idea, actor: Actor, above: Sequence[Comment]) -> dict[int, list[Comment]]:
    found: dict[int, list[Comment]] = defaultdict(list)
    if above:
        # 0 is nobody's key.
        keys = {f"above{place}": above[place].pk if place < len(above) else 0 for place in range(THREADS)}
        for row in latest_replies[actor.is_staff].rows(**seen_by(idea, actor), **keys):
            found[row.parent_id or 0].append(row)
    return found


class _Reader:
    """Somebody who looks at comments: what she sees of each, and what she may do with it."""

    def __init__(self, idea: Idea, actor: Actor, at: datetime, page: int, marked: UUID | None = None) -> None:
        self.actor, self.marked = actor, marked
        place = [idea.campaign.key, idea.number, _ANY]
        self.url, self.report_url = reverse("comment_thread", args=place), reverse("report_comment", args=place)
        self.reply_url = f"?kommentare={page}&antwort={_ANY}" if page > 1 else f"?antwort={_ANY}"
        self.is_open = Right.COMMENT in open_rights(idea.campaign, at)
        self.may_write = may_comment(actor, idea, at)

    def thread(self, row: Comment, replies: list[Comment]) -> Thread:
        more = vars(replies[0])["whole"] - len(replies) if replies else 0
        return Thread(self.line(row, replies), [self.line(reply) for reply in replies], more)

    def line(self, row: Comment, replies: Sequence[Comment] = ()) -> Line:
        """As `may_edit_comment` and its sisters say, without a query for each comment."""
        is_mine = is_author(self.actor, row)
        is_there = row.visibility in (Visibility.VISIBLE, Visibility.HELD)
        is_answered = any(reply.visibility == Visibility.VISIBLE for reply in replies)
        gone = "" if is_there or (is_mine and row.text) else _why_gone(row)
        may_reply = self.may_write and row.parent_id is None and row.visibility == Visibility.VISIBLE
        key = str(row.key)
        return Line(
            row,
            author_of(row),
            key,
            localtime(row.written_at),
            url=self.url.replace(_ANY, key),
            report_url="" if is_mine or row.is_official else self.report_url.replace(_ANY, key),
            reply_url=self.reply_url.replace(_ANY, key),
            badge=CommentKind(row.kind).label if row.parent_id is None or row.kind != CommentKind.REMARK else "",
            channel=Channel(row.channel).label if row.channel != Channel.ONLINE else "",
            is_marked=row.key == self.marked,
            gone=gone,
            note="" if gone else _why_unseen(row),
            is_mine=is_mine,
            may_edit=is_mine and is_there and self.is_open and not is_answered,
            may_withdraw=may_withdraw_comment(self.actor, row),
            may_reply=may_reply,
            replies_here=may_reply and not replies,
        )


def _why_gone(row: Comment) -> str:
    if row.visibility == Visibility.WITHDRAWN:
        return "Dieser Kommentar wurde zurückgezogen."
    return f"Dieser Kommentar wurde entfernt{_reason(row)}."


def _why_unseen(row: Comment) -> str:
    if row.visibility == Visibility.HELD:
        return "Wird noch geprüft. Bis dahin sehen ihn nur, wer ihn schrieb, und die Moderation."
    return (
        f"Wurde entfernt{_reason(row)}. Den Text sieht nur noch, wer ihn schrieb."
        if row.visibility == Visibility.REMOVED
        else ""
    )


def _reason(row: Comment) -> str:
    reason = vars(row)["case_reason"]
    return f": {Case.Reason(reason).label}" if reason else ""
