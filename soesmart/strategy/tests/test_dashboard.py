"""The dashboard: all goals by chance, gap, change and field; what got worse; as known on a day."""

import csv
import io
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.region.models import Municipality, Region
from soesmart.strategy.models import Indicator, Strategy, Version
from soesmart.strategy.queries.dashboard import NO_CHANCE, Dashboard, Order, dashboard
from soesmart.strategy.queries.known import Asked
from soesmart.strategy.queries.remembered import forget
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import record_value
from soesmart.strategy.tests.deciding import emissions, fill_towns
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.reading import add_many_goals, make_published, words_of_page
from tests.clients import ClientFor, CountQueries

PAGE = "/strategie/lage/"
FALLS_FASTER = {2019: "9", 2020: "8", 2021: "7", 2022: "6", 2023: "5", 2024: "4.2", 2025: "3.4"}


@pytest.fixture
def strategy(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Strategy:
    """MOB-1 has two values and no forecast, ENE-1 falls too slowly, MOB-2 fast enough; the others have no indicator."""
    made = make_published(in_soest, bernd, clara, at)
    emissions(made, at)
    emissions(made, at, code="MOB-2", key="schnell", values=FALLS_FASTER)
    return made


def read(at: datetime) -> Dashboard:
    found = dashboard(at, Asked())
    assert found is not None
    return found


def codes(found: Dashboard, order: Order) -> list[str]:
    return [row.goal.code for row in found.sorted(order)]


def test_goals_stand_by_chance_those_without_forecast_last(strategy: Strategy, at: datetime) -> None:
    found = read(at)
    assert codes(found, Order.CHANCE) == ["MOB-2", "ENE-1", "MOB-1", "MOB-1-1", "MOB-1-2"]
    groups = {row.goal.code: row.group for row in found.rows}
    assert groups["MOB-2"] == "wahrscheinlich"
    assert groups["ENE-1"] == "unwahrscheinlich"
    assert groups["MOB-1"] == NO_CHANCE
    assert found.by_chance == {
        "wahrscheinlich": 1, "eher ja": 0, "eher nicht": 0, "unwahrscheinlich": 1, NO_CHANCE: 3,
    }  # fmt: skip


def test_gaps_are_compared_as_shares_of_the_way(strategy: Strategy, at: datetime) -> None:
    shares = {row.goal.code: row.missing_share for row in read(at).rows}
    assert shares["MOB-1"] == Fraction(3, 5)  # 14 on the way from 10 to 20
    assert shares["ENE-1"] == Fraction(20, 34)  # 5 on the way from 6.4 to 3
    assert codes(read(at), Order.GAP)[:3] == ["MOB-1", "ENE-1", "MOB-2"]
    assert shares["MOB-1-1"] is None


def test_what_got_worse_is_shown_with_the_symbol_before_and_now(
    strategy: Strategy, guest: Client, at: datetime
) -> None:
    assert read(at).worse == ()
    assert "verschlechtert hat" not in words_of_page(guest.get(PAGE).content)
    record_value(actor=ACTOR, indicator=Indicator.objects.get(key="schnell"), year=2026, value=Decimal(99), at=at)
    (worse,) = read(at).worse
    assert worse.goal.code == "MOB-2"
    assert (worse.before, worse.symbol) == ("sun", "storm")
    text = words_of_page(guest.get(PAGE).content)
    assert "Was sich verschlechtert hat" in text
    assert "Wert von 2026 Sonne → jetzt Gewitter" in text
    lines = guest.get(f"{PAGE}?nach=veraenderung").context["lines"]
    assert [line.group for line in lines if line.group] == ["schlechter geworden", "unverändert", "ohne Vergleich"]


def test_a_held_value_and_a_reached_one_have_no_gap(strategy: Strategy, guest: Client, at: datetime) -> None:
    set_target(actor=ACTOR, indicator=Indicator.objects.get(key="schnell"), value=Decimal(4), year=2030, at=at)
    row = next(row for row in read(at).rows if row.goal.code == "MOB-2")
    assert row.missing_share == 0
    assert "erreicht" in words_of_page(guest.get(PAGE).content)


def test_a_row_names_its_indicator_and_says_once_that_its_numbers_are_examples(
    strategy: Strategy, guest: Client, at: datetime
) -> None:
    co2 = Indicator.objects.get(key="co2")
    record_value(actor=ACTOR, indicator=co2, year=2026, value=Decimal(4), invented=True, at=at)
    rows = words_of_page(guest.get(PAGE).content).replace("\xa0", " ").split("Entscheidungsblatt")
    assert any(f"{co2.name}: 4,0 t CO2 (2026) Beispielwert → Ziel 3,0 (2030) · Lücke 1,0" in row for row in rows)
    set_target(actor=ACTOR, indicator=co2, value=Decimal(2), year=2030, invented=True, at=at)
    rows = words_of_page(guest.get(PAGE).content).replace("\xa0", " ").split("Entscheidungsblatt")
    assert any("4,0 t CO2 (2026) → Ziel 2,0 (2030) · Lücke 2,0 Beispielwerte" in row for row in rows)
    assert max(row.count("Beispielwert") for row in rows) == 1


@pytest.mark.parametrize("order", ["chance", "luecke", "veraenderung", "feld", "", "unsinn", "feld\x00"])
def test_every_order_shows_every_goal_once(order: str, strategy: Strategy, guest: Client) -> None:
    answer = guest.get(PAGE, {"nach": order, "seite": "77"})
    assert answer.status_code == 200
    assert sorted(line.name for line in answer.context["lines"]) == sorted(
        row.goal.name for row in answer.context["dashboard"].rows
    )


def test_as_known_on_a_day_it_knows_no_later_value(strategy: Strategy, guest: Client, at: datetime) -> None:
    later = datetime(2026, 12, 24, 12, tzinfo=BERLIN)
    record_value(actor=ACTOR, indicator=Indicator.objects.get(key="co2"), year=2025, value=Decimal("2.9"), at=later)
    with clock.stopped_at(datetime(2026, 12, 31, tzinfo=BERLIN)):
        now = guest.get(PAGE)
        then = guest.get(f"{PAGE}?stand=2026-12-23")
    assert "2,9 t CO2" in words_of_page(now.content).replace("\xa0", " ")
    text = words_of_page(then.content).replace("\xa0", " ")
    assert "2,9 t CO2" not in text
    assert "5,0 t CO2" in text
    assert "Stand 23. Dezember 2026" in text
    assert then["X-Robots-Tag"] == "noindex"
    assert 'href="/strategie/ziele/ENE-1/?stand=2026-12-23"' in then.content.decode()
    assert "ließ sich nichts anfangen" in words_of_page(guest.get(f"{PAGE}?stand=gestern").content)


def test_the_file_has_a_row_for_each_goal(strategy: Strategy, guest: Client) -> None:
    answer = guest.get(f"{PAGE}lage.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Kürzel"] for row in rows] == ["MOB-1", "MOB-1-1", "MOB-1-2", "MOB-2", "ENE-1"]
    co2 = rows[-1]
    assert (co2["Wert"], co2["Zielwert"], co2["Lücke"], co2["Aussicht"]) == ("5", "3", "2", "unwahrscheinlich")
    assert co2["nötig im Jahr"] == "-0,4"
    assert rows[1]["Kennzahl"] == ""


