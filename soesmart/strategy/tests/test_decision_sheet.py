"""The decision sheet: gap, pace, waiting, measures, what would be if."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.methods.combined_effect import combined
from soesmart.strategy import related
from soesmart.strategy.models import Goal, Indicator, Strategy
from soesmart.strategy.queries.known import Asked
from soesmart.strategy.queries.sheet import Sheet, sheet
from soesmart.strategy.related import Related
from soesmart.strategy.rules import Direction
from soesmart.strategy.services.assumptions import note_assumption
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.measures import drop_measure, withdraw_estimate
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import record_value
from soesmart.strategy.sheet.decision import waiting
from soesmart.strategy.tests.deciding import emissions, measure_for
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.reading import words_of_page
from tests.clients import ClientFor, CountQueries

PAGE = "/strategie/ziele/ENE-1/entscheidung/"


def read(at: datetime, code: str = "ENE-1") -> Sheet:
    found = sheet(code, at, Asked())
    assert found is not None
    return found


def test_the_price_of_a_year_of_waiting_by_hand(co2: Indicator, at: datetime) -> None:
    lost = read(at).waiting
    assert lost is not None
    assert lost.begins == 2026  # the year of `at`; the last value is of 2025
    assert lost.needed == Fraction(-2, 4)  # from 5 (still so in 2026) to 3 (2030)
    assert lost.later == Fraction(-2, 3)
    assert lost.percent == Fraction(100, 3)
    assert lost.overshoot == 1  # 5, 5, 13/3, 11/3, 3 instead of 5, 4.5, 4, 3.5, 3


def test_who_has_one_year_left_cannot_wait(strategy: Strategy, at: datetime) -> None:
    emissions(strategy, at, values={2022: "6", 2023: "5", 2024: "4.5", 2025: "4"}, until=2027)
    lost = read(at).waiting
    assert lost is not None
    assert (lost.needed, lost.later, lost.percent) == (-1, None, None)


@pytest.mark.parametrize(
    ("this_year", "begins", "needed", "later"),
    [
        (2024, 2025, Fraction(-2, 5), Fraction(-2, 4)),  # the last value is newer than that
        (2025, 2025, Fraction(-2, 5), Fraction(-2, 4)),
        (2029, 2029, Fraction(-2), None),
        (2030, 2030, None, None),
    ],
)
def test_waiting_counts_from_today_and_not_from_the_last_value(
    this_year: int, begins: int, needed: Fraction, later: Fraction | None, co2: Indicator, at: datetime
) -> None:
    found = read(at).assessment
    assert found is not None
    lost = waiting(found, this_year)
    assert lost is not None
    assert (lost.begins, lost.needed, lost.later) == (begins, needed, later)
    assert waiting(found, 2031) is None


def test_the_years_of_waiting_are_named_and_one_value_is_no_bad_year(
    strategy: Strategy, guest: Client, at: datetime
) -> None:
    emissions(strategy, at, values={2024: "5"})
    text = words_of_page(guest.get(PAGE).content).replace("\xa0", " ").replace("\u202f", " ")
    assert "Nötig, wenn es erst 2027 losgeht −0,667 t CO2 im Jahr" in text
    assert "bei Beginn 2026 −0,500 t CO2 im Jahr, also 33 % mehr; bis dahin bleibt der Wert wie 2024" in text
    assert "Es gibt erst einen Wert." in text
    assert "Noch kein Jahr ging in die gewünschte Richtung" not in text


def test_who_has_arrived_loses_nothing_by_waiting(strategy: Strategy, at: datetime) -> None:
    emissions(strategy, at, target="5.5")
    assert read(at).waiting is None
    assert read(at).none.missing is None


def test_measures_are_added_with_the_discount_and_change_the_chance(co2: Indicator, at: datetime) -> None:
    measure_for(co2, "waerme", ("-0.5", "-1", "-1.2"), at, is_decided=True)
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    found = read(at)
    assert [(part.effect.key, part.weight) for part in found.all.parts] == [("waerme", 1), ("bus", Fraction(4, 5))]
    assert found.all.full.middle == Fraction("-1.4")
    assert found.decided.full.middle == -1
    assert found.none.chance == pytest.approx(found.assessment.chance)
    chances = [plan.chance or 0 for plan in (found.none, found.decided, found.all)]
    assert 0 < chances[0] < chances[1] < chances[2]
    assert found.all.last.middle == pytest.approx(found.none.last.middle - 1.4)
    assert abs(found.all.missing or 0) < abs(found.none.missing or 0)
    assert (found.all.cost.low, found.all.cost.high) == (200_000_00, 400_000_00)


def test_dropped_measures_and_withdrawn_estimates_do_not_count(co2: Indicator, at: datetime) -> None:
    bus = measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    heat = measure_for(co2, "waerme", ("-0.5", "-1", "-1.2"), at)
    assert len(read(at).measures) == 2
    drop_measure(actor=ACTOR, measure=bus, at=at)
    withdraw_estimate(actor=ACTOR, measure=heat, indicator=co2, at=at + timedelta(minutes=1))
    assert read(at).measures == ()


def test_the_sheet_of_an_earlier_day_knows_what_was_thought_then(co2: Indicator, at: datetime, bernd: Person) -> None:
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    note_assumption(actor=bernd, indicator=co2, text="Viel Gleiches", overlap=50, at=at + timedelta(days=3))
    measure_for(co2, "spaet", ("-0.1", "-0.5", "-0.6"), at + timedelta(days=3))
    later = at + timedelta(days=4)
    now, then = sheet("ENE-1", later, Asked()), sheet("ENE-1", later, Asked((at + timedelta(days=1)).date()))
    assert (len(now.measures), now.overlap, len(now.assumptions)) == (2, 50, 1)
    assert (len(then.measures), then.overlap, len(then.assumptions)) == (1, 20, 0)


def test_the_page_says_what_is_missing_instead_of_guessing(strategy: Strategy, guest: Client, at: datetime) -> None:
    bare = words_of_page(guest.get(PAGE).content)
    assert "noch keine Kennzahl" in bare
    emissions(strategy, at, values={2024: "5", 2025: "4.8"})
    few = words_of_page(guest.get(PAGE).content)
    assert "Eine Prognose braucht vier" in few
    assert "noch keine Maßnahme" in few
    assert "Lücke zum Ziel 1,8 t CO2" in few.replace("\xa0", " ")
    assert guest.get("/strategie/ziele/GIBTSNICHT/entscheidung/").status_code == 404


def test_an_assumption_stands_there_with_day_and_role_but_no_name(
    co2: Indicator, guest: Client, bernd: Person, at: datetime
) -> None:
    note_assumption(actor=bernd, indicator=co2, text="Die Stadt wächst nicht", at=at)
    text = words_of_page(guest.get(PAGE).content)
    assert "Die Stadt wächst nicht 1. November 2026 · Strategiestelle" in text
    assert "bernd" not in text.casefold()


def test_what_if_answers_by_its_address_alone(co2: Indicator, guest: Client, at: datetime) -> None:
    measure_for(co2, "waerme", ("-0.5", "-1", "-1.2"), at, starts=2027, ramp_years=3)
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    found = read(at)
    answer = guest.get(f"{PAGE}?wenn=1&m=waerme&start-waerme=2029&start-bus=2026")
    shown = words_of_page(answer.content).replace("\xa0", " ").replace("\u202f", " ")
    assert [word for word in ("angerechnet", "in 80 von 100 Fällen") if word not in shown] == []
    assert [word for word in ("zählt zu", "verliert", "80 % Sicherheit") if word in shown] == []
    assert answer.status_code == 200
    plan = answer.context["chosen_plan"]
    assert plan.starts == {"waerme": 2029}
    effects = [one.effect(2029) for one in found.measures if one.key == "waerme"]
    assert plan.last.effect == combined(effects, 20, 2030)
    assert plan.last.effect.middle == Fraction(-1, 3)
    text = answer.content.decode()
    assert re.search(r'value="waerme"[^>]* checked', text)
    assert not re.search(r'value="bus"[^>]* checked', text)
    assert 'value="2029"' in text
    assert answer["X-Robots-Tag"] == "noindex"


def test_before_anybody_asks_the_decided_measures_are_chosen(co2: Indicator, guest: Client, at: datetime) -> None:
    measure_for(co2, "waerme", ("-0.5", "-1", "-1.2"), at, is_decided=True)
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    assert guest.get(PAGE).context["question"].starts == {"waerme": 2026}
    assert guest.get(f"{PAGE}?wenn=1").context["question"].starts == {}


@pytest.mark.parametrize("typed", ["bald", "1999", "2101", "²027", "9" * 500])
def test_a_start_that_is_no_year_is_named_and_the_rest_is_computed(
    typed: str, co2: Indicator, guest: Client, at: datetime
) -> None:
    measure_for(co2, "waerme", ("-0.5", "-1", "-1.2"), at)
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    answer = guest.get(PAGE, {"m": ["waerme", "bus"], "start-waerme": typed, "start-bus": "2028"})
    assert answer.status_code == 422
    assert answer.context["question"].starts == {"waerme": 2026, "bus": 2028}
    text = answer.content.decode()
    assert "Gerechnet ist mit 2026" in text
    assert f'value="{typed[:40]}"' in text
    assert 'aria-invalid="true"' in text


def test_measures_that_are_no_longer_there_are_named(co2: Indicator, guest: Client, at: datetime) -> None:
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    answer = guest.get(PAGE, {"m": ["bus", "<b>weg", "bus"], "start-fort": "2027"})
    assert answer.status_code == 200
    assert "„&lt;b&gt;weg“ ist keine Maßnahme dieses Ziels" in answer.content.decode()
    assert answer.context["question"].starts == {"bus": 2026}


def test_the_page_takes_few_queries_however_many_measures(
    co2: Indicator, client_for: ClientFor, at: datetime, bernd: Person, count_queries: CountQueries
) -> None:
    guest = client_for(bernd)
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at, actor=bernd)
    note_assumption(actor=bernd, indicator=co2, text="Eins", at=at)
    guest.get(PAGE)
    note_assumption(actor=bernd, indicator=co2, text="Zwei", at=at)
    with count_queries() as few:
        guest.get(PAGE)
    for number in range(12):
        measure_for(co2, f"m{number}", ("-0.1", "-0.5", "-0.6"), at, actor=bernd)
    with count_queries() as many:
        assert guest.get(PAGE).status_code == 200
    assert len(few) == len(many) <= 12, many


def test_costs_and_their_unit_are_said_in_euros(co2: Indicator, guest: Client, at: datetime) -> None:
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at, cost=(100_000_00, 200_000_00))
    measure_for(co2, "rad", ("-0.1", "-0.2", "-0.6"), at, cost=None)
    text = words_of_page(guest.get(PAGE).content)
    assert "100.000 bis 200.000 €" in text
    assert "200.000 bis 400.000 €" in text  # for a whole tonne
    assert "dazu 1 ohne Kosten" in text


def test_an_effect_may_raise_what_should_rise(strategy: Strategy, guest: Client, at: datetime) -> None:
    bikes = Indicator.objects.get(goal__code="MOB-1")
    measure_for(bikes, "rad", ("1", "2.5", "3"), at)
    answer = guest.get("/strategie/ziele/MOB-1/entscheidung/")
    assert "+2,5" in words_of_page(answer.content)
    assert answer.context["sheet"].all.full.middle == Decimal("2.5")


def test_pilots_of_the_goal_stand_on_the_sheet(co2: Indicator, guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    pilot = Related("Pilotprojekte", "Sonnendach", "/pilotprojekte/sonnendach/", "Strom vom Dach", "läuft")
    monkeypatch.setattr(related, "DOING", [lambda goal: [pilot] if goal.code == "ENE-1" else []])
    page = guest.get(PAGE).content.decode()
    assert '<a href="/pilotprojekte/sonnendach/">Sonnendach</a>' in page
    assert "Sonnendach" not in guest.get("/strategie/ziele/MOB-1/entscheidung/").content.decode()


ODD = {
    "to be held": (Direction.HOLD, {2020: "5", 2021: "6", 2022: "5.2", 2023: "4", 2024: "5.1"}, ("5", 2030)),
    "without direction": (None, {2021: "6", 2022: "5.2", 2023: "4", 2024: "5.1"}, ("5", 2030)),
    "without target": (Direction.UP, {2021: "6", 2022: "5.2", 2023: "4", 2024: "5.1"}, None),
    "without target year": (Direction.UP, {2021: "6", 2022: "5.2", 2023: "4", 2024: "5.1"}, ("5.5", None)),
    "target year past": (Direction.UP, {2021: "6", 2022: "5.2", 2023: "4", 2024: "5.1"}, ("9", 2024)),
    "never moves": (Direction.UP, {2021: "0", 2022: "0", 2023: "0", 2024: "0"}, ("1", 2030)),
    "without a year": (Direction.DOWN, {None: "7"}, ("0", 2030)),
    "without a value": (Direction.DOWN, {}, ("0", 2030)),
    "of the future": (Direction.DOWN, {2021: "6", 2022: "5.2", 2023: "4", 2024: "5.1"}, ("0", 2100)),
}


@pytest.mark.parametrize("kind", ODD)
def test_every_kind_of_indicator_has_its_sheet(kind: str, strategy: Strategy, guest: Client, at: datetime) -> None:
    direction, values, target = ODD[kind]
    goal = Goal.objects.get(strategy=strategy, code="ENE-1")
    text = IndicatorText(key="odd", name="Zahl", unit="Anzahl je Jahr", direction=direction)
    made = add_indicator(actor=ACTOR, municipality=strategy.municipality, goal=goal, text=text, at=at)
    if target:
        set_target(actor=ACTOR, indicator=made, value=Decimal(target[0]), year=target[1], at=at, decided="2020")
    for year, value in values.items():
        record_value(actor=ACTOR, indicator=made, year=year, value=Decimal(value), at=at)
    measure_for(made, "mehr", ("0.5", "1", "2"), at)
    for query in ("", "?m=mehr&start-mehr=2024", "?wenn=1"):
        answer = guest.get(f"{PAGE}{query}")
        assert answer.status_code == 200
        assert "Maßnahme mehr" in answer.content.decode()
    assert guest.get("/strategie/ziele/ENE-1/entscheidung.pdf").status_code == 200
    assert guest.get("/strategie/lage/").status_code == 200
    if kind == "to be held":
        plan = answer.context["sheet"].all
        assert plan.chance is not None
        assert float(plan.missing) == pytest.approx(5.25 - plan.last.middle)  # beyond the 5 percent, not from 5
    if kind == "never moves":  # nothing scatters: only the estimate's own doubt is left
        assert answer.context["sheet"].none.chance == 0
        assert answer.context["sheet"].all.chance == pytest.approx(0.5)
