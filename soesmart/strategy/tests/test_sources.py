"""A source is pulled when its turn has come, once; what changed is handed in, what went wrong is said."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy import jobs
from soesmart.strategy.models import DataSource, Delivery, Indicator, IndicatorValue
from soesmart.strategy.queries.sources import due_sources
from soesmart.strategy.rules import DeliveryState, SourceKind
from soesmart.strategy.services.deliveries import approve, check
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.source_pulls import Pull, pull_by_hand, pull_due, wait_after
from soesmart.strategy.services.sources import SourceText, add_source, edit_source, remove_source, switch_source
from soesmart.strategy.tests.data_servers import DataServer, Reply, data_server

ACTOR = "system:test"
TABLE = b"Jahr;Strom vom Dach (MWh)\n2022;4800\n2023;5100\n2024;5300\n"
QUESTION: dict[str, Any] = {
    "entity_type": "EnergyMeter", "attribute": "consumption", "indicator": "IND-ENE-1", "rule": "sum", "since": 2022,
}  # fmt: skip


@pytest.fixture
def there(settings: Any) -> Iterator[DataServer]:
    settings.ALLOW_PRIVATE_SOURCES = True
    with data_server() as server:
        server.replies["/werte.csv"] = Reply(TABLE)
        yield server


@pytest.fixture
def town(in_soest: Municipality, at: datetime) -> Municipality:
    text = IndicatorText("IND-ENE-1", "Strom vom Dach", "MWh")
    add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)
    return in_soest


def make(town: Municipality, address: str, at: datetime, **more: Any) -> DataSource:
    words: dict[str, Any] = {"name": "Stadtwerke", "kind": SourceKind.CSV, "every_days": 7} | more
    return add_source(actor=ACTOR, municipality=town, text=SourceText(address=address, **words), at=at)


def pull(source: DataSource, at: datetime) -> Pull:
    source.refresh_from_db()
    found = pull_due(actor=ACTOR, source=source, at=at)
    source.refresh_from_db()
    assert found is not None
    return found


def test_a_csv_is_handed_in_as_it_came_and_its_next_turn_is_a_week_later(
    town: Municipality, there: DataServer, at: datetime
) -> None:
    source = make(town, f"{there.address}/werte.csv", at)
    found = pull(source, at)
    delivery = Delivery.objects.get()
    assert found.delivery == delivery
    assert (delivery.source, delivery.kind, delivery.delivered_by) == (source, SourceKind.CSV, None)
    assert bytes(delivery.content or b"") == TABLE
    assert delivery.state == DeliveryState.MAPPING
    assert (source.next_pull_at, source.problem, source.failures) == (at + timedelta(days=7), "", 0)
    assert not IndicatorValue.objects.exists()


def test_what_did_not_change_is_not_handed_in_again(town: Municipality, there: DataServer, at: datetime) -> None:
    source = make(town, f"{there.address}/werte.csv", at)
    pull(source, at)
    later = at + timedelta(days=7)
    assert pull(source, later) == Pull()
    assert Delivery.objects.count() == 1
    assert source.last_pulled_at == later
    there.replies["/werte.csv"] = Reply(TABLE + b"2025;5500\n")
    assert pull(source, later + timedelta(days=7)).delivery
    assert Delivery.objects.count() == 2


def test_json_becomes_a_table_on_its_way_in(town: Municipality, there: DataServer, at: datetime) -> None:
    rows = [{"jahr": 2023, "strom": 1.234}, {"jahr": 2024, "strom": 1.5}]
    there.replies["/daten"] = Reply({"result": {"records": rows}})
    source = make(town, f"{there.address}/daten", at, kind=SourceKind.JSON, query={"path": "result.records"})
    pull(source, at)
    assert bytes(Delivery.objects.get().content or b"") == b"jahr;strom\n2023;1,2340\n2024;1,5\n"


def test_a_platform_s_numbers_are_mapped_already(town: Municipality, there: DataServer, at: datetime) -> None:
    values = [[700.5, "2024-02-01T00:00:00Z"], [800, "2024-08-01T00:00:00Z"], [5, "2025-08-01T00:00:00Z"]]
    there.replies["/ngsi-ld/v1/temporal/entities"] = Reply([{"id": "urn:1", "consumption": {"values": values}}])
    query = QUESTION | {"unit": "kWh"}
    source = make(town, there.address, at, kind=SourceKind.NGSI_LD, query=query, licence="dl-de/by-2-0")
    delivery = pull(source, at).delivery
    assert delivery is not None
    assert bytes(delivery.content or b"") == b"Jahr;consumption (kWh)\n2024;1500,5\n2025;5\n"
    assert delivery.state == DeliveryState.CHECKING
    (use,) = delivery.mapping["uses"].values()
    assert (use["indicator"], use["unit"]) == ("IND-ENE-1", "kWh")
    assert delivery.mapping["origin"]["licence"] == "dl-de/by-2-0"


def test_from_the_platform_to_a_value_in_the_indicator_s_unit(
    town: Municipality, there: DataServer, bernd: Person, at: datetime
) -> None:
    values = [[4_700_500, "2023-02-01T00:00:00Z"], [5_000_000, "2024-08-01T00:00:00Z"]]
    there.replies["/ngsi-ld/v1/temporal/entities"] = Reply([{"id": "urn:1", "consumption": {"values": values}}])
    source = make(town, there.address, at, kind=SourceKind.NGSI_LD, query=QUESTION | {"unit": "kWh"})
    delivery = pull(source, at).delivery
    assert delivery is not None
    assert check(delivery=delivery.pk, at=at)
    approve(actor=bernd, delivery=delivery.pk, at=at)
    stored = IndicatorValue.objects.order_by("year").values_list("year", "value", "source_name", "approved_by")
    assert list(stored) == [
        (2023, Decimal("4700.5"), "Stadtwerke", bernd.pk),
        (2024, Decimal(5000), "Stadtwerke", bernd.pk),
    ]
    there.replies["/ngsi-ld/v1/temporal/entities"] = Reply(
        [{"id": "urn:1", "consumption": {"values": [*values, [5_100_000, "2025-08-01T00:00:00Z"]]}}]
    )
    again = pull(source, at + timedelta(days=7)).delivery
    assert again is not None
    assert again.state == DeliveryState.CHECKING


def test_a_unit_of_another_kind_waits_for_a_person(town: Municipality, there: DataServer, at: datetime) -> None:
    value = {"value": 7, "observedAt": "2024-02-01T00:00:00Z", "unitCode": "TNE"}
    there.replies["/ngsi-ld/v1/temporal/entities"] = Reply([{"id": "urn:1", "consumption": [value]}])
    source = make(town, there.address, at, kind=SourceKind.NGSI_LD, query=QUESTION)
    delivery = pull(source, at).delivery
    assert delivery is not None
    assert delivery.state == DeliveryState.MAPPING


def test_a_broken_source_says_why_and_is_tried_later_and_later(
    town: Municipality, there: DataServer, at: datetime
) -> None:
    source = make(town, f"{there.address}/daten", at, kind=SourceKind.JSON)
    there.replies["/daten"] = Reply(b"<html>Wartung</html>")
    moments = [at]
    for _ in range(8):
        assert "JSON" in pull(source, moments[-1]).problem
        assert source.next_pull_at is not None
        moments.append(source.next_pull_at)
    waits = [(after - before) / timedelta(minutes=30) for before, after in pairwise(moments)]
    assert waits == [1, 2, 4, 8, 16, 32, 48, 48]
    assert "JSON" in source.problem
    assert AuditEntry.objects.filter(action="strategy.source.failed").count() == 1
    assert not Delivery.objects.exists()
    there.replies["/daten"] = Reply([{"Jahr": 2024, "Strom": 5}, {"Jahr": 2025, "Strom": 6}])
    assert pull(source, moments[-1]).delivery
    assert (source.problem, source.failures, source.next_pull_at) == ("", 0, moments[-1] + timedelta(days=7))


def test_a_file_that_is_no_table_changes_nothing_and_is_a_problem_of_the_source(
    town: Municipality, there: DataServer, at: datetime
) -> None:
    there.replies["/werte.csv"] = Reply(b"%PDF-1.4")
    source = make(town, f"{there.address}/werte.csv", at)
    assert pull(source, at).problem
    assert source.problem
    assert not Delivery.objects.exists()


def test_the_waits_end_at_a_day() -> None:
    assert wait_after(1) == timedelta(minutes=30)
    assert wait_after(60_000) == timedelta(days=1)


def test_two_that_see_the_same_turn_pull_once(town: Municipality, there: DataServer, at: datetime) -> None:
    make(town, f"{there.address}/werte.csv", at)
    one, other = due_sources(at).get(), due_sources(at).get()
    assert pull_due(actor=ACTOR, source=one, at=at)
    assert pull_due(actor=ACTOR, source=other, at=at) is None
    assert len(there.asked) == 1


def test_who_presses_twice_asks_once(town: Municipality, there: DataServer, at: datetime) -> None:
    source = make(town, f"{there.address}/werte.csv", at, every_days=None)
    assert pull_by_hand(actor=ACTOR, source=source, at=at).delivery
    with pytest.raises(Conflict):
        pull_by_hand(actor=ACTOR, source=source, at=at + timedelta(seconds=2))
    assert len(there.asked) == 1
    source.refresh_from_db()
    assert source.next_pull_at is None


def test_a_source_that_is_switched_off_stays_off_after_a_pull_by_hand(
    town: Municipality, there: DataServer, at: datetime
) -> None:
    source = make(town, f"{there.address}/werte.csv", at)
    switch_source(actor=ACTOR, source=source, is_on=False, at=at)
    assert not due_sources(at + timedelta(days=30)).exists()
    source.refresh_from_db()
    pull_by_hand(actor=ACTOR, source=source, at=at)
    source.refresh_from_db()
    assert source.next_pull_at is None
    switch_source(actor=ACTOR, source=source, is_on=True, at=at)
    assert due_sources(at).get() == source


def test_an_answer_to_an_old_question_is_not_handed_in(
    town: Municipality, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make(town, "https://x.de/werte.csv", at)

    def edited_meanwhile(**asked: object) -> bytes:
        text = SourceText("Stadtwerke", SourceKind.CSV, "https://x.de/andere.csv", 7)
        edit_source(actor=ACTOR, source=source, text=text, at=at)
        return TABLE

    monkeypatch.setattr("soesmart.strategy.services.source_pulls.content_of", edited_meanwhile)
    assert "geändert" in pull(source, at).problem
    assert not Delivery.objects.exists()
    assert (source.problem, source.last_digest) == ("", "")


def test_another_question_is_asked_anew_and_the_old_mapping_forgotten(
    town: Municipality, there: DataServer, at: datetime
) -> None:
    values = [[700, "2024-02-01T00:00:00Z"]]
    there.replies["/ngsi-ld/v1/temporal/entities"] = Reply([{"id": "urn:1", "consumption": {"values": values}}])
    source = make(town, there.address, at, kind=SourceKind.NGSI_LD, query=QUESTION)
    pull(source, at)
    text = SourceText("Stadtwerke", SourceKind.NGSI_LD, there.address, 7, query=QUESTION | {"rule": "mean"})
    edit_source(actor=ACTOR, source=source, text=text, at=at, revision=source.revision)
    source.refresh_from_db()
    assert (source.last_digest, source.mapping, source.next_pull_at) == ("", {}, at)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"address": ""}, "address"),
        ({"address": "file:///etc/passwd"}, "address"),
        ({"address": "https://a:b@x.de/"}, "address"),
        ({"every_days": 0}, "every_days"),
        ({"name": " "}, "name"),
        ({"query": QUESTION | {"indicator": "FEHLT"}}, "indicator"),
        ({"query": QUESTION | {"unit": "t"}}, "unit"),
        ({"query": QUESTION | {"tenant": "a\r\nX: 1"}}, "tenant"),
        ({"query": QUESTION | {"entity_type": ""}}, "entity_type"),
        ({"query": QUESTION | {"attribute": "a,b"}}, "attribute"),
        ({"query": QUESTION | {"context": 'https://x.de/">'}}, "context"),
        ({"query": QUESTION | {"rule": "max"}}, "rule"),
        ({"query": QUESTION | {"since": 1200}}, "since"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(
    town: Municipality, at: datetime, change: dict[str, Any], field: str
) -> None:
    words = {"address": "https://platform.de", "kind": SourceKind.NGSI_LD, "query": QUESTION} | change
    with pytest.raises(Refused) as caught:
        make(town, at=at, **words)
    assert caught.value.field == field


def test_two_sources_do_not_share_a_name(town: Municipality, at: datetime) -> None:
    make(town, "https://x.de/a.csv", at)
    with pytest.raises(Refused, match="heißt schon"):
        make(town, "https://x.de/b.csv", at)


def test_what_a_removed_source_delivered_stays(town: Municipality, there: DataServer, at: datetime) -> None:
    source = make(town, f"{there.address}/werte.csv", at)
    pull(source, at)
    remove_source(actor=ACTOR, source=source, at=at, revision=source.revision)
    assert Delivery.objects.get().source is None
    with pytest.raises(Conflict):
        remove_source(actor=ACTOR, source=source, at=at)


def test_without_the_setting_an_inner_address_is_a_problem_of_the_source(
    town: Municipality, there: DataServer, settings: Any, at: datetime
) -> None:
    source = make(town, f"{there.address}/werte.csv", at)
    settings.ALLOW_PRIVATE_SOURCES = False
    assert "internen Netz" in pull(source, at).problem
    assert there.asked == []


@pytest.mark.usefixtures("noon")
def test_the_job_asks_for_every_town_what_is_due_and_nothing_else(
    town: Municipality, olpe: Municipality, there: DataServer, at: datetime
) -> None:
    make(town, f"{there.address}/werte.csv", at)
    make(town, f"{there.address}/spaeter.csv", at + timedelta(days=1), name="Später")
    with scope(municipality=olpe):
        make(olpe, f"{there.address}/olpe.csv", at)
    with scope(municipality=[]):
        assert jobs.is_pull_due(at)
        assert not jobs.is_pull_due(at - timedelta(days=1))
    queued: list[tuple[str, int]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(jobs.pull_source), "later", lambda _, *args, **__: queued.append(args))
        jobs.pull_sources()
    assert sorted(slug for slug, _ in queued) == ["olpe", "soest"]
    for args in [*queued, *queued]:
        jobs.pull_source(*args)
    assert sorted(path for path, _, _ in there.asked) == ["/olpe.csv", "/werte.csv"]
    assert Indicator.objects.count() == 1
