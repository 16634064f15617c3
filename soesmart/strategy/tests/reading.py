"""Published strategies with numbers, for tests of the public pages."""

import re
from datetime import datetime
from decimal import Decimal
from html import unescape

import pypdfium2

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models import (
    ActionField,
    Goal,
    GoalWording,
    Indicator,
    IndicatorValue,
    Strategy,
    Target,
    Version,
)
from soesmart.strategy.rules import Direction
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import record_value
from soesmart.strategy.tests.drafting import ACTOR, make_draft, make_strategy, publish


def make_published(town: Municipality, one: Person, other: Person, at: datetime) -> Strategy:
    """The words of `drafting.make_draft`, published as 1.0; MOB-1 goes from 10 (2020) over 14 (2024) to 20 (2030)."""
    strategy = make_strategy(town, at)
    publish(make_draft(strategy, at), one, other, at)
    measure(strategy, "MOB-1", {2020: "10", 2024: "14"}, "20", at)
    return strategy


def measure(strategy: Strategy, code: str, values: dict[int, str], target: str, at: datetime) -> Indicator:
    """An indicator in percent that should rise until 2030."""
    text = IndicatorText(
        key=f"ind-{code.lower()}", name="Radverkehrsanteil", unit="%", direction=Direction.UP, decimals=1
    )
    goal = Goal.objects.get(strategy=strategy, code=code)
    indicator = add_indicator(actor=ACTOR, municipality=strategy.municipality, goal=goal, text=text, at=at)
    set_target(actor=ACTOR, indicator=indicator, value=Decimal(target), year=2030, at=at)
    for year, value in values.items():
        record_value(actor=ACTOR, indicator=indicator, year=year, value=Decimal(value), at=at)
    return indicator


def add_many_goals(version: Version, count: int, at: datetime) -> None:
    """`count` more goals in the version's first field, each with indicator, target and two values."""
    field = ActionField.objects.filter(wordings__version=version).order_by("wordings__position").first()
    assert field is not None
    town = version.strategy.municipality
    goals = Goal.objects.bulk_create(Goal(strategy=version.strategy, code=f"MORE-{n}") for n in range(count))
    GoalWording.objects.bulk_create(
        GoalWording(version=version, goal=goal, field=field, position=100 + n, title=f"Weiteres Ziel {n}")
        for n, goal in enumerate(goals)
    )
    indicators = Indicator.objects.bulk_create(
        Indicator(municipality=town, goal=goal, key=goal.code.lower(), name="Zahl", unit="%", direction="up")
        for goal in goals
    )
    Target.objects.bulk_create(Target(indicator=one, value=Decimal(20), year=2030) for one in indicators)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(indicator=one, year=year, value=Decimal(year - 2010), recorded_at=at)
        for one in indicators
        for year in (2020, 2024)
    )


def words_of_page(page: bytes) -> str:
    """All words of a page on one line, as they are read."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.decode())).split()).replace("\u202f", " ")


def words_of_document(document: bytes) -> str:
    """All its text on one line, in the order in which it is read."""
    pages = pypdfium2.PdfDocument(document)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)
