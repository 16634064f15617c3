"""The daily mail about steps of ideas: what it says. It writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date
from soesmart.participation.models import Idea, Notice, Step
from soesmart.participation.rules import StepKind
from soesmart.participation.tokens import token_for, token_of
from soesmart.region.models import Municipality

LONGEST_QUOTE = 400


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def letter_of(notices: Sequence[Notice], town: Municipality, home: str) -> Letter:
    """The mail to one person about her notices, which are ordered by idea and time. No query.

    home: address of the town's pages, without a slash at its end.
    """
    by_idea: dict[int, list[Notice]] = {}
    for notice in notices:
        by_idea.setdefault(notice.step.idea_id, []).append(notice)
    first = notices[0].step.idea
    subject = f"Neues zur Idee „{first.title}“" if len(by_idea) == 1 else f"Neues zu {len(by_idea)} Ideen"
    parts = [_part(group, home) for group in by_idea.values()]
    number = "einer Idee" if len(parts) == 1 else f"{len(parts)} Ideen"
    paragraphs = [
        "Guten Tag,",
        f"bei {number} in {town.name} geht es weiter.",
        *parts,
        f"---\nGar keine Nachrichten zu Ideen mehr: {home}{_leave(notices[0], None)}",
        f"Diese Nachricht kommt von soesmart {town.name}.",
    ]
    text = "\n\n".join(paragraphs) + "\n"
    return Letter(f"{subject} ({town.name})", text)


def _part(notices: Sequence[Notice], home: str) -> str:
    idea = notices[0].step.idea
    address = reverse("idea", args=[idea.campaign.key, idea.number])
    lines = [f"Idee {idea.number}: {idea.title}", *(_step(notice.step) for notice in notices)]
    lines += [f"Ansehen: {home}{address}", f"Zu dieser Idee nichts mehr: {home}{_leave(notices[0], idea)}"]
    return "\n".join(lines)


def _step(step: Step) -> str:
    day = format_date(step.at.astimezone(BERLIN).date())
    by = f" ({step.unit})" if step.unit else ""
    goal = f" {step.goal.code}" if step.goal else ""
    quote = f"\n  „{Truncator(' '.join(step.text.split())).chars(LONGEST_QUOTE)}“" if step.text else ""
    return f"- {day}: {StepKind(step.kind).label}{goal}{by}{quote}"


def _leave(notice: Notice, idea: Idea | None) -> str:
    """Path of the page that ends the mails: about one idea, or about all."""
    if notice.follow:
        token = token_of(notice.follow)
    else:
        assert notice.person_id is not None
        token = token_for(notice.person_id, idea.pk if idea else None)
    return reverse("unfollow", args=[token])
