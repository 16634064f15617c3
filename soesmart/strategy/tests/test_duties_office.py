"""Who delivers which value: the list of the office, its form, and the page on which a contact types a value."""

import random
from datetime import date, datetime

import pytest
from django_scopes import scope

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.accounts.services import join_town
from soesmart.core.models import AuditEntry
from soesmart.region.models import Municipality
from soesmart.strategy.models import Delivery, Goal, GoalWording, Indicator, IndicatorValue, OrganisationUnit
from soesmart.strategy.rules import DeliveryState
from soesmart.strategy.services.units import add_unit
from soesmart.strategy.tests.drafting import ACTOR, make_draft, make_indicator, make_strategy, publish
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")

LIST = "/verwaltung/strategie/zustaendig/"
MINE = "/verwaltung/strategie/meine-werte/"


@pytest.fixture
def verkehr(in_soest: Municipality, at: datetime) -> OrganisationUnit:
    return add_unit(
        actor=ACTOR, municipality=in_soest, key="verkehr", name="Verkehr", email="Verkehr@Soest.example", at=at
    )


def join(person: Person, town: Municipality, at: datetime) -> None:
    join_town(person=person, town=town, at=at, rng=random.Random(1), pseudonym="Blauer Reiher")


def form(**more: object) -> dict[str, object]:
    return {"revision": 1, "unit": "", "contact": "", "email": "", "update_months": "", "due_on": "", **more}


def test_an_officer_says_who_delivers_how_often_and_until_when(
    verkehr: OrganisationUnit, in_soest: Municipality, bernd: Person, deniz: Person, client_for: ClientFor
) -> None:
    make_indicator(in_soest, "A", None, None)
    sent = form(unit="verkehr", contact=str(deniz.pk), update_months="12", due_on="2027-03-31")
    assert client_for(bernd).post(f"{LIST}A/", sent).status_code == 302
    row = Indicator.objects.get(key="A")
    assert (row.unit_in_charge, row.contact, row.update_months) == (verkehr, deniz, 12)
    assert row.due_on == date(2027, 3, 31)
    assert not row.contact_by_address
    entry = AuditEntry.objects.filter(action="strategy.duty.assigned").latest("number")
    assert entry.facts == {"key": "A", "columns": "contact,due_on,unit_in_charge,update_months"}


def test_an_interval_without_a_date_counts_from_today(
    in_soest: Municipality, bernd: Person, client_for: ClientFor
) -> None:
    make_indicator(in_soest, "A", None, None)
    client_for(bernd).post(f"{LIST}A/", form(update_months="3"))
    assert Indicator.objects.get(key="A").due_on == date(2027, 2, 1)


def test_somebody_without_a_role_is_named_by_the_address_of_her_account_here(
    in_soest: Municipality, bernd: Person, amira: Person, at: datetime, client_for: ClientFor
) -> None:
    make_indicator(in_soest, "A", None)
    stranger = client_for(bernd).post(f"{LIST}A/", form(email="amira@example.org"))
    assert stranger.status_code == 422
    assert "amira@example.org" in stranger.content.decode()
    join(amira, in_soest, at)
    assert client_for(bernd).post(f"{LIST}A/", form(email=" Amira@example.org ")).status_code == 302
    row = Indicator.objects.get(key="A")
    assert (row.contact, row.contact_by_address) == (amira, True)


@pytest.mark.parametrize("months", ["0", "121", "zwölf", "-3"])
def test_an_impossible_interval_is_refused_and_kept(
    in_soest: Municipality, bernd: Person, client_for: ClientFor, months: str
) -> None:
    make_indicator(in_soest, "A", None)
    answer = client_for(bernd).post(f"{LIST}A/", form(update_months=months))
    assert answer.status_code == 422
    assert f'value="{months}"' in answer.content.decode()


def test_two_officers_at_once_compare(in_soest: Municipality, bernd: Person, client_for: ClientFor) -> None:
    make_indicator(in_soest, "A", None)
    client = client_for(bernd)
    assert client.post(f"{LIST}A/", form(update_months="6")).status_code == 302
    late = client.post(f"{LIST}A/", form(update_months="3"))
    assert late.status_code == 409
    assert Indicator.objects.get(key="A").update_months == 6


