"""What a town knows about doubtful texts: its hosts, its words, and what its decisions taught."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from soesmart.participation.models import Campaign, HouseRules, WordCount
from soesmart.participation.rules.learned_words import TEXTS, Learned
from soesmart.region.models import HostName, Municipality

KEPT_FOR = timedelta(minutes=1)
MOST_WORDS = 5000


@dataclass(frozen=True)
class Known:
    """hosts that need no look, words that hold a text, and learned words."""

    hosts: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    learned: Learned = field(default_factory=Learned)


# By town. Not in Django's cache, which would pack and unpack some thousand words for every comment.
_kept: dict[int, tuple[datetime, Known]] = {}


def known_of(campaign: Campaign, at: datetime) -> Known:
    """What the town of a campaign knows; read once a minute per process, three queries."""
    kept = _kept.get(campaign.municipality_id)
    if kept and kept[0] <= at < kept[0] + KEPT_FOR:
        return kept[1]
    known = _read(campaign.municipality)
    _kept[campaign.municipality_id] = (at, known)
    return known


def forget_known(town_id: int | None = None) -> None:
    """The next look reads anew, in this process; in the others after a minute. Without a town: all of them."""
    if town_id is None:
        _kept.clear()
    else:
        _kept.pop(town_id, None)


def _read(town: Municipality) -> Known:
    rules = HouseRules.objects.filter(municipality=town).first()
    hosts = {row.host for row in HostName.objects.filter(municipality=town)} | {host_of(town.website)}
    hosts |= {host_of(line) for line in _lines(rules.hosts if rules else "")}
    words = WordCount.objects.filter(municipality=town).order_by("-removed", "-kept", "stem")
    counts = {
        word: (kept, removed) for word, kept, removed in words.values_list("stem", "kept", "removed")[:MOST_WORDS]
    }
    texts = counts.get(TEXTS) or (0, 0)
    return Known(
        frozenset(hosts - {""}), frozenset(_lines(rules.words if rules else "")), Learned({**counts, TEXTS: texts})
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def host_of(address: str) -> str:
    """ "soest.de" of "https://www.soest.de/rathaus" or of "www.soest.de"; "" of what is no address."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")
