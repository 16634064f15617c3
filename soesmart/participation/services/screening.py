"""Look at a new text before it goes live. Everything is live at once but for what looks doubtful."""

from dataclasses import dataclass, field
from datetime import datetime

from soesmart.participation.models import Campaign, Case, Comment, Idea, Voice
from soesmart.participation.rules import Visibility


@dataclass(frozen=True)
class Screening:
    """score: 0 to 100; signs: (sign, points, German sentence) that led to it; held: not to be shown until decided."""

    score: int = 0
    signs: tuple[tuple[str, int, str], ...] = field(default=())
    held: bool = False

    @property
    def visibility(self) -> Visibility:
        return Visibility.HELD if self.held else Visibility.VISIBLE


def screen(*, campaign: Campaign, text: str, voice: Voice | None, at: datetime) -> Screening:
    """How doubtful a text looks; texts of the office (no voice) are not screened. At most one query."""
    return Screening()


def open_case_if_held(screening: Screening, *, campaign: Campaign, text: Idea | Comment, at: datetime) -> Case | None:
    """The case of a held text; none for a text that is live. Call it inside the service's transaction."""
    if not screening.held:
        return None
    return Case.objects.create(
        campaign=campaign,
        idea=text if isinstance(text, Idea) else None,
        comment=text if isinstance(text, Comment) else None,
        held=True,
        score=screening.score,
        signs=[list(sign) for sign in screening.signs],
        opened_at=at,
    )