def test_a_unit_is_put_in_charge_of_several_at_once(
    verkehr: OrganisationUnit, in_soest: Municipality, bernd: Person, client_for: ClientFor
) -> None:
    for key in "ABC":
        make_indicator(in_soest, key, None)
    answer = client_for(bernd).post(f"{LIST}?nur=ohne-stelle", {"key": ["A", "C"], "unit": "verkehr"}, follow=True)
    assert "für 2 Kennzahlen neu zuständig" in answer.content.decode()
    assert set(Indicator.objects.filter(unit_in_charge=verkehr).values_list("key", flat=True)) == {"A", "C"}
    nothing = client_for(bernd).post(LIST, {"unit": "verkehr"})
    assert nothing.status_code == 422
    assert "mindestens eine Kennzahl" in nothing.content.decode()


def test_without_its_own_unit_that_of_the_goal_counts(
    verkehr: OrganisationUnit, in_soest: Municipality, bernd: Person, clara: Person, at: datetime, client_for: ClientFor
) -> None:
    draft = make_draft(make_strategy(in_soest, at), at)
    GoalWording.objects.filter(version=draft, goal__code="MOB-1").update(unit=verkehr)
    publish(draft, bernd, clara, at)
    row = make_indicator(in_soest, "A", None)
    Indicator.objects.filter(pk=row.pk).update(goal=Goal.objects.get(code="MOB-1"))
    make_indicator(in_soest, "B", None)
    page = client_for(bernd).get(LIST).content.decode()
    assert "vom Ziel" in page
    without = client_for(bernd).get(f"{LIST}?nur=ohne-stelle").content.decode()
    assert "Kennzahl B" in without
    assert "Kennzahl A" not in without


def test_the_list_shows_what_is_overdue_first_and_filters(
    in_soest: Municipality, clara: Person, deniz: Person, client_for: ClientFor
) -> None:
    make_indicator(in_soest, "LATE", date(2026, 10, 1))
    make_indicator(in_soest, "SOON", date(2026, 11, 10))
    make_indicator(in_soest, "FAR", date(2027, 5, 1))
    make_indicator(in_soest, "NONE", None)
    Indicator.objects.filter(key="FAR").update(contact=deniz)
    client = client_for(clara)
    expected = {
        "": ["LATE", "SOON", "FAR", "NONE"],
        "?nur=ueberfaellig": ["LATE"],
        "?nur=bald": ["SOON"],
        "?nur=ohne-termin": ["NONE"],
        "?nur=ohne-person": ["LATE", "SOON", "NONE"],
        "?q=far": ["FAR"],
        "?nur=unsinn&seite=9999": ["LATE", "SOON", "FAR", "NONE"],
    }
    for query, keys in expected.items():
        shown = client.get(f"{LIST}{query}").context["rows"]
        assert [row.key for row, _ in shown] == keys, query


def test_the_list_costs_the_same_for_three_and_for_three_hundred(
    in_soest: Municipality, bernd: Person, deniz: Person, client_for: ClientFor, count_queries: CountQueries
) -> None:
    client = client_for(bernd)

    def cost() -> int:
        with count_queries() as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    for key in "ABC":
        make_indicator(in_soest, key, date(2026, 10, 1))
    Indicator.objects.update(contact=deniz)
    client.get(LIST)
    few = cost()
    Indicator.objects.bulk_create(
        Indicator(municipality=in_soest, key=f"X{index}", name="X", unit="km", contact=deniz) for index in range(300)
    )
    assert cost() == few <= 12


@pytest.fixture
def hers(in_soest: Municipality, amira: Person, at: datetime) -> Indicator:
    """Amira has no role; she delivers the values of A."""
    join(amira, in_soest, at)
    row = make_indicator(in_soest, "A", date(2026, 10, 20))
    Indicator.objects.filter(pk=row.pk).update(contact=amira, contact_by_address=True)
    row.refresh_from_db()
    return row


def test_a_contact_types_a_value_that_waits_for_an_officer(
    hers: Indicator, amira: Person, client_for: ClientFor, count_queries: CountQueries
) -> None:
    client = client_for(amira)
    assert "Kennzahl A" in client.get(MINE).content.decode()
    assert client.get(f"{LIST}A/wert/").status_code == 200
    assert f'<a href="{MINE}">Meine Werte: 1 fällig</a>' in client.get("/mein/").content.decode()
    value = {"year": "2025", "value": "1.234,5", "state": "measured", "day": "", "note": "Zählung"}
    assert client.post(f"{LIST}A/wert/", value).status_code == 302
    assert not IndicatorValue.objects.exists()
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.delivered_by) == (DeliveryState.FINDINGS, amira)
    assert "Wartet schon auf die Freigabe: 2025" in client.get(f"{LIST}A/wert/").content.decode()
    assert "wartet auf Freigabe" in client.get(MINE).content.decode()
    assert "Kennzahl A" not in client.get("/verwaltung/").content.decode()
    assert "Meine Werte: zurzeit nichts fällig" in client.get("/mein/").content.decode()
    hers.refresh_from_db()
    assert hers.due_on == date(2026, 10, 20)


