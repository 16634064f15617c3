"""How the office types values and targets with all they need to be believed, and finds them again."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, IndicatorValue, Target
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.values import record_value
from soesmart.strategy.tests.drafting import ACTOR
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")
PAGE = "/verwaltung/strategie/kennzahlen/ind-1/"


@pytest.fixture
def indicator(in_soest: Municipality, at: datetime) -> Indicator:
    return add_indicator(actor=ACTOR, municipality=in_soest, text=IndicatorText("ind-1", "Radwege", "km"), at=at)


@pytest.fixture
def office(indicator: Indicator, bernd: Person, client_for: ClientFor) -> Client:
    return client_for(bernd, role=Role.STRATEGY_OFFICER)


def main_of(client: Client, path: str) -> str:
    return client.get(path).content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_value_is_typed_with_its_whole_pedigree(office: Client, bernd: Person) -> None:
    typed = {
        "year": "2025", "value": "12,5", "state": "provisional", "source_name": "Bauhof", "source": "https://soest.de/a",
        "note": "bis Mai", "day": "31.05.2025", "sector": "außerorts", "district": "Müllingsen", "group": "neu",
        "has_break": "on", "licence": "dl-de/by-2-0", "method_version": "2",
    }  # fmt: skip
    assert office.post(f"{PAGE}wert/", typed).status_code == 302
    made = IndicatorValue.objects.get()
    found = [str(getattr(made, name)) for name in typed if name not in ("value", "has_break", "day")]
    assert found == [text for name, text in typed.items() if name not in ("value", "has_break", "day")]
    assert (made.value, str(made.day), made.has_break) == (Decimal("12.5"), "2025-05-31", True)
    assert (made.entered_by, made.approved_by) == (bernd, bernd)
    page = main_of(office, PAGE)
    for word in ("31. Mai 2025", "außerorts, Müllingsen, neu", "Bauhof", "dl-de/by-2-0", "Bruch", "Strategiestelle"):
        assert word in page


def test_an_odd_value_counts_only_once_somebody_says_why_it_is_right(
    office: Client, indicator: Indicator, at: datetime
) -> None:
    for year, value in ((2021, "3.7"), (2022, "3.8"), (2023, "3.8"), (2024, "3.9")):
        record_value(actor=ACTOR, indicator=indicator, year=year, value=Decimal(value) * 1000, at=at)
    typed = {"year": "2025", "value": "39.100", "state": "measured", "note": "Zählung"}

    def send(**more: str) -> tuple[int, str]:
        answer = office.post(f"{PAGE}wert/", typed | more)
        form = answer.context["form"] if answer.context else None
        return answer.status_code, str(form.data["doubted"]) if form else ""

    status, doubted = send(is_right="on", reason="ohne zu lesen")
    assert status == 422
    assert "39.100" in doubted
    assert send(doubted=doubted)[0] == send(doubted=doubted, is_right="on")[0] == 422
    assert send(doubted=doubted, is_right="on", reason="x", value="390.000")[0] == 422  # another value
    assert not IndicatorValue.objects.filter(year=2025).exists()
    assert send(doubted=doubted, is_right="on", reason="Neues Netz") == (302, "")
    assert IndicatorValue.objects.get(year=2025).note == "Zählung · Bestätigt: Neues Netz"


def test_typing_a_value_or_a_target_takes_few_queries(office: Client, count_queries: CountQueries) -> None:
    office.get(PAGE)
    value = {"value": "1", "year": "2025", "state": "measured"}
    for page, typed, most in (("wert/", value, 11), ("zielwert/", {"value": "9"}, 10)):  # one more to examine the value
        with count_queries() as queries:
            assert office.post(f"{PAGE}{page}", typed).status_code == 302
        assert len(queries) <= most, queries


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"year": "2024", "day": "2025-05-31"}, "Der Tag liegt nicht im Jahr 2024"),
        ({"day": "2026-11-02"}, "Dieser Tag liegt in der Zukunft"),
        ({"day": "irgendwann"}, "Bitte einen Tag wie"),
        ({"year": "2027"}, "hat noch nicht begonnen"),
        ({"licence": "x" * 101}, "höchstens 100 Zeichen"),
    ],
    ids=["other-year", "future", "no-day", "future-year", "long"],
)
def test_a_mistake_in_what_is_folded_up_is_named_and_unfolded(office: Client, typed: dict[str, str], text: str) -> None:
    answer = office.post(f"{PAGE}wert/", {"value": "1", "state": "measured", "sector": "Wald", **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert text in page
    assert '<details class="form__later" open>' in page
    assert 'value="Wald"' in page
    assert not IndicatorValue.objects.exists()


def test_what_few_need_is_folded_up(office: Client) -> None:
    page = main_of(office, f"{PAGE}wert/")
    assert '<details class="form__later">' in page
    assert page.index('name="note"') < page.index("form__later") < page.index('name="district"')


def test_the_next_value_begins_with_the_source_of_the_last(office: Client) -> None:
    typed = {"year": "2024", "value": "1", "state": "measured", "source_name": "Bauhof", "licence": "CC0"}
    office.post(f"{PAGE}wert/", typed)
    page = main_of(office, f"{PAGE}wert/")
    assert 'value="Bauhof"' in page
    assert 'value="CC0"' in page
    office.post(f"{PAGE}wert/", {**typed, "year": "2025", "invented": "on"})
    assert 'value="Bauhof"' not in main_of(office, f"{PAGE}wert/")


def test_a_target_is_typed_with_range_kind_and_decision(office: Client) -> None:
    typed = {"value": "10", "upper": "12", "year": "2030", "kind": "keep", "decision": "Rat, Vorlage 12/2026"}
    assert office.post(f"{PAGE}zielwert/", typed).status_code == 302
    milestone = {"value": "11", "year": "2027", "kind": "reach", "is_milestone": "on"}
    assert office.post(f"{PAGE}zielwert/", milestone).status_code == 302
    made, between = Target.objects.filter(replaced_on="").order_by("is_milestone")
    assert (made.value, made.upper, made.kind, made.decision) == (10, 12, "keep", "Rat, Vorlage 12/2026")
    assert (between.year, between.is_milestone) == (2027, True)
    page = main_of(office, PAGE)
    for word in ("10 bis 12", "jedes Jahr einhalten", "Rat, Vorlage 12/2026", "Zwischenziel"):
        assert word in page
    assert office.post(f"{PAGE}zielwert/", {"value": "10", "upper": "9"}).status_code == 422


def test_a_target_form_names_all_that_is_wrong_at_once(office: Client) -> None:
    typed = {"value": "abc", "year": "99", "decided": "bald", "source": "hier"}
    errors = office.post(f"{PAGE}zielwert/", typed).context["form"].errors
    assert set(errors) == {"value", "year", "decided", "source"}


def test_the_plausible_range_and_the_budget_belong_to_the_indicator(office: Client, indicator: Indicator) -> None:
    typed = {"name": "Radwege", "unit": "km", "decimals": "0", "revision": indicator.revision}
    assert office.post(f"{PAGE}bearbeiten/", {**typed, "lowest": "5", "highest": "4"}).status_code == 422
    answer = office.post(f"{PAGE}bearbeiten/", {**typed, "lowest": "0", "highest": "1.000", "is_emission": "on"})
    assert answer.status_code == 302
    indicator.refresh_from_db()
    assert (indicator.lowest, indicator.highest, indicator.is_emission) == (0, 1000, True)
    assert "plausibel ab 0 bis 1.000" in main_of(office, PAGE)


def test_a_corrected_value_is_struck_and_long_lists_have_pages(
    office: Client, indicator: Indicator, bernd: Person, at: datetime, count_queries: CountQueries
) -> None:
    IndicatorValue.objects.create(indicator=indicator, year=2025, value=7, recorded_at=at - timedelta(days=1))
    IndicatorValue.objects.create(indicator=indicator, year=2025, value=8, recorded_at=at, entered_by=bernd)
    with count_queries() as few:
        page = main_of(office, PAGE)
    assert "<s>7" in page
    assert "<s>8" not in page
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            indicator=indicator, year=year, sector=f"Teil {part}", value=part, recorded_at=at, approved_by=bernd
        )
        for year in range(2000, 2024)
        for part in range(10)
    )
    with count_queries() as many:
        assert "242 Werte" in main_of(office, PAGE)
    assert len(many) <= 12, many
    assert len(many) - len(few) <= 1, many
    assert "2000" in main_of(office, f"{PAGE}?seite=5")


def test_a_value_replaced_by_the_last_one_of_the_page_before_is_struck(
    office: Client, indicator: Indicator, at: datetime
) -> None:
    times = [(2025 - place, at) for place in range(50)] + [(1976, at - timedelta(days=1)), (1975, at)]
    IndicatorValue.objects.bulk_create(
        IndicatorValue(indicator=indicator, year=year, value=place, recorded_at=moment)
        for place, (year, moment) in enumerate(times)
    )
    page = main_of(office, f"{PAGE}?seite=2")
    assert "<s>50" in page
    assert "<s>51" not in page
