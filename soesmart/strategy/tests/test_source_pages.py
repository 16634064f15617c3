"""The office's pages of sources: made, pulled, switched, removed; wrong input is kept and explained."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django_scopes import scope

from soesmart.accounts.models import Person, Role
from soesmart.region.models import Municipality
from soesmart.strategy.models import DataSource, Delivery
from soesmart.strategy.rules import SourceKind
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.sources import SourceText, add_source
from soesmart.strategy.tests.data_servers import DataServer, Reply, data_server
from tests.clients import ClientFor, CountQueries

HOME = "/verwaltung/strategie/quellen/"
ACTOR = "system:test"
pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def there(settings: Any) -> Iterator[DataServer]:
    settings.ALLOW_PRIVATE_SOURCES = True
    with data_server() as server:
        server.replies["/werte.csv"] = Reply(b"Jahr;Strom vom Dach (MWh)\n2022;4800\n2023;5100\n2024;5300\n")
        yield server


@pytest.fixture
def office(client_for: ClientFor, bernd: Person) -> Client:
    return client_for(bernd)


def make(town: Municipality, at: datetime, name: str = "Stadtwerke", **more: Any) -> DataSource:
    words: dict[str, Any] = {"kind": SourceKind.CSV, "address": "https://x.de/werte.csv", "every_days": 7} | more
    return add_source(actor=ACTOR, municipality=town, text=SourceText(name, **words), at=at)


def test_a_source_is_added_and_shown_with_its_next_pull(in_soest: Municipality, office: Client, at: datetime) -> None:
    typed = {"name": "Stadtwerke", "address": "https://x.de/a.csv", "every_days": "7", "licence": "dl-de/by-2-0"}
    assert office.post(f"{HOME}neu/csv/", typed).status_code == 302
    text = office.get(HOME).content.decode()
    assert "Stadtwerke" in text
    assert "wöchentlich" in text
    assert "Nächster Abruf" in text
    made = DataSource.objects.get()
    assert (made.kind, made.next_pull_at, made.licence) == (SourceKind.CSV, at, "dl-de/by-2-0")


def test_what_does_not_go_stays_in_the_form_with_a_sentence(in_soest: Municipality, office: Client) -> None:
    typed = {"name": "Stadtwerke", "address": "https://ich:geheim@x.de/a.csv", "every_days": ""}
    answer = office.post(f"{HOME}neu/csv/", typed)
    assert answer.status_code == 422
    assert "keine Zugangsdaten" in answer.content.decode()
    assert 'value="https://ich:geheim@x.de/a.csv"' in answer.content.decode()
    assert not DataSource.objects.exists()


def test_a_platform_is_asked_for_what_the_form_says(in_soest: Municipality, office: Client, at: datetime) -> None:
    text = IndicatorText("IND-ENE-1", "Strom vom Dach", "MWh")
    add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)
    typed = {
        "name": "Plattform", "address": "https://platform.de", "entity_type": "EnergyMeter", "attribute": "energy",
        "indicator": "IND-ENE-1", "rule": "sum", "since": "2022", "unit": "kWh", "every_days": "1",
    }  # fmt: skip
    assert office.post(f"{HOME}neu/plattform/", typed | {"unit": "t"}).status_code == 422
    assert office.post(f"{HOME}neu/plattform/", typed).status_code == 302
    made = DataSource.objects.get()
    assert made.query == {
        "entity_type": "EnergyMeter", "attribute": "energy", "indicator": "IND-ENE-1", "rule": "sum", "since": 2022,
        "entity": "", "tenant": "", "context": "", "unit": "kWh",
    }  # fmt: skip
    page = office.get(f"{HOME}{made.pk}/").content.decode()
    assert 'value="EnergyMeter"' in page
    assert "Strom vom Dach (MWh)" in page


def test_who_saves_over_a_change_sees_both_first(in_soest: Municipality, office: Client, at: datetime) -> None:
    made = make(in_soest, at)
    typed = {"name": "Von Bernd", "address": made.address, "every_days": "7", "revision": made.revision}
    DataSource.objects.filter(pk=made.pk).update(name="Von Clara", revision=made.revision + 1)
    answer = office.post(f"{HOME}{made.pk}/", typed)
    assert answer.status_code == 409
    assert "Von Clara" in answer.content.decode()
    assert 'value="Von Bernd"' in answer.content.decode()


def test_pulled_by_hand_new_data_lead_to_their_delivery_and_the_rest_is_said(
    in_soest: Municipality, office: Client, there: DataServer, at: datetime
) -> None:
    made = make(in_soest, at, address=f"{there.address}/werte.csv")
    page = f"{HOME}{made.pk}/abrufen/"
    answer = office.post(page)
    delivery = Delivery.objects.get()
    assert answer.url.endswith(f"/werte/{delivery.pk}/")
    assert delivery.delivered_by is not None
    too_soon = office.post(page)
    assert too_soon.status_code == 409
    assert f'<a href="{HOME}">Zu den Quellen</a>' in too_soon.content.decode()
    DataSource.objects.update(last_pulled_at=at - timedelta(minutes=1))
    assert "unverändert" in office.post(page, follow=True).content.decode()
    DataSource.objects.update(last_pulled_at=at - timedelta(minutes=1))
    there.replies["/werte.csv"] = Reply(status=404)
    text = office.post(page, follow=True).content.decode()
    assert "nichts (mehr)" in text
    assert "Abruf gescheitert" in text


def test_a_source_is_switched_off_and_on_and_removed(in_soest: Municipality, office: Client, at: datetime) -> None:
    made = make(in_soest, at)
    office.post(f"{HOME}{made.pk}/schalten/", {"an": "0"})
    assert "Einschalten" in office.get(HOME).content.decode()
    office.post(f"{HOME}{made.pk}/schalten/", {"an": "1"})
    assert "Ausschalten" in office.get(HOME).content.decode()
    assert office.get(f"{HOME}{made.pk}/entfernen/").status_code == 200
    assert office.post(f"{HOME}{made.pk}/entfernen/", {"revision": made.revision + 1}).status_code == 409
    office.post(f"{HOME}{made.pk}/entfernen/", {"revision": made.revision})
    assert not DataSource.objects.exists()


def test_auditors_read_along_and_others_see_nothing(
    in_soest: Municipality, client_for: ClientFor, clara: Person, deniz: Person, at: datetime
) -> None:
    made = make(in_soest, at)
    auditor = client_for(clara, role=Role.AUDITOR)
    assert "Jetzt abrufen" not in auditor.get(HOME).content.decode()
    assert auditor.post(f"{HOME}{made.pk}/abrufen/").status_code == 403
    assert auditor.get(f"{HOME}neu/csv/").status_code == 403
    assert client_for(deniz).get(HOME).status_code == 403


def test_a_source_of_another_town_is_not_there(
    in_soest: Municipality, olpe: Municipality, office: Client, at: datetime
) -> None:
    with scope(municipality=olpe):
        other = make(olpe, at, "Stadtwerke Olpe")
    assert "Olpe" not in office.get(HOME).content.decode()
    assert office.get(f"{HOME}{other.pk}/").status_code == 404
    assert office.post(f"{HOME}{other.pk}/abrufen/").status_code == 404
    assert office.get(f"{HOME}neu/ftp/").status_code == 404


def test_the_list_costs_the_same_for_one_source_and_for_many(
    in_soest: Municipality, office: Client, at: datetime, count_queries: CountQueries
) -> None:
    make(in_soest, at)
    office.get(HOME)
    with count_queries() as few:
        office.get(HOME)
    for number in range(30):
        make(in_soest, at, f"Quelle {number}")
    with count_queries() as many:
        assert "seite=2" in office.get(HOME).content.decode()
    assert len(few) == len(many) <= 12, many
