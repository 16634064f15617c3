"""Values, deliveries and targets are taken back with a reason; what was known before stays readable."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Delivery, Indicator, IndicatorValue, Strategy, Target, Version
from soesmart.strategy.queries.deliveries import stored_values, touched
from soesmart.strategy.queries.duties import newest_values
from soesmart.strategy.queries.goals import goal_page
from soesmart.strategy.queries.known import as_known, days_of_change
from soesmart.strategy.queries.measured import IndicatorView
from soesmart.strategy.queries.numbers import standing
from soesmart.strategy.queries.questions import counting_value, with_revisions
from soesmart.strategy.reports.revisions import revisions
from soesmart.strategy.reports.words import revision_row
from soesmart.strategy.rules import Light, ValueState
from soesmart.strategy.services.deliveries import take_back
from soesmart.strategy.services.questions import ask_question
from soesmart.strategy.services.taking_back import SAID, end_target, withdraw_value
from soesmart.strategy.services.targets import TargetText, set_target
from soesmart.strategy.services.values import Pedigree, record_value
from soesmart.strategy.spreadsheet import VALUES
from soesmart.strategy.spreadsheet_rows import rows_of
from soesmart.strategy.tests.delivering import TABLE, confirm, send, take
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.reading import words_of_page
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")
DAY = timedelta(days=1)
PAGE = "/verwaltung/strategie/kennzahlen/ind-mob-1/"
GOAL = "/strategie/ziele/MOB-1/"
WHY = "falsches Jahr"


@pytest.fixture
def indicator(strategy: Strategy) -> Indicator:
    """Of MOB-1: 10 (2020), 14 (2024), 20 until 2030."""
    found: Indicator = Indicator.objects.select_related("municipality", "goal").get()
    return found


@pytest.fixture
def office(indicator: Indicator, bernd: Person, client_for: ClientFor) -> Client:
    return client_for(bernd)


def of_year(year: int) -> IndicatorValue:
    found: IndicatorValue = IndicatorValue.objects.filter(year=year, is_withdrawn=False).latest("recorded_at", "pk")
    return found


def view(at: datetime) -> IndicatorView:
    page = goal_page("MOB-1", at)
    assert page
    assert page.goal.indicator
    return page.goal.indicator


def numbers(found: IndicatorView) -> dict[int | None, Decimal]:
    return {value.year: value.value for value in found.values}


def test_a_withdrawn_value_counts_no_more_and_did_before(indicator: Indicator, bernd: Person, at: datetime) -> None:
    assert view(at).rating.light == Light.BRIGHT
    made = withdraw_value(actor=bernd, value=of_year(2024), reason=WHY, at=at + DAY)
    now = view(at + DAY)
    assert (numbers(now), now.rating.light) == ({2020: Decimal(10)}, Light.UNKNOWN)
    assert [(value.year, value.note, value.state_label) for value in now.withdrawn] == [(2024, WHY, "zurückgezogen")]
    before = as_known(now, at.date())
    assert (numbers(before), before.rating.light) == ({2020: Decimal(10), 2024: Decimal(14)}, Light.BRIGHT)
    assert days_of_change(now)[0] == (at + DAY).date()
    assert (made.entered_by, made.approved_by, made.recorded_at) == (bernd, bernd, at + DAY)


def test_the_next_value_of_that_time_simply_counts_again(indicator: Indicator, bernd: Person, at: datetime) -> None:
    withdraw_value(actor=bernd, value=of_year(2024), reason=WHY, at=at)
    again = record_value(actor=bernd, indicator=indicator, year=2024, value=Decimal(14), note=WHY, at=at)
    assert not again.is_withdrawn
    assert numbers(view(at))[2024] == 14
    withdraw_value(actor=bernd, value=again, reason=WHY, at=at)
    assert 2024 not in numbers(view(at))


def test_twice_is_once_and_what_was_replaced_is_not_withdrawn(
    indicator: Indicator, bernd: Person, at: datetime
) -> None:
    old, other = of_year(2024), of_year(2020)
    first = withdraw_value(actor=bernd, value=old, reason=WHY, at=at)
    assert withdraw_value(actor=bernd, value=old, reason="noch einmal", at=at).pk == first.pk
    assert AuditEntry.objects.filter(action="strategy.value.withdrawn").count() == 1
    record_value(actor=bernd, indicator=indicator, year=2020, value=Decimal(11), at=at)
    with pytest.raises(Conflict):
        withdraw_value(actor=bernd, value=other, reason=WHY, at=at)
    with pytest.raises(Refused):
        withdraw_value(actor=bernd, value=of_year(2020), reason=" ", at=at)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        IndicatorValue.objects.filter(pk=first.pk).update(is_withdrawn=False)


def test_a_day_or_a_part_takes_back_only_itself(indicator: Indicator, bernd: Person, at: datetime) -> None:
    day = Pedigree(day=date(2024, 5, 1))
    one = record_value(actor=bernd, indicator=indicator, year=2024, value=Decimal(9), at=at, pedigree=day)
    parts = [
        record_value(
            actor=bernd, indicator=indicator, year=2024, value=Decimal(5), at=at, pedigree=Pedigree(sector=name)
        )
        for name in ("Schule", "Beruf")
    ]
    withdraw_value(actor=bernd, value=one, reason=WHY, at=at)
    withdraw_value(actor=bernd, value=parts[0], reason=WHY, at=at)
    found = view(at)
    assert (numbers(found)[2024], found.days) == (14, ())
    stored = {(slot.year, slot.day, slot.sector) for slot in stored_values([indicator.pk])}
    assert stored == {(2020, None, ""), (2024, None, ""), (2024, None, "Beruf")}


def test_every_place_agrees_after_any_sequence_of_records_and_withdrawals(
    indicator: Indicator, bernd: Person, at: datetime
) -> None:
    rng = random.Random(7)
    count: dict[tuple[int, int | None], int] = {}
    IndicatorValue.objects.all().delete()
    rows = []
    for step in range(120):
        slot = rng.randrange(2000, 2012), rng.choice([None, None, 3, 4])
        is_withdrawn = slot in count and rng.random() < 0.4
        day = date(slot[0], slot[1], 1) if slot[1] else None
        moment = at - DAY + timedelta(minutes=step // 2)  # two at the same moment
        rows.append(
            IndicatorValue(
                indicator=indicator, year=slot[0], day=day, value=step, is_withdrawn=is_withdrawn, recorded_at=moment
            )
        )
        count.pop(slot, None)
        if not is_withdrawn:
            count[slot] = step
    IndicatorValue.objects.bulk_create(rows)
    found = view(at)
    by_time = {(value.year, value.day and value.day.month): value.value for value in (*found.values, *found.days)}
    assert by_time == count
    stored = {
        (slot.year, slot.day and slot.day.month): one.value for slot, one in stored_values([indicator.pk]).items()
    }
    assert stored == count
    left = {(row.year, row.day and row.day.month): row.value for row in standing(IndicatorValue.objects).order_by("pk")}
    assert left == count
    newest = max(count, key=lambda slot: (slot[0], slot[1] or 13))
    assert indicator.goal
    counting = counting_value(indicator.goal)
    assert counting
    assert counting.value == count[newest]
    years = {int(cells["year"]): cells["value"] for cells in rows_of(Version.objects.get())[VALUES.title]}
    assert years == {year: str(value) for (year, month), value in count.items() if month is None}
    assert {row.value for row in newest_values(indicator)} <= set(count.values())


def test_pages_and_files_say_what_was_taken_back(
    indicator: Indicator, office: Client, guest: Client, at: datetime, count_queries: CountQueries
) -> None:
    value = of_year(2024)
    address = f"{PAGE}werte/{value.pk}/zurueckziehen/"
    assert address in office.get(PAGE).content.decode()
    assert "Wert zurückziehen: 14 % (2024)" in words_of_page(office.get(address).content)
    assert office.post(address, {"reason": ""}).status_code == 422
    with count_queries() as queries:
        assert office.post(address, {"reason": WHY}).status_code == 302
    assert len(queries) <= 11, queries  # one is the lock, so that of two at once the second finds it done
    page = office.get(PAGE)
    assert "Der Wert ist zurückgezogen" in words_of_page(page.content)
    assert address not in page.content.decode()
    assert f"zurückgezogen {WHY}" in words_of_page(page.content)
    public = words_of_page(guest.get(GOAL).content)
    assert f"2024: 14,0 % zurückgezogen am 1. November 2026: {WHY}" in public
    assert "Berichtigte frühere Angaben" not in public
    lines = guest.get(f"{GOAL}werte.csv").content.decode().splitlines()
    assert [line.split(";")[1:4] for line in lines if line.startswith("2024")] == [
        ["14", "%", "gemessen"], ["", "%", "zurückgezogen"],
    ]  # fmt: skip
    listed = words_of_page(office.get("/verwaltung/strategie/kennzahlen/").content)
    assert "2020" in listed
    assert "(2024)" not in listed
    assert office.get(f"{PAGE}werte/{2**63}/zurueckziehen/").status_code == 404


def test_a_question_and_a_report_say_that_their_value_was_taken_back(
    indicator: Indicator, in_soest: Municipality, bernd: Person, at: datetime
) -> None:
    assert indicator.goal
    asked = ask_question(municipality=in_soest, goal=indicator.goal, text="Wie das?", nonce=uuid4(), at=at)
    withdraw_value(actor=bernd, value=of_year(2024), reason=WHY, at=at + DAY)
    assert [one.revised and one.revised.is_withdrawn for one in with_revisions([asked])] == [True]
    told = revisions([("MOB-1", view(at + DAY))], last=None, since=(at + DAY).date())
    assert [revision_row(one)[1:4] for one in told] == [["2024", "14,0\u202f%", "zurückgezogen"]]


class TestDelivery:
    @pytest.fixture
    def power(self, power: Indicator, at: datetime) -> Indicator:
        """2020 was 49 (geschätzt, with its pedigree) before the table came."""
        pedigree = Pedigree(has_break=True, source_name="Stadtwerke", licence="dl-de/by-2-0", method_version="2")
        record_value(
            actor=ACTOR, indicator=power, year=2020, value=Decimal(49), state=ValueState.ESTIMATED, note="grob",
            at=at - DAY, pedigree=pedigree,
        )  # fmt: skip
        return power

    @pytest.fixture
    def taken(self, power: Indicator, cycling: Indicator, bernd: Person, at: datetime) -> Delivery:
        town = power.municipality
        return take(confirm(send(town, bernd, at), bernd, at), bernd, at)

    def test_what_it_brought_is_gone_and_what_it_replaced_is_back_exactly(
        self, taken: Delivery, power: Indicator, bernd: Person, at: datetime
    ) -> None:
        before = IndicatorValue.objects.get(indicator=power, year=2020, delivery=None)
        record_value(actor=bernd, indicator=power, year=2021, value=Decimal(51), at=at + DAY)
        take_back(actor=bernd, delivery=taken.pk, reason=WHY, at=at + DAY)
        slots = {slot.year: one.value for slot, one in stored_values([power.pk]).items()}
        assert slots == {2020: Decimal(49), 2021: Decimal(51)}
        back = IndicatorValue.objects.filter(indicator=power, year=2020).latest("pk")
        assert [getattr(back, name) for name in SAID] == [getattr(before, name) for name in SAID]
        assert back.note == f"grob Gilt wieder, denn die Lieferung „werte.csv“ ist zurückgenommen: {WHY}"
        assert IndicatorValue.objects.filter(is_withdrawn=True).count() == 20
        taken.refresh_from_db()
        assert (taken.taken_back_at, taken.reason) == (at + DAY, WHY)
        assert [row["number"] for row in touched(taken)] == [11, 11]

    def test_twice_is_once_and_the_same_file_may_come_again(
        self, taken: Delivery, power: Indicator, bernd: Person, at: datetime
    ) -> None:
        for moment in (at + DAY, at + 2 * DAY):
            take_back(actor=bernd, delivery=taken.pk, reason=WHY, at=moment)
        assert IndicatorValue.objects.filter(is_withdrawn=True).count() == 21
        assert AuditEntry.objects.filter(action="strategy.delivery.taken_back").count() == 1
        take(confirm(send(power.municipality, bernd, at + 2 * DAY), bernd, at + 2 * DAY), bernd, at + 2 * DAY)
        assert len(stored_values([power.pk])) == 11

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["older-first", "newer-first"])
    def test_of_two_deliveries_taken_back_in_any_order_neither_returns(
        self, taken: Delivery, power: Indicator, bernd: Person, at: datetime, order: tuple[int, int]
    ) -> None:
        later = at + DAY
        text = TABLE.replace("2020;50020", "2020;50500")
        other = take(confirm(send(power.municipality, bernd, later, text), bernd, later), bernd, later)
        assert IndicatorValue.objects.filter(delivery=other).count() == 1
        pair = (taken, other)
        for place in order:
            later += DAY
            take_back(actor=bernd, delivery=pair[place].pk, reason=WHY, at=later)
        assert {slot.year: one.value for slot, one in stored_values([power.pk]).items()} == {2020: Decimal(49)}

    def test_the_page_asks_why_and_says_that_it_was_taken_back(
        self, taken: Delivery, bernd: Person, client_for: ClientFor
    ) -> None:
        client, page = client_for(bernd), f"/verwaltung/strategie/werte/{taken.pk}/"
        assert f"{page}zuruecknehmen/" in client.get(page).content.decode()
        assert client.post(f"{page}zuruecknehmen/", {"reason": "", "revision": taken.revision}).status_code == 422
        assert client.post(f"{page}zuruecknehmen/", {"reason": WHY, "revision": 1}).status_code == 409
        assert client.post(f"{page}zuruecknehmen/", {"reason": WHY, "revision": taken.revision}).status_code == 302
        shown = words_of_page(client.get(page).content)
        assert f"Übernahme zurückgenommen am 1. November 2026, 12:00 Uhr {WHY}" in shown
        assert "Übernahme zurücknehmen" not in shown


def test_a_target_ends_without_another_one(indicator: Indicator, office: Client, bernd: Person, at: datetime) -> None:
    stone = set_target(
        actor=ACTOR, indicator=indicator, value=Decimal(17), year=2027, at=at - DAY, text=TargetText(is_milestone=True)
    )
    address = f"{PAGE}zielwerte/{stone.pk}/beenden/"
    assert address in office.get(PAGE).content.decode()
    for _ in range(2):
        assert office.post(address, {"reason": "Tippfehler"}).status_code == 302
    found = view(at)
    assert (found.milestones, found.target and found.target.value) == ((), 20)
    assert [one.value for one in as_known(found, (at - DAY).date()).milestones] == [17]
    entry = AuditEntry.objects.get(action="strategy.target.ended")
    assert entry.facts["reason"] == "Tippfehler"
    valid = Target.objects.get(is_milestone=False)
    end_target(actor=bernd, target=valid, reason="Nie beschlossen", at=at)
    assert (view(at).target, view(at).rating.light) == (None, Light.UNKNOWN)
    assert "Tippfehler" in words_of_page(office.get("/verwaltung/strategie/protokoll/").content)