def test_only_the_office_is_sent_to_what_is_due(
    strategy: Strategy, guest: Client, client_for: ClientFor, bernd: Person, at: datetime
) -> None:
    emissions(strategy, at, code="MOB-1-1", key="alt", values={2019: "5", 2020: "4"})
    shown = words_of_page(guest.get(PAGE).content)
    assert "zuletzt gemessen 2020" in shown
    assert "Was fällig ist" not in shown
    assert "Was fällig ist" in words_of_page(client_for(bernd, role=Role.STRATEGY_OFFICER).get(PAGE).content)


def test_a_town_without_a_strategy_says_so(in_soest: Municipality, guest: Client) -> None:
    assert guest.get(PAGE).status_code == 200
    assert guest.get(f"{PAGE}lage.csv").status_code == 404


def test_2800_goals_cost_no_more_queries_and_come_in_pages(
    strategy: Strategy, guest: Client, at: datetime, count_queries: CountQueries
) -> None:
    guest.get(PAGE)
    forget()
    with count_queries() as few:
        guest.get(PAGE)
    add_many_goals(Version.objects.get(), 2_795, at)
    forget()
    with count_queries() as many:
        answer = guest.get(PAGE)
    assert len(few) == len(many) <= 12, many
    assert len(answer.context["lines"]) == 60
    assert len(guest.get(f"{PAGE}?seite=47").context["lines"]) == 40


def test_a_hundred_other_towns_cost_nothing(
    strategy: Strategy, five_towns: Region, guest: Client, at: datetime, count_queries: CountQueries
) -> None:
    guest.get(PAGE)
    forget()
    with count_queries() as alone:
        guest.get(PAGE)
    fill_towns(five_towns, 100, 10, at)
    forget()
    with count_queries() as among_many:
        answer = guest.get(PAGE)
    assert len(alone) == len(among_many) <= 12, among_many
    assert len(answer.context["dashboard"].rows) == 5
