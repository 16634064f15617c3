"""The way of a table through the pages of the office."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from soesmart.accounts.models import Person, Role
from soesmart.core.jobs import run_job
from soesmart.region.models import Municipality
from soesmart.strategy.models import Delivery, Finding, Indicator, IndicatorValue
from soesmart.strategy.rules import DeliveryState
from soesmart.strategy.tests.delivering import ODD, TABLE, confirm, send
from tests.clients import ClientFor, CountQueries

VALUES = "/verwaltung/strategie/werte/"


def upload(client: Client, text: str | bytes = TABLE, name: str = "werte.csv") -> Delivery:
    content = text if isinstance(text, bytes) else text.encode()
    answer = client.post(VALUES, {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return Delivery.objects.get(pk=answer.request["PATH_INFO"].split("/")[4])


def page_of(delivery: Delivery, more: str = "") -> str:
    return f"{VALUES}{delivery.pk}/{more}"


def form_of(delivery: Delivery, **more: str) -> dict[str, str]:
    """What the mapping page sends when nothing is changed."""
    return {
        "revision": str(delivery.revision), "years_in": "rows", "year_at": "A", "first_row": "2", "labels": "",
        "style": "", **more,
    }  # fmt: skip


@pytest.fixture
def checked(power: Indicator, in_soest: Municipality, bernd: Person, client_for: ClientFor, noon: None) -> Delivery:
    """A delivery with three open findings."""
    client = client_for(bernd)
    delivery = upload(client, ODD)
    client.post(page_of(delivery, "zuordnung/"), form_of(delivery))
    client.post(page_of(delivery, "pruefen/"))
    delivery.refresh_from_db()
    assert delivery.open_findings == 3
    return delivery


@pytest.mark.usefixtures("power", "noon")
def test_from_the_upload_to_the_summary(in_soest: Municipality, bernd: Person, client_for: ClientFor) -> None:
    client = client_for(bernd)
    delivery = upload(client)
    assert "mal 0,001" in client.get(page_of(delivery, "zuordnung/")).content.decode()
    answer = client.post(page_of(delivery, "zuordnung/"), form_of(delivery, remember_as="Energiebericht"), follow=True)
    assert "Werte werden geprüft" in answer.content.decode()
    assert answer["Refresh"] == "3"
    assert "Refresh" not in client.get(page_of(delivery, "?ruhig=1"))
    shown = client.post(page_of(delivery, "pruefen/"), follow=True).content.decode()
    assert "Bereit zum Übernehmen" in shown
    delivery.refresh_from_db()
    answer = client.post(page_of(delivery, "uebernehmen/"), {"revision": delivery.revision}, follow=True)
    assert "11 Werte sind neu" in answer.content.decode()
    assert IndicatorValue.objects.count() == 11
    assert client.get(page_of(delivery, "protokoll.csv")).content.decode().count("\r\n") == 12
    assert "Energiebericht" in client.get(VALUES).content.decode()


@pytest.mark.usefixtures("power", "noon")
def test_the_worker_checks_too(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    delivery = confirm(send(in_soest, bernd, at), bernd, at)
    run_job.func("soesmart.strategy.jobs.check_delivery", ["soest", str(delivery.pk)], 0)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FINDINGS


@pytest.mark.usefixtures("power", "noon")
def test_a_file_that_is_no_table_says_what_to_do(bernd: Person, client_for: ClientFor) -> None:
    answer = client_for(bernd).post(VALUES, {"file": SimpleUploadedFile("bild.xlsx", b"PK\x03\x04 nichts")})
    assert answer.status_code == 422
    assert "Bitte" in answer.content.decode()
    assert not Delivery.objects.exists()


@pytest.mark.usefixtures("power", "noon")
def test_a_wrong_unit_is_shown_at_its_series_and_what_was_chosen_stays(bernd: Person, client_for: ClientFor) -> None:
    client = client_for(bernd)
    delivery = upload(client)
    answer = client.post(page_of(delivery, "zuordnung/"), form_of(delivery, unit_0="Liter", sector_0="Schulen"))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#unit_0"' in shown
    assert shown.count("lässt sich nicht in") == 1
    assert 'value="Liter"' in shown
    assert 'value="Schulen"' in shown
    assert Delivery.objects.get().state == DeliveryState.MAPPING


@pytest.mark.usefixtures("power", "noon")
def test_another_first_row_shows_the_table_anew_before_it_is_checked(bernd: Person, client_for: ClientFor) -> None:
    client = client_for(bernd)
    delivery = upload(client)
    answer = client.post(page_of(delivery, "zuordnung/"), form_of(delivery, first_row="8"), follow=True)
    assert "So wird die Tabelle jetzt gelesen" in answer.content.decode()
    assert "2020 bis 2024" in answer.content.decode()
    delivery.refresh_from_db()
    answer = client.post(page_of(delivery, "zuordnung/"), form_of(delivery, first_row="8", year_at="B"))
    assert answer.status_code == 422
    assert "kein Jahr" in answer.content.decode()


def test_findings_are_decided_from_the_page(checked: Delivery, bernd: Person, client_for: ClientFor) -> None:
    client = client_for(bernd)
    shown = client.get(page_of(checked)).content.decode()
    assert "470500" in shown
    assert "47,05" in shown
    jump = Finding.objects.get(kind="jump")
    address = page_of(checked, f"befunde/{jump.pk}/")
    answer = client.post(address, {"decision": "rejected", "reason": "", "correction": "47,05"})
    assert answer.status_code == 422
    assert "Bitte einen Grund nennen" in answer.content.decode()
    for opened in (address, page_of(checked, "befunde/"), page_of(checked, "uebernehmen/")):  # from the history
        assert client.get(opened).headers["Location"] == page_of(checked)
    client.post(address, {"decision": "corrected", "correction": "47,1"})
    jump.refresh_from_db()
    assert (jump.decision, str(jump.correction)) == ("corrected", "47.100000")
    client.post(address, {"decision": "open"})
    jump.refresh_from_db()
    assert jump.decision == "open"
    several = page_of(checked, "befunde/")
    client.post(several, {"kind": "jump", "decision": "accepted", "reason": "neues Bad"})
    client.post(several, {"kind": "missing_year", "decision": "accepted", "reason": "kein Zähler"})
    answer = client.post(several, {"kind": "not_a_number", "decision": "accepted", "reason": "?"})
    assert answer.status_code == 422
    client.post(several, {"kind": "not_a_number", "decision": "rejected", "reason": "fehlt"})
    assert "Bereit zum Übernehmen" in client.get(page_of(checked)).content.decode()
    assert "neues Bad" in client.get(page_of(checked, "?zeigen=alle")).content.decode()


def test_a_delivery_is_turned_down_with_a_reason(checked: Delivery, bernd: Person, client_for: ClientFor) -> None:
    client = client_for(bernd)
    assert client.post(page_of(checked, "verwerfen/"), {"revision": checked.revision}).status_code == 422
    words = {"revision": checked.revision, "reason": "falsche Tabelle"}
    client.post(page_of(checked, "verwerfen/"), words)
    assert "falsche Tabelle" in client.get(page_of(checked)).content.decode()
    shown = client.get(page_of(checked, "?zeigen=alle")).content.decode()
    assert "470500" in shown
    assert "Berichtigen" not in shown
    assert not IndicatorValue.objects.exists()


def test_an_auditor_reads_and_does_not_write(checked: Delivery, clara: Person, client_for: ClientFor) -> None:
    client = client_for(clara)
    for path in (VALUES, page_of(checked), page_of(checked, "?zeigen=werte"), page_of(checked, "protokoll.csv")):
        answer = client.get(path)
        assert answer.status_code == 200
        assert b"Berichtigen" not in answer.content
    for path in ("pruefen/", "uebernehmen/", "verwerfen/", "neu-zuordnen/", "befunde/", "befunde/1/", "zuordnung/"):
        assert client.post(page_of(checked, path)).status_code == 403


@pytest.mark.usefixtures("noon")
def test_nobody_else_comes_in_and_no_other_town(
    checked: Delivery, olpe: Municipality, amira: Person, franz: Person, client_for: ClientFor
) -> None:
    assert client_for(amira).get(page_of(checked)).status_code in (302, 403)
    stranger = client_for(franz, olpe)
    assert stranger.get(page_of(checked)).status_code == 404
    with scope(municipality=olpe):
        assert b"werte.csv" not in stranger.get(VALUES).content


def test_pages_cost_the_same_with_many_rows(
    checked: Delivery, in_soest: Municipality, bernd: Person, client_for: ClientFor, count_queries: CountQueries
) -> None:
    client = client_for(bernd, in_soest, Role.STRATEGY_OFFICER)
    paths = [VALUES, page_of(checked), page_of(checked, "?zeigen=alle"), page_of(checked, "?zeigen=werte")]

    def costs() -> list[int]:
        found = []
        for path in paths:
            with count_queries() as queries:
                assert client.get(path).status_code == 200
            assert len(queries) <= 12, (path, queries)
            found.append(len(queries))
        return found

    costs()
    few = costs()
    one, values = Finding.objects.first(), list(checked.values.all())
    assert one
    Delivery.objects.bulk_create(
        Delivery(
            municipality=in_soest, name=f"Tabelle {number}", kind="upload", digest="x", delivered_by=bernd,
            delivered_at=checked.delivered_at,
        )
        for number in range(300)
    )  # fmt: skip
    for value in values * 30:
        value.pk = None
    type(values[0]).objects.bulk_create(values)
    Finding.objects.bulk_create(
        Finding(delivery=checked, kind="jump", row=3, message="x", place=one.place) for _ in range(300)
    )
    assert costs() == few
