"""Who handed in what, who commented, and what the town answered."""

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from soesmart.accounts.models import Person
from soesmart.demo.participation.words import COMMENTS, NO, OFFICIAL, REPLIES, TAILS, YES
from soesmart.demo.towns import ACTOR
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Campaign, Comment, Idea
from soesmart.participation.rules import AuthorRole, CommentKind, StepKind
from soesmart.participation.services.comments import CommentWords, write_comment
from soesmart.participation.services.trail import take_step


def guest(name: str) -> Credential:
    return Credential(Kind.BROWSER, f"demo-guest-{name}")


def talk(campaign: Campaign, ideas: Sequence[Idea], number: int, days: tuple[datetime, datetime], seed: str) -> None:
    """`number` comments below `ideas`, some with a reply, some questions answered by the town."""
    rng = random.Random(seed)  # noqa: S311  # a story, not a secret
    span = days[1] - days[0]
    said = rng.sample([(kind, f"{core} {tail}") for kind, core in COMMENTS for tail in TAILS], number)
    for place, (kind, text) in enumerate(said):
        idea = rng.choice(ideas)
        begins = max(days[0], idea.received_at)
        at = min(begins + span * rng.random(), days[1] - timedelta(hours=3))
        comment = _write(
            idea, CommentWords(text, CommentKind(kind)), guest(f"{seed}-{place}"), None, at, f"{seed}{place}"
        )
        if rng.random() < 0.35:
            words = CommentWords(f"{rng.choice(REPLIES)} {rng.choice(TAILS)}", CommentKind.REMARK)
            _write(idea, words, guest(f"{seed}-{place}-r"), comment, at + timedelta(hours=1), f"{seed}{place}r")
        if kind == "question" and rng.random() < 0.6:
            words = CommentWords(rng.choice(OFFICIAL), CommentKind.REMARK, AuthorRole.ADMINISTRATION, official=True)
            _write(idea, words, None, comment, at + timedelta(hours=2), f"{seed}{place}o")


def _write(
    idea: Idea, words: CommentWords, who: Credential | None, parent: Comment | None, at: datetime, name: str
) -> Comment:
    return write_comment(
        campaign_key=idea.campaign.key,
        number=idea.number,
        words=words,
        credential=who,
        parent=parent.key if parent else None,
        nonce=uuid.uuid5(uuid.NAMESPACE_URL, f"https://soesmart.example.org/demo/comment/{name}"),
        at=at,
    )


def answer(ideas: Sequence[Idea], days: int, seed: str, *, by: Person | None = None) -> None:
    """The town looks at the ideas and answers them about `days` after they came in, most in time."""
    rng = random.Random(seed)  # noqa: S311  # a story, not a secret
    for idea in ideas:
        checked = idea.received_at + timedelta(days=rng.randint(1, max(1, days // 3)), hours=rng.randint(8, 16))
        answered = idea.received_at + timedelta(days=round(days * rng.uniform(0.5, 1.15)), hours=rng.randint(8, 16))
        said = rng.choice(YES if rng.random() < 0.6 else NO)
        actor: object = by or ACTOR
        take_step(actor=actor, idea=idea, kind=StepKind.CHECKED, text="", unit=said.unit, at=checked, invented=True)
        take_step(
            actor=actor, idea=idea, kind=StepKind.ANSWERED, text=said.text, unit=said.unit, at=answered, invented=True
        )
