"""What a contact typed: she is asked when it looks wrong, sees what became of it, and takes back what still waits."""

import random
from datetime import date, datetime

import pytest

from soesmart.accounts.models import Person
from soesmart.accounts.services import join_town
from soesmart.region.models import Municipality
from soesmart.strategy.models import DeliveredValue, Delivery, Finding, Indicator
from soesmart.strategy.rules import Decision, DeliveryState
from soesmart.strategy.services.deliveries import approve, decide, reject, take_back
from soesmart.strategy.tests.drafting import make_indicator
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")

MINE = "/verwaltung/strategie/meine-werte/"
ENTRY = "/verwaltung/strategie/zustaendig/A/wert/"


@pytest.fixture
def hers(in_soest: Municipality, amira: Person, at: datetime) -> Indicator:
    """Amira has no role; she delivers the values of A."""
    join_town(person=amira, town=in_soest, at=at, rng=random.Random(1), pseudonym="Blauer Reiher")
    row = make_indicator(in_soest, "A", date(2026, 10, 20))
    Indicator.objects.filter(pk=row.pk).update(contact=amira, contact_by_address=True, lowest=0, highest=30)
    row.refresh_from_db()
    return row


def typed(value: str, **more: str) -> dict[str, str]:
    return {"year": "2025", "value": value, "state": "measured", "day": "", "note": "", **more}


def test_what_looks_wrong_is_asked_once_before_it_waits(hers: Indicator, amira: Person, client_for: ClientFor) -> None:
    client = client_for(amira)
    asked = client.post(ENTRY, typed("3200"))
    assert asked.status_code == 422
    assert "Der Wert stimmt so" in asked.content.decode()
    assert set(asked.context["form"].errors) == {"value"}, "asked about where it was typed"
    assert not Delivery.objects.exists()
    doubted = asked.context["form"].data["doubted"]
    without = client.post(ENTRY, typed("3200", doubted=doubted, is_right="on"))
    assert "Bitte einen Grund nennen." in without.content.decode()
    other = client.post(ENTRY, typed("-50", doubted=doubted, is_right="on", reason="Neu gezählt"))
    assert other.status_code == 422, "another value is asked about anew"
    sent = typed("3200", doubted=doubted, is_right="on", reason="Neu gezählt", note="Zählung im Mai")
    assert client.post(ENTRY, sent).status_code == 302
    assert DeliveredValue.objects.get().note == "Zählung im Mai · Bestätigt: Neu gezählt"
    assert Finding.objects.count() == 1, "the officer decides about it all the same"


def test_a_value_like_others_is_not_asked_about(hers: Indicator, amira: Person, client_for: ClientFor) -> None:
    assert client_for(amira).post(ENTRY, typed("3,2")).status_code == 302
    assert Delivery.objects.get().open_findings == 0


def test_she_takes_back_what_still_waits(hers: Indicator, amira: Person, client_for: ClientFor) -> None:
    client = client_for(amira)
    client.post(ENTRY, typed("3,2", note="Zählung"))
    waiting = Delivery.objects.get()
    address = f"{MINE}{waiting.pk}/zurueckziehen/"
    page = client.get(MINE).content.decode()
    assert "2025: 3,2" in page
    assert "Zählung" in page
    assert address in page
    asked = client.get(address).content.decode()
    assert "Diesen Wert zurückziehen?" in asked
    assert f'href="{MINE}"><span' in asked
    assert f'href="{MINE}#eingetragen"' in client.get(ENTRY).content.decode()
    for _ in range(2):
        assert "ist zurückgezogen" in client.post(address, follow=True).content.decode()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == (DeliveryState.REJECTED, amira)
    page = client.get(MINE).content.decode()
    assert "wartet auf Freigabe" not in page
    assert address not in page
    assert client.post(ENTRY, typed("3,2")).status_code == 302
    assert Delivery.objects.filter(state=DeliveryState.FINDINGS).count() == 1, "typed once more"


def test_what_somebody_decided_about_stays_and_she_reads_why(
    hers: Indicator, amira: Person, bernd: Person, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    client = client_for(amira)
    for year in ("2021", "2022", "2023", "2024", "2025"):
        client.post(ENTRY, typed("3,2", year=year))
    client.post(ENTRY, typed("3200", year="2020"))
    sent = client.post(ENTRY, typed("3200", year="2020")).context["form"].data["doubted"]
    client.post(ENTRY, typed("3200", year="2020", doubted=sent, is_right="on", reason="Neu gezählt"))
    one = {value.year: value.delivery for value in DeliveredValue.objects.select_related("delivery")}
    odd = Finding.objects.get()
    decide(
        actor=bernd, delivery=one[2020].pk, findings=[odd.pk], decision=Decision.REJECTED, reason="Nicht belegt", at=at
    )
    for done in (2020, 2021, 2022):
        approve(actor=bernd, delivery=one[done].pk, at=at)
    take_back(actor=bernd, delivery=one[2022].pk, reason="Falsche Fläche", at=at)
    reject(actor=bernd, delivery=one[2023].pk, reason="Bitte in ha", at=at)
    with count_queries() as queries:
        page = client.get(MINE)
    assert len(queries) <= 12
    assert {value.year: (value.became.label, value.became.why) for value in page.context["typed"]} == {
        2020: ("nicht übernommen", "Nicht belegt"),
        2021: ("freigegeben", ""),
        2022: ("Freigabe zurückgenommen", "Falsche Fläche"),
        2023: ("verworfen", "Bitte in ha"),
        2024: ("wartet auf Freigabe", ""),
        2025: ("wartet auf Freigabe", ""),
    }
    late = client.post(f"{MINE}{one[2021].pk}/zurueckziehen/", follow=True)
    assert "ist inzwischen entschieden" in late.content.decode()
    one[2021].refresh_from_db()
    assert one[2021].state == DeliveryState.APPROVED
