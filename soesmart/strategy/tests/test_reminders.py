"""Reminders of values that are due: contact, unit, strategy office, each once, and none after the value came."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django_scopes import scope

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.accounts.services.deletion import delete_account
from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.core.models import OutboxMessage
from soesmart.region.models import Municipality
from soesmart.strategy.jobs import is_value_due, remind_of_due_values
from soesmart.strategy.models import Indicator, OrganisationUnit, Reminder
from soesmart.strategy.reminder_letters import DueValue, reminder
from soesmart.strategy.rules import Stage
from soesmart.strategy.services import reminders
from soesmart.strategy.services.deliveries import receive_typed
from soesmart.strategy.services.duties import settle_due
from soesmart.strategy.services.reminders import remind_due
from soesmart.strategy.services.units import add_unit
from soesmart.strategy.tests.drafting import make_indicator
from tests.cast import give_role, make_person
from tests.clients import CountQueries

DUE = date(2026, 3, 31)
HOME = "http://soest.localhost"


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 6, tzinfo=BERLIN)


def remind(town: Municipality, days: int) -> list[str]:
    """Run so many days after the due date; the addresses of the new mails."""
    before = set(OutboxMessage.objects.values_list("pk", flat=True))
    remind_due(town=town, home=HOME, at=morning(DUE + timedelta(days=days)))
    return sorted(OutboxMessage.objects.exclude(pk__in=before).values_list("recipient", flat=True))


@pytest.fixture
def unit(in_soest: Municipality, at: datetime) -> OrganisationUnit:
    return add_unit(
        actor="system:test", municipality=in_soest, key="verkehr", name="Verkehr", email="verkehr@soest.example", at=at
    )


@pytest.fixture
def row(in_soest: Municipality, unit: OrganisationUnit, deniz: Person, bernd: Person) -> Indicator:
    """Deniz delivers it, the unit has a mailbox, Bernd runs the strategy office."""
    made = make_indicator(in_soest, "A", DUE)
    Indicator.objects.filter(pk=made.pk).update(contact=deniz, unit_in_charge=unit)
    return made


def test_contact_then_unit_then_officer_each_once(row: Indicator, in_soest: Municipality) -> None:
    told = {days: mails for days in range(-20, 40) if (mails := remind(in_soest, days))}
    assert told == {-14: ["deniz@example.org"], 0: ["verkehr@soest.example"], 14: ["bernd@example.org"]}


def test_a_second_run_of_the_same_day_tells_nobody(row: Indicator, in_soest: Municipality) -> None:
    assert remind(in_soest, 0) == ["deniz@example.org", "verkehr@soest.example"]
    assert remind(in_soest, 0) == []


def test_who_is_missing_is_passed_over_at_once(row: Indicator, in_soest: Municipality) -> None:
    Indicator.objects.update(contact=None)
    assert remind(in_soest, -14) == ["verkehr@soest.example"]
    OrganisationUnit.objects.update(email="")
    assert remind(in_soest, 0) == ["bernd@example.org"]
    assert remind(in_soest, 20) == []


def test_nothing_more_is_sent_once_the_value_came(row: Indicator, in_soest: Municipality) -> None:
    remind(in_soest, -14)
    settle_due(indicators=[row.pk], at=morning(DUE - timedelta(days=3)))
    assert [remind(in_soest, days) for days in (0, 14, 100)] == [[], [], []]
    assert remind(in_soest, 365 - 14) == ["deniz@example.org"]


def test_who_delivered_is_left_in_peace_while_the_value_waits(
    row: Indicator, in_soest: Municipality, deniz: Person
) -> None:
    at = morning(DUE - timedelta(days=13))
    receive_typed(
        actor=deniz, indicator=row, year=2025, day=None, value=Decimal(5), note="", at=at, person=deniz
    )  # fmt: skip
    assert [remind(in_soest, days) for days in (-10, 0, 14)] == [[], [], ["bernd@example.org"]]


def test_who_lost_her_role_gets_none(row: Indicator, in_soest: Municipality, deniz: Person) -> None:
    RoleAssignment.objects.filter(person=deniz).delete()
    assert remind(in_soest, -14) == ["verkehr@soest.example"]


def test_who_left_gets_none_and_a_waiting_mail_goes(
    row: Indicator, in_soest: Municipality, deniz: Person, at: datetime
) -> None:
    remind(in_soest, -14)
    delete_account(person=deniz, town=in_soest, link=HOME, at=at)
    assert not OutboxMessage.objects.filter(recipient="deniz@example.org", key__startswith="strategy").exists()
    row.refresh_from_db()
    assert row.contact is None
    assert remind(in_soest, 0) == ["verkehr@soest.example"]


def test_a_contact_of_several_values_gets_one_mail(row: Indicator, in_soest: Municipality, deniz: Person) -> None:
    for key in "BC":
        made = make_indicator(in_soest, key, DUE)
        Indicator.objects.filter(pk=made.pk).update(contact=deniz)
    assert remind(in_soest, -14) == ["deniz@example.org"]
    mail = OutboxMessage.objects.get()
    assert mail.subject == "3 Werte gesucht"
    for key in "ABC":
        assert f"{HOME}/verwaltung/strategie/zustaendig/{key}/wert/" in mail.text
    assert Reminder.objects.count() == 3


def test_a_run_that_breaks_off_tells_the_rest_the_next_time(
    row: Indicator, in_soest: Municipality, deniz: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for index in range(5):
        make_indicator(in_soest, f"X{index}", DUE)
    Indicator.objects.update(contact=deniz)
    monkeypatch.setattr(reminders, "AT_ONCE", 2)
    sent: list[object] = []
    real = reminders.queue_mail

    def break_off(**mail: object) -> None:
        if len(sent) == 2:
            raise OSError("the disk is full")
        sent.append(mail["key"])
        real(**mail)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(reminders, "queue_mail", break_off)
        with pytest.raises(OSError, match="full"):
            remind(in_soest, -14)
    assert (Reminder.objects.count(), OutboxMessage.objects.count()) == (4, 2)
    assert remind(in_soest, -13) == ["deniz@example.org"]
    assert Reminder.objects.count() == 6


def test_the_job_runs_in_every_town_for_its_own_people(
    row: Indicator, in_soest: Municipality, olpe: Municipality, franz: Person
) -> None:
    with scope(municipality=olpe):
        make_indicator(olpe, "A", DUE)
    at = morning(DUE + timedelta(days=20))
    assert is_value_due(at)
    assert not is_value_due(morning(DUE - timedelta(days=15)))
    with clock.stopped_at(at):
        remind_of_due_values()
        remind_of_due_values()
    told = set(OutboxMessage.objects.values_list("recipient", "town"))
    assert told == {
        ("deniz@example.org", "soest"),
        ("verkehr@soest.example", "soest"),
        ("bernd@example.org", "soest"),
        ("franz@example.org", "olpe"),
    }


def test_many_values_take_as_many_queries_as_few(
    row: Indicator, in_soest: Municipality, deniz: Person, count_queries: CountQueries
) -> None:
    remind(in_soest, -20)
    with count_queries() as few:
        remind_due(town=in_soest, home=HOME, at=morning(DUE - timedelta(days=14)))
    later = DUE + timedelta(days=100)
    Indicator.objects.bulk_create(
        Indicator(municipality=in_soest, key=f"X{index}", name="X", unit="km", contact=deniz, due_on=later)
        for index in range(200)
    )
    Indicator.objects.filter(pk=row.pk).update(due_on=None)
    with count_queries() as many:
        remind_due(town=in_soest, home=HOME, at=morning(later - timedelta(days=14)))
    assert Reminder.objects.count() == 201
    assert len(many) <= len(few) + 1, many


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_nobody_is_told_twice(
    seed: int, row: Indicator, in_soest: Municipality, deniz: Person, bernd: Person
) -> None:
    """Random days, people who come and go, values that arrive, jobs that run late, twice, or not at all."""
    chance = random.Random(seed)
    day, other = DUE - timedelta(days=40), make_person("paul")
    remind_due(town=in_soest, home=HOME, at=morning(DUE - timedelta(days=14)))
    for _ in range(25):
        day += timedelta(days=chance.randrange(25))
        if chance.random() < 0.5:
            change_something(chance, row, other, [None, deniz, other], day)
        for _ in range(chance.randrange(3)):
            remind_due(town=in_soest, home=HOME, at=morning(day))
    told = list(Reminder.objects.values_list("due_on", "stage"))
    assert len(told) == len(set(told))
    mails = list(OutboxMessage.objects.values_list("recipient", flat=True))
    stages = [stage for _, stage in told]
    assert mails.count("verkehr@soest.example") == stages.count(Stage.UNIT)
    assert mails.count("deniz@example.org") + mails.count("paul@example.org") == stages.count(Stage.CONTACT) > 0
    assert mails.count("bernd@example.org") == stages.count(Stage.OFFICER)


def change_something(
    chance: random.Random, row: Indicator, other: Person, contacts: list[Person | None], day: date
) -> None:
    match chance.randrange(5):
        case 0:
            Indicator.objects.update(contact=chance.choice(contacts))
        case 1:
            OrganisationUnit.objects.update(email=chance.choice(["", "verkehr@soest.example"]))
        case 2:
            settle_due(indicators=[row.pk], at=morning(day))
        case 3:
            give_role(other, row.municipality, Role.EDITOR)
        case _:
            RoleAssignment.objects.filter(person=other).delete()


def test_a_letter_says_what_is_asked_for_until_when_and_where() -> None:
    values = [DueValue("A", "Radwege", DUE, "Verkehr"), DueValue("B", "Bäume", DUE + timedelta(days=3))]
    said = {
        stage: reminder(
            stage,
            values,
            today=DUE + timedelta(days=1),
            town="Soest",
            home=HOME,
            enter="/wert/{key}/",
            overview="/liste/",
        )
        for stage in Stage
    }
    for letter in said.values():
        assert letter.subject == "2 Werte gesucht, 1 davon überfällig"
        assert f"überfällig seit 31. März 2026\n{HOME}/wert/A/" in letter.text
        assert "Bäume, fällig am 3. April 2026" in letter.text
    assert "Radwege (Verkehr), überfällig" in said[Stage.OFFICER].text
    assert f"{HOME}/liste/" in said[Stage.OFFICER].text
