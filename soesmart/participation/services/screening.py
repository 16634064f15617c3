"""Look at a new text before it goes live. Everything is live at once but for what looks doubtful."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from soesmart.participation.models import Campaign, Case, Comment, Idea, Voice
from soesmart.participation.queries.house_rules import known_of
from soesmart.participation.queries.recent_texts import Kind, recent_texts
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.suspicion import Around, suspicion


@dataclass(frozen=True)
class Screening:
    """score: 0 to 100; signs: (sign, points, German sentence) that led to it; held: not to be shown until decided."""

    score: int = 0
    signs: tuple[tuple[str, int, str], ...] = field(default=())
    held: bool = False

    @property
    def visibility(self) -> Visibility:
        return Visibility.HELD if self.held else Visibility.VISIBLE


def screen(
    *,
    campaign: Campaign,
    text: str,
    voice: Voice | None,
    at: datetime,
    of: Kind = Comment,
    but: Comment | Idea | None = None,
) -> Screening:
    """How doubtful a text looks; texts of the office (no voice) are not screened.

    of: what it is to become, and is compared with; but: the row that is being changed, which is no repetition of
    itself. One query; three more once a minute.
    """
    if voice is None:
        return Screening()
    known = known_of(campaign, at)
    found = suspicion(
        text,
        Around(
            own_hosts=known.hosts,
            own_words=known.words,
            recent=recent_texts(campaign, voice, at, of=type(but) if but else of, but=but),
            voice_age=at - voice.first_at,
            learned=known.learned,
        ),
    )
    return Screening(found.score, found.signs, found.is_held)


def open_case_if_held(
    screening: Screening, *, campaign: Campaign, text: Idea | Comment, at: datetime, is_new: bool = False
) -> Case | None:
    """The case of a held text; none for a text that is live. Call it inside the service's transaction.

    A text that had a case before (it was reported, kept, and then changed) gets that one opened again. is_new:
    there was none, so none is sought.
    """
    if not screening.held:
        return None
    facts: dict[str, Any] = {
        "state": Case.State.OPEN,
        "held": True,
        "score": screening.score,
        "signs": [list(sign) for sign in screening.signs],
        "opened_at": at,
        # What was objected before, if anything, was settled when the text was kept.
        "objection": "",
        "answer": "",
        "objected_at": None,
        "objection_decided_at": None,
        "objection_decided_by": None,
    }
    key = {"idea": text} if isinstance(text, Idea) else {"comment": text}
    if is_new:
        return Case.objects.create(**key, campaign=campaign, **facts)
    case, _ = Case.objects.update_or_create(**key, defaults=facts, create_defaults={"campaign": campaign, **facts})
    return case
