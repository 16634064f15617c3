"""Ideas of a campaign that are about the same as a new one.

The words of a campaign's ideas are kept in the process, sorted by stem; ideas that came since are added before each
search (their numbers only grow). The first search after a start reads all of them: 3 s for 20,000 ideas, once; later
ones take some milliseconds. What is shown is read from the database, so what was hidden since is not shown.
"""

from collections import OrderedDict
from threading import Lock

from soesmart.methods.similarity import Hit, Index, bag
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import Visibility

MOST, AT_LEAST = 5, 0.22
# A text shorter than this says too little to compare.
SHORTEST = 8
KEPT_CAMPAIGNS = 8
# What an idea is about stands in its first lines.
LONGEST = 600


class _Known:
    """The indexed ideas of a campaign, up to the number `last`."""

    def __init__(self) -> None:
        self.index = Index()
        self.last = 0

    def follow(self, campaign: Campaign) -> None:
        """Add what came since; one query when something did."""
        if campaign.last_idea_number <= self.last:
            return
        rows = Idea.objects.filter(campaign=campaign, number__gt=self.last).order_by("number")
        for number, title, what in rows.values_list("number", "title", "what").iterator(2000):
            self.index.add(number, bag(f"{title} {title} {what[:LONGEST]}"))
            self.last = number


_known: "OrderedDict[tuple[int, str], _Known]" = OrderedDict()
_lock = Lock()


def similar_ideas(campaign: Campaign, text: str, *, besides: int = 0) -> list[Idea]:
    """Visible ideas of the campaign whose words are much like `text`, the likest first. Two queries at most.

    besides: number of an idea that is not to be found, for it is the one that is being written.
    """
    if len(text.strip()) < SHORTEST:
        return []
    hits = [hit.key for hit in _search(campaign, text) if hit.key != besides]
    rows = Idea.objects.filter(campaign=campaign, number__in=hits, visibility=Visibility.VISIBLE)
    found = {idea.number: idea for idea in rows.only("number", "title", "what", "campaign_id")}
    return [found[number] for number in hits if number in found][:MOST]


def forget_words() -> None:
    """Begin anew; for tests, whose campaigns come and go."""
    with _lock:
        _known.clear()


def _search(campaign: Campaign, text: str) -> list[Hit]:
    with _lock:
        name = (campaign.pk, campaign.key)
        known = _known.pop(name, None) or _Known()
        if known.last > campaign.last_idea_number:  # another campaign under an old number
            known = _Known()
        known.follow(campaign)
        _known[name] = known
        while len(_known) > KEPT_CAMPAIGNS:
            _known.popitem(last=False)
        # Some more than are shown: a few may have been hidden since.
        return known.index.search(bag(text[: LONGEST * 2]), most=MOST * 3, at_least=AT_LEAST)
