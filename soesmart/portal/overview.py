"""What the start page gathers from all over the house: strategy, pilots, what can be done, what comes next."""

from dataclasses import dataclass
from datetime import datetime

from soesmart.core.clock import BERLIN
from soesmart.core.module import CalendarEntry, Card, modules
from soesmart.pilots.models import Pilot
from soesmart.portal import queries
from soesmart.strategy.house import HouseContent
from soesmart.strategy.picture import house_at


@dataclass(frozen=True)
class Overview:
    """Parts of the start page; `house` is None and the lists are empty where the town has nothing yet."""

    cards: list[Card]
    house: HouseContent | None
    pilots: list[Pilot]
    dates: list[CalendarEntry]


def overview_of_the_town(at: datetime) -> Overview:
    cards = [card for module in modules() for card in module.cards(at)]
    return Overview(
        cards=sorted(cards, key=lambda card: (card.weight, card.title)),
        house=house_at(at),
        pilots=list(Pilot.objects.order_by("number")),
        dates=queries.next_dates(at.astimezone(BERLIN).date()),
    )
