"""A goal with numbers and measures, for tests of dashboard and decision sheet."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django_scopes import scope

from soesmart.region.models import Municipality, Region
from soesmart.strategy.models import Goal, Indicator, IndicatorValue, Measure, Strategy, Target
from soesmart.strategy.rules import Confidence, Direction, is_against
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.measures import EstimateText, MeasureText, add_measure, record_estimate
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import record_value
from soesmart.strategy.tests.drafting import ACTOR
from tests.cast import make_town

# Falls by about 0.2 a year; 5.0 in 2025, 3.0 wanted in 2030.
FALLING = {2018: "6.4", 2019: "6.3", 2020: "6.0", 2021: "5.9", 2022: "5.6", 2023: "5.5", 2024: "5.2", 2025: "5"}


def emissions(
    strategy: Strategy,
    at: datetime,
    *,
    code: str = "ENE-1",
    values: Mapping[int, str] = FALLING,
    target: str = "3",
    until: int = 2030,
    key: str = "co2",
) -> Indicator:
    """Tonnes of carbon dioxide per head that should fall."""
    text = IndicatorText(key=key, name="Treibhausgase", unit="t CO2", direction=Direction.DOWN, decimals=1)
    goal = Goal.objects.get(strategy=strategy, code=code)
    made = add_indicator(actor=ACTOR, municipality=strategy.municipality, goal=goal, text=text, at=at)
    Indicator.objects.filter(pk=made.pk).update(is_emission=True)
    set_target(actor=ACTOR, indicator=made, value=Decimal(target), year=until, at=at)
    for year, value in values.items():
        record_value(actor=ACTOR, indicator=made, year=year, value=Decimal(value), at=at)
    return made


def measure_for(
    indicator: Indicator,
    key: str,
    effect: tuple[str, str, str],
    at: datetime,
    *,
    actor: object = ACTOR,
    cost: tuple[int, int] | None = (100_000_00, 200_000_00),
    starts: int = 2026,
    ramp_years: int = 2,
    is_decided: bool = False,
    condition: str = "",
) -> Measure:
    """A measure of the indicator's town with one estimate; cost in whole cents."""
    town: Municipality = indicator.municipality
    low, high = cost or (None, None)
    text = MeasureText(
        key=key,
        name=f"Maßnahme {key}",
        cost_low=low,
        cost_high=high,
        starts=starts,
        is_decided=is_decided,
        condition=condition,
    )
    made = add_measure(actor=actor, municipality=town, text=text, at=at)
    cautious, middle, bold = (Decimal(number) for number in effect)
    estimate = EstimateText(
        cautious,
        middle,
        bold,
        "Gutachten",
        ramp_years,
        Confidence.MEDIUM,
        harms=is_against(indicator.direction, middle),
    )
    record_estimate(actor=actor, measure=made, indicator=indicator, text=estimate, at=at)
    return made


def fill_towns(region: Region, towns: int, indicators: int, at: datetime) -> None:
    """Other towns of the region, each with a strategy and so many measured goals; past the services, for counting."""
    for number in range(towns):
        town = make_town(region, f"stadt-{number}", f"Stadt {number}", "Kreis")
        with scope(municipality=town):
            strategy = Strategy.objects.create(municipality=town, slug="2030", name="S", horizon=2030)
            goals = Goal.objects.bulk_create(Goal(strategy=strategy, code=f"G-{n}") for n in range(indicators))
            made = Indicator.objects.bulk_create(
                Indicator(municipality=town, goal=goal, key=f"i-{n}", name="Zahl", unit="%", direction="down")
                for n, goal in enumerate(goals)
            )
            Target.objects.bulk_create(Target(indicator=one, value=Decimal(3), year=2030) for one in made)
            IndicatorValue.objects.bulk_create(
                IndicatorValue(indicator=one, year=year, value=Decimal(value), recorded_at=at)
                for one in made
                for year, value in FALLING.items()
            )
