"""What a town's own decisions teach: naive Bayes over German stems.

P(removed | words) from how often each stem stood in kept and in removed texts, with Laplace smoothing (one added to
every count), as in Graham, A Plan for Spam (2002), but over whole texts and with equal priors, so that a town that
removes little is not taught to remove nothing. It can raise the score by a few points, never hold a text by itself.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

TEXTS = "*"  # the entry that counts texts; no word has this stem
ENOUGH = 20  # decisions of each kind before anything is believed
MOST_POINTS = 25
_STRONGEST = 15  # words of a text that are asked: those that say most


@dataclass(frozen=True)
class Learned:
    """counts: stem -> (texts kept, texts removed) that hold it; with the key "*" for all texts."""

    counts: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        return min(self.counts.get(TEXTS, (0, 0))) >= ENOUGH

    def chance(self, stems: Iterable[str]) -> float:
        """How likely a text with these stems would have been removed, 0 to 1; 0.5 when nothing is known."""
        kept, removed = self.counts.get(TEXTS, (0, 0))
        weights = []
        for stem in set(stems):
            if stem in self.counts:
                in_kept, in_removed = self.counts[stem]
                weights.append(math.log((in_removed + 1) / (removed + 2)) - math.log((in_kept + 1) / (kept + 2)))
        weights.sort(key=abs, reverse=True)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[:_STRONGEST])))))


def learned_points(learned: Learned, stems: Iterable[str]) -> int:
    """0 to 25 points; none before enough was decided, and none for a text that looks rather like kept ones."""
    if not learned.is_enough:
        return 0
    return max(0, round((learned.chance(stems) - 0.5) * 2 * MOST_POINTS))
