"""What waits stands on the office's first page and on the strategy's; what people did is told to them and forgotten."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models

from soesmart.accounts.models import Person
from soesmart.accounts.records import records_of
from soesmart.accounts.services import join_town
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.region.models import Municipality
from soesmart.strategy.models import DataSource, Delivery, Goal, GoalQuestion, Indicator, IndicatorValue, Report
from soesmart.strategy.office.due import due, due_on_first_page
from soesmart.strategy.personal import erase_person
from soesmart.strategy.personal_measuring import ACTS
from soesmart.strategy.rules import DeliveryState, SourceKind
from soesmart.strategy.services.deliveries import receive_typed
from soesmart.strategy.services.questions import answer_question, ask_question
from soesmart.strategy.services.values import Pedigree, record_value
from soesmart.strategy.tests.drafting import ACTOR, make_draft, make_indicator, make_strategy, publish
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def town(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Municipality:
    """Seven overdue values, a delivery that waits, a question, a source in trouble, a draft of a report."""
    publish(make_draft(make_strategy(in_soest, at), at), bernd, clara, at)
    for index in range(7):
        make_indicator(in_soest, f"A{index}", date(2026, 10, 1 + index))
    make_indicator(in_soest, "FINE", date(2027, 1, 1))
    Delivery.objects.create(
        municipality=in_soest, name="werte.csv", kind=SourceKind.UPLOAD, state=DeliveryState.FINDINGS, delivered_at=at
    )
    goal = Goal.objects.get(code="MOB-1")
    for text in ("Warum?", "Wann?"):
        ask_question(municipality=in_soest, goal=goal, text=text, nonce=new_id(), at=at)
    DataSource.objects.create(
        municipality=in_soest, name="Statistik", kind=SourceKind.CSV, address="https://a.example/b.csv", problem="404"
    )
    Report.objects.create(municipality=in_soest, year=2026, title="Bericht", known_on=at.date(), created_at=at)
    return in_soest


def test_overdue_values_stand_by_name_and_the_rest_is_counted(town: Municipality) -> None:
    said = [item.text for item in due(None)]
    assert said == [
        *(f"Kennzahl A{index}: überfällig seit {1 + index}. Oktober 2026" for index in range(5)),
        "2 weitere Werte sind überfällig",
        "1 Lieferung von Werten wartet auf Entscheidung",
        "2 Fragen zu Zielen warten auf Antwort",
        "1 Quelle ließ sich nicht abrufen",
        "1 Bericht ist in Arbeit",
    ]


def test_a_town_without_anything_has_nothing_due(in_soest: Municipality) -> None:
    assert due(None) == []


def test_all_that_is_due_takes_six_queries_at_most(town: Municipality, count_queries: CountQueries) -> None:
    with count_queries() as queries:
        found = due_on_first_page()
    assert len(queries) <= 6, queries
    Indicator.objects.bulk_create(
        Indicator(municipality=town, key=f"X{index}", name="X", unit="km", due_on=date(2020, 1, 1))
        for index in range(300)
    )
    with count_queries() as many:
        due_on_first_page()
    assert len(many) == len(queries)
    assert found


def test_every_entry_leads_to_a_page_of_the_office(town: Municipality, bernd: Person, client_for: ClientFor) -> None:
    client = client_for(bernd)
    for path in ("/verwaltung/", "/verwaltung/strategie/"):
        page = client.get(path).content.decode()
        assert "Kennzahl A0: überfällig seit" in page
    for item in due(None):
        assert client.get(item.url).status_code == 200, item


@pytest.fixture
def busy(in_soest: Municipality, amira: Person, bernd: Person, clara: Person, at: datetime) -> Indicator:
    """Amira delivers a value, asked two questions, and has typed one."""
    publish(make_draft(make_strategy(in_soest, at), at), bernd, clara, at)
    join_town(person=amira, town=in_soest, at=at, rng=random.Random(1))
    row = make_indicator(in_soest, "A", date(2026, 10, 1))
    Indicator.objects.filter(pk=row.pk).update(contact=amira, contact_by_address=True)
    record_value(
        actor=ACTOR, indicator=row, year=2024, value=Decimal(5), at=at - timedelta(days=9),
        pedigree=Pedigree(entered_by=amira, approved_by=bernd),
    )  # fmt: skip
    receive_typed(actor=amira, indicator=row, year=2025, day=None, value=Decimal(6), at=at, person=amira)
    goal = Goal.objects.get(code="MOB-1")
    for text in ("Warum?", "Wann?"):
        made = ask_question(municipality=in_soest, goal=goal, text=text, nonce=new_id(), at=at, person=amira)
    answer_question(actor=bernd, question=made, answer="Bald.", at=at)
    return row


def test_a_person_reads_what_she_did(busy: Indicator, amira: Person, bernd: Person) -> None:
    hers = {part.title: list(part.rows) for module in records_of(amira) for part in module.records}
    assert hers["Werte, die ich liefere"] == [{"Kennzahl": "Kennzahl A", "Nächster Wert fällig": date(2027, 10, 1)}]
    assert hers["Werte, die ich eingetragen oder freigegeben habe"][0]["Werte"] == 1
    assert [row["Frage"] for row in hers["Meine Fragen zu Zielen"]] == ["Warum?", "Wann?"]
    assert len(hers["Lieferungen von Werten"]) == 1
    his = {part.title: list(part.rows) for module in records_of(bernd) for part in module.records}
    assert "Antwort zum Ziel MOB-1" in [row["Was"] for row in his[WORK]]


WORK = "Antworten, Schätzungen, Annahmen und Berichte für die Stadt"


def test_who_leaves_is_forgotten_and_numbers_and_answers_stay(busy: Indicator, amira: Person, bernd: Person) -> None:
    for person in (amira, bernd):
        erase_person(person, clock.now())
    busy.refresh_from_db()
    assert (busy.contact, busy.contact_by_address) == (None, False)
    value = IndicatorValue.objects.get()
    assert (value.value, value.entered_by, value.approved_by) == (5, None, None)
    assert Delivery.objects.get().delivered_by is None
    left = GoalQuestion.objects.get()
    assert (left.text, left.answer, left.asked_by, left.answered_by) == ("Wann?", "Bald.", None, None)


def test_no_column_of_a_person_is_forgotten_to_be_forgotten() -> None:
    named = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("strategy").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    }
    by_itself = {"Version.submitted_by", "Version.approved_by", "SpreadsheetUpload.uploaded_by", "Indicator.contact"}
    assert named == {f"{model.__name__}.{column}" for model, column in ACTS} | by_itself
