"""What the start page gathers from all over the house: strategy, pilots, ideas, what can be done, what comes next.

That takes a good dozen queries. Every change of a town leaves an entry in its audit log, so the end of the log's chain
of hashes says whether something changed: as long as it stays, what was gathered is kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache

from soesmart.core.clock import BERLIN
from soesmart.core.models import AuditHead
from soesmart.core.module import CalendarEntry, Card, modules
from soesmart.participation.queries.promises import Outcome, outcome_of_the_town
from soesmart.pilots.models import Pilot
from soesmart.portal import queries
from soesmart.region.models import Municipality
from soesmart.strategy.house import HouseContent
from soesmart.strategy.picture import house_at


@dataclass(frozen=True)
class Overview:
    """Parts of the start page; `house` is None and the lists are empty where the town has nothing yet."""

    cards: list[Card]
    house: HouseContent | None
    pilots: list[Pilot]
    dates: list[CalendarEntry]
    outcome: Outcome


# What depends on the time of day ("heute noch bis 18 Uhr") may be that late.
KEPT_FOR = timedelta(minutes=5)


def overview_of_the_town(town: Municipality, at: datetime) -> Overview:
    """One query when nothing has changed."""
    head = AuditHead.objects.filter(town=town.slug).first()
    if head is None:
        return _gather(at)
    span = int(at.timestamp() // KEPT_FOR.total_seconds())
    key = f"portal.overview:{town.pk}:{head.hash}:{span}"
    kept: Overview | None = cache.get(key)
    if kept is None:
        kept = _gather(at)
        cache.set(key, kept, KEPT_FOR.total_seconds())
    return kept


def _gather(at: datetime) -> Overview:
    cards = [card for module in modules() for card in module.cards(at)]
    return Overview(
        cards=sorted(cards, key=lambda card: (card.weight, card.title)),
        house=house_at(at),
        pilots=list(Pilot.objects.order_by("number")),
        dates=queries.next_dates(at.astimezone(BERLIN).date()),
        outcome=outcome_of_the_town(at),
    )
