"""What a contact typed: she is asked when it looks wrong, sees what became of it, and takes back what still waits."""

import random
from datetime import date, datetime

import pytest

from soesmart.accounts.models import Person
from soesmart.accounts.services import join_town
from soesmart.region.models import Municipality
from soesmart.strategy.models import DeliveredValue, Delivery, Finding, Indicator
from soesmart.strategy.tests.drafting import make_indicator
from tests.clients import ClientFor

pytestmark = pytest.mark.usefixtures("noon")

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
