"""The way of a table through the pages of the office."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models import Delivery, Indicator, IndicatorValue
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.test_deliveries import TABLE
from tests.clients import ClientFor

VALUES = "/verwaltung/strategie/werte/"


@pytest.fixture
def power(in_soest: Municipality, at: datetime) -> Indicator:
    text = IndicatorText("STROM", "Stromverbrauch", "MWh")
    return add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)


def upload(client: Client, text: str | bytes = TABLE, name: str = "werte.csv", **more: str) -> Delivery:
    content = text if isinstance(text, bytes) else text.encode()
    answer = client.post(VALUES, {"file": SimpleUploadedFile(name, content), **more}, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return Delivery.objects.latest("delivered_at")


def form_of(delivery: Delivery, **more: str) -> dict[str, str]:
    """What the mapping page sends when nothing is changed."""
    return {
        "revision": str(delivery.revision), "years_in": "rows", "year_at": "A", "first_row": "2", "labels": "",
        "style": "", **more,
    }  # fmt: skip


@pytest.mark.usefixtures("power", "noon")
def test_from_the_upload_to_the_summary(in_soest: Municipality, bernd: Person, client_for: ClientFor) -> None:
    client = client_for(bernd)
    delivery = upload(client)
    page = f"{VALUES}{delivery.pk}/"
    shown = client.get(f"{page}zuordnung/").content.decode()
    assert "mal 0,001" in shown
    answer = client.post(f"{page}zuordnung/", form_of(delivery), follow=True)
    assert "Werte werden geprüft" in answer.content.decode()
    assert 'http-equiv="refresh"' in answer.content.decode()
    shown = client.post(f"{page}pruefen/", follow=True).content.decode()
    assert "Bereit zum Übernehmen" in shown
    delivery.refresh_from_db()
    answer = client.post(f"{page}uebernehmen/", {"revision": delivery.revision}, follow=True)
    assert "11 Werte sind neu" in answer.content.decode()
    assert IndicatorValue.objects.count() == 11
    log = client.get(f"{page}protokoll.csv").content.decode()
    assert log.count("\r\n") == 12
    assert client.get(VALUES).status_code == 200
