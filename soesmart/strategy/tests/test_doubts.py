"""Targets and effects that look wrong are asked about once; a target of a year that is over takes no place."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.strategy.doubts import Known, effect_doubts, target_doubts
from soesmart.strategy.models import Indicator, MeasureEstimate, Target
from soesmart.strategy.rules import Direction, TargetKind
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.targets import TargetText, set_target
from soesmart.strategy.services.values import record_value
from soesmart.strategy.tests.deciding import measure_for
from soesmart.strategy.tests.drafting import ACTOR
from tests.clients import ClientFor

VISITS = Known("Anzahl", Direction.UP, {2021: Decimal(18), 2025: Decimal(20)}, (2021, Decimal(18)), Decimal(26))
SHARE = Known("%", Direction.UP, {2021: Decimal(40)}, (2021, Decimal(40)), None, Decimal(10), Decimal(95))
AIR = Known("t", Direction.DOWN, {2018: Decimal("6.4"), 2025: Decimal(5)}, (2018, Decimal("6.4")), Decimal(3))
BARE = Known("km", "", {})


@pytest.mark.parametrize(
    ("known", "value", "upper", "found"),
    [
        (VISITS, "26000", None, "1.000-Fache"),
        (VISITS, "26", None, ""),
        (VISITS, "26", "280", "280 ist etwa das 11-Fache"),
        (VISITS, "0.5", None, "stel des kleinsten"),
        (VISITS, "15", None, "Schon der Ausgangswert von 2021"),
        (SHARE, "96", None, "größten plausiblen"),
        (SHARE, "90", None, ""),
        (AIR, "0", None, ""),
        (AIR, "0.1", None, ""),
        (AIR, "-1", None, "Unter null"),
        (AIR, "7", None, "niedriger ist besser"),
        (AIR, "3", "7", "niedriger ist besser"),
        (BARE, "26000", None, ""),
    ],
)
def test_a_target_far_from_all_or_the_wrong_way_is_doubted(
    known: Known, value: str, upper: str | None, found: str
) -> None:
    told = " ".join(target_doubts(known, Decimal(value), Decimal(upper) if upper else None, TargetKind.REACH))
    assert found in told
    assert bool(told) == bool(found)


def test_a_value_to_be_kept_may_be_met_already() -> None:
    assert target_doubts(AIR, Decimal(7), None, TargetKind.KEEP) == []


@pytest.mark.parametrize(
    ("known", "low", "high", "found"),
    [
        (VISITS, "100", "300000", "3.000-Fache der vorsichtigen"),
        (VISITS, "90", "100", "etwa das 4-Fache von allem, was bekannt ist (höchstens 26)"),
        (VISITS, "2", "6", ""),
        (AIR, "-0.1", "-1", ""),
        (AIR, "-1", "-6", "Unter null"),
        (SHARE, "10", "60", "größten plausiblen"),
        (BARE, "5", "20", ""),
    ],
)
def test_an_effect_beyond_all_that_is_known_is_doubted(known: Known, low: str, high: str, found: str) -> None:
    told = " ".join(effect_doubts(known, Decimal(low), Decimal(high)))
    assert found in told
    assert bool(told) == bool(found)


@pytest.fixture
def visits(in_soest: Municipality, at: datetime) -> Indicator:
    text = IndicatorText("ind-1", "Besuche", "Anzahl", direction=Direction.UP)
    made = add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)
    for year, value in ((2021, 18), (2025, 20)):
        record_value(actor=ACTOR, indicator=made, year=year, value=Decimal(value), at=at)
    return made


@pytest.fixture
def office(visits: Indicator, bernd: Person, client_for: ClientFor, noon: None) -> Client:
    return client_for(bernd, role=Role.STRATEGY_OFFICER)


def asked_once(office: Client, page: str, typed: dict[str, str], other: dict[str, str]) -> None:
    """Refused with a question, again for other numbers, then stored with the tick."""
    first = office.post(page, typed | {"is_right": "on"})
    assert first.status_code == 422
    assert "Das stimmt so" in first.content.decode()
    assert "Das stimmt so:" not in first.content.decode()  # the question stands beside the number, not the answer
    told = first.context["form"].data["doubted"]
    assert told
    ticked = {"doubted": told, "is_right": "on"}
    assert office.post(page, typed | {"doubted": told}).status_code == 422
    assert office.post(page, typed | other | ticked).status_code == 422
    assert office.post(page, typed | ticked).status_code == 302


def test_an_odd_target_counts_once_somebody_says_that_it_is_right(office: Client) -> None:
    page = "/verwaltung/strategie/kennzahlen/ind-1/zielwert/"
    asked_once(office, page, {"value": "26.000", "year": "2030"}, {"value": "2.600"})
    assert Target.objects.get().value == 26_000


def test_an_odd_effect_counts_once_somebody_says_that_it_is_right(
    office: Client, visits: Indicator, at: datetime
) -> None:
    measure_for(visits, "bus", ("1", "2", "3"), at)
    typed = {
        "indicator": "ind-1", "low": "100", "middle": "2.000", "high": "300.000", "ramp_years": "1",
        "confidence": "low", "basis": "Akte",
    }  # fmt: skip
    asked_once(office, "/verwaltung/strategie/massnahmen/bus/wirkung/", typed, {"high": "400.000"})
    assert MeasureEstimate.objects.count() == 2


def test_a_target_of_a_year_that_is_over_takes_no_place_ahead(visits: Indicator, at: datetime) -> None:
    def aim(year: int, decided: str = "") -> Target:
        return set_target(actor=ACTOR, indicator=visits, value=Decimal(26), year=year, at=at, decided=decided)

    for decided in ("", "2021"):
        with pytest.raises(Refused, match="Beschlossen am"):
            aim(2020, decided=decided)
    assert aim(2020, decided="2015").year == 2020
    assert aim(2020).replaced_on == ""  # corrects what stands there
    assert aim(2030).replaced_on == ""
    with pytest.raises(Refused, match="gilt schon ein späteres Ziel"):
        aim(2020, decided="2015")
    stone = TargetText(is_milestone=True)
    set_target(actor=ACTOR, indicator=visits, value=Decimal(22), year=2020, at=at, text=stone)
    assert Target.objects.get(replaced_on="", is_milestone=False).year == 2030