def test_a_value_that_is_none_comes_back_with_what_was_typed(
    hers: Indicator, amira: Person, client_for: ClientFor
) -> None:
    answer = client_for(amira).post(f"{LIST}A/wert/", {"year": "2025", "value": "viel", "state": "measured"})
    assert answer.status_code == 422
    assert 'value="viel"' in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [({"note": "a" * 501}, "höchstens 500 Zeichen"), ({"day": "5.5.2024"}, "Der Tag liegt nicht im Jahr 2025")],
)
def test_a_value_with_a_note_too_long_or_a_day_of_another_year_is_refused(
    hers: Indicator, amira: Person, client_for: ClientFor, typed: dict[str, str], told: str
) -> None:
    answer = client_for(amira).post(f"{LIST}A/wert/", {"year": "2025", "value": "8", "state": "measured"} | typed)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_contact_sees_nothing_else_of_the_office(hers: Indicator, amira: Person, client_for: ClientFor) -> None:
    make_indicator(hers.municipality, "B", date(2026, 10, 20))
    client = client_for(amira)
    start = client.get("/verwaltung/").content.decode()
    assert "Kennzahl A" in start
    assert "Kennzahl B" not in start
    assert MINE in start
    assert 'href="/verwaltung/strategie/"' not in start
    for path in (LIST, f"{LIST}A/", f"{LIST}B/wert/", "/verwaltung/strategie/", "/verwaltung/strategie/stellen/"):
        assert client.get(path).status_code == 403, path


def test_a_contact_needs_the_second_step(hers: Indicator, amira: Person, client_for: ClientFor) -> None:
    client = client_for(amira)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for path in ("/verwaltung/", MINE, f"{LIST}A/wert/"):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert "zweiten Schritt" in answer.content.decode(), path


def test_who_lost_her_role_is_no_contact_any_more(in_soest: Municipality, deniz: Person, client_for: ClientFor) -> None:
    row = make_indicator(in_soest, "A", date(2026, 10, 20))
    Indicator.objects.filter(pk=row.pk).update(contact=deniz)
    assert client_for(deniz).get(f"{LIST}A/wert/").status_code == 200
    RoleAssignment.objects.filter(person=deniz).delete()
    assert "Meine Werte" not in client_for(deniz).get("/mein/").content.decode()
    for path in (f"{LIST}A/wert/", MINE, "/verwaltung/"):
        assert client_for(deniz).get(path).status_code == 403, path


def test_a_contact_of_another_town_enters_nothing_here(
    in_soest: Municipality, olpe: Municipality, franz: Person, client_for: ClientFor
) -> None:
    make_indicator(in_soest, "A", date(2026, 10, 20))
    with scope(municipality=olpe):
        theirs = make_indicator(olpe, "A", date(2026, 10, 20))
        Indicator.objects.filter(pk=theirs.pk).update(contact=franz)
    assert client_for(franz).get(f"{LIST}A/wert/").status_code == 403
    assert client_for(franz).get(MINE).status_code == 403


def test_an_officer_is_led_to_her_own_form_where_the_value_counts_at_once(
    hers: Indicator, amira: Person, client_for: ClientFor
) -> None:
    client = client_for(amira, role=Role.STRATEGY_OFFICER)
    assert client.get(f"{LIST}A/wert/")["Location"] == "/verwaltung/strategie/kennzahlen/A/wert/"


def test_an_auditor_who_delivers_a_value_finds_it_too(
    in_soest: Municipality, clara: Person, client_for: ClientFor
) -> None:
    row = make_indicator(in_soest, "A", date(2026, 10, 20))
    Indicator.objects.filter(pk=row.pk).update(contact=clara)
    client = client_for(clara)
    start = client.get("/verwaltung/").content.decode()
    assert f"{LIST}A/wert/" in start
    assert MINE in start
    assert client.get(f"{LIST}A/wert/").status_code == 200
