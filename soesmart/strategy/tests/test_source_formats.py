"""What other computers answer becomes a table, or a sentence that says why not."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.core.refusals import Refused
from soesmart.strategy.pulling.by_year import Rule, by_year
from soesmart.strategy.pulling.connection import patience
from soesmart.strategy.pulling.csv_text import csv_bytes
from soesmart.strategy.pulling.fetch import Answer, fetch
from soesmart.strategy.pulling.json_table import json_rows
from soesmart.strategy.pulling.ngsi_ld import History, Question, history
from soesmart.strategy.tests.data_servers import DataServer, Reply

ENTITIES = "/ngsi-ld/v1/temporal/entities"
QUESTION = Question("EnergyMeter", "consumption", "IND-ENE-1", "sum", 2022)


def test_a_list_of_objects_is_a_table_with_exact_numbers() -> None:
    content = b'[{"jahr": 2023, "wert": 1.2340, "ort": {"name": "Soest"}}, {"jahr": 2024, "wert": null, "neu": true}]'
    rows = json_rows(content)
    assert rows[0] == ["jahr", "wert", "ort.name", "neu"]
    assert csv_bytes(rows) == b"jahr;wert;ort.name;neu\n2023;1,2340;Soest;\n2024;;;ja\n"


def test_three_decimals_cannot_be_taken_for_thousands() -> None:
    assert csv_bytes([[Decimal("1.234"), Decimal("12.50"), 1234567, Decimal("1E+3")]]) == b"1,2340;12,5;1234567;1000\n"


def test_a_list_inside_is_found_by_its_path_or_by_being_the_only_one() -> None:
    content = b'{"ok": true, "result": {"records": [{"a": 1}], "fields": ["a"]}}'
    assert json_rows(content) == json_rows(content, "result.records") == [["a"], [1]]
    with pytest.raises(Refused, match=r"result\.rows"):
        json_rows(content, "result.rows")
    with pytest.raises(Refused, match="eindeutig"):
        json_rows(b'{"a": [{"x": 1}], "b": [{"x": 2}]}')


@pytest.mark.parametrize(
    "content", [b"<html></html>", b"", b"[" * 100_000, b'{"a": 1', b"\xff\xfe", b"[]", b"[1, 2]", b'"text"', b"{}"]
)
def test_what_is_no_table_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(Refused):
        json_rows(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["a", "id", "values", "value", "observedAt", "consumption"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60)
@given(st.lists(JSON, max_size=3) | JSON)
def test_whatever_comes_is_a_table_or_a_refusal(found: object) -> None:
    content = json.dumps(found).encode()
    with suppress(Refused):
        csv_bytes(json_rows(content))
    with suppress(Refused):
        by_year(history("https://x.de", QUESTION, lambda *_: Answer(content)), Rule.SUM, this_year=2026)


def test_numbers_beyond_reason_stay_text() -> None:
    assert csv_bytes(json_rows(b'[{"a": 1e999999, "b": NaN}]')) == b"a;b\n1E+999999;\n"


def asked_by(there: DataServer, question: Question = QUESTION) -> History:
    with patience(5) as waiting:
        return history(
            f"{there.address}/ngsi-ld/v1",
            question,
            lambda address, headers: fetch(address, waiting=waiting, allow_private=True, headers=headers),
        )


def simplified(number: int, *values: tuple[float, str]) -> dict[str, object]:
    return {"id": f"urn:m:{number}", "type": "EnergyMeter", "consumption": {"type": "Property", "values": list(values)}}


def test_the_simplified_form_is_asked_for_and_read(there: DataServer) -> None:
    there.replies[ENTITIES] = Reply([simplified(1, (10.5, "2022-06-01T00:00:00Z"), (2, "2023-06-01T00:00:00.5Z"))])
    question = Question("EnergyMeter", "consumption", "IND", "sum", 2022, "urn:m:1", "soest", "https://x.de/c.jsonld")
    found = asked_by(there, question)
    assert by_year(found, Rule.SUM, this_year=2026) == [(2022, Decimal("10.5")), (2023, Decimal(2))]
    _, query, headers = there.asked[0]
    assert query == {
        "type": "EnergyMeter", "attrs": "consumption", "timerel": "after", "timeAt": "2021-12-31T22:59:59Z",
        "options": "temporalValues", "limit": "100", "offset": "0", "id": "urn:m:1",
    }  # fmt: skip
    assert headers["NGSILD-Tenant"] == "soest"
    assert headers["Link"].startswith('<https://x.de/c.jsonld>; rel="http://www.w3.org/ns/json-ld#context"')


def test_the_full_form_is_read_with_its_unit(there: DataServer) -> None:
    value = {"type": "Property", "unitCode": "KWH"}
    there.replies[ENTITIES] = Reply(
        [
            {
                "id": "urn:m:1",
                "https://vocabulary.de/consumption": [
                    value | {"value": 3, "observedAt": "2024-03-01T00:00:00Z"},
                    value | {"value": 5, "observedAt": "2024-09-01T00:00:00Z"},
                ],
            },
            {"id": "urn:m:2", "consumption": value | {"value": 1, "observedAt": "2024-09-01T00:00:00Z"}},
        ]
    )
    found = asked_by(there)
    assert found.unit == "kWh"
    assert by_year(found, Rule.MEAN, this_year=2026) == [(2024, Decimal(3))]


def test_entities_come_in_pages(there: DataServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soesmart.strategy.pulling.ngsi_ld.PAGE", 2)
    meters = [simplified(number, (1, "2024-01-05T00:00:00Z")) for number in range(5)]

    def page(query: dict[str, str]) -> Reply:
        start = int(query["offset"])
        return Reply(meters[start : start + int(query["limit"])])

    there.replies[ENTITIES] = page
    assert by_year(asked_by(there), Rule.SUM, this_year=2026) == [(2024, Decimal(5))]
    assert [query["offset"] for _, query, _ in there.asked] == ["0", "2", "4"]


def test_a_platform_that_knows_no_pages_is_not_asked_for_ever(
    there: DataServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soesmart.strategy.pulling.ngsi_ld.PAGE", 1)
    there.replies[ENTITIES] = Reply([simplified(1, (1, "2024-01-05T00:00:00Z"))])
    assert by_year(asked_by(there), Rule.SUM, this_year=2026) == [(2024, Decimal(1))]
    assert len(there.asked) == 2


def test_long_histories_come_in_spans_of_time(there: DataServer) -> None:
    days = [f"2024-0{month}-01T00:00:00Z" for month in range(1, 8)]

    def span(query: dict[str, str]) -> Reply:
        later = [day for day in days if day > query["timeAt"]]
        return Reply([simplified(1, *((1, day) for day in later[:3]))], 206 if len(later) > 3 else 200)

    there.replies[ENTITIES] = span
    assert by_year(asked_by(there), Rule.SUM, this_year=2026) == [(2024, Decimal(7))]
    assert [query.get("id") for _, query, _ in there.asked] == [None, "urn:m:1", "urn:m:1"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"title": "Bad Request"}, "ngsi_ld"),
        ([1], "ngsi_ld"),
        ([{"id": "a", "consumption": "5"}], "ngsi_ld"),
        ([simplified(1, ("viel", "2024-01-05T00:00:00Z"))], "no_number"),  # type: ignore[arg-type]
        ([simplified(1, (1, "gestern"))], "no_time"),
        ([simplified(1, (1, "0001-01-01T00:00:00+14:00"))], "no_time"),
        (b"<html>", "json"),
    ],
)
def test_answers_of_another_form_are_refused_in_words(there: DataServer, body: object, code: str) -> None:
    there.replies[ENTITIES] = Reply(body)
    with pytest.raises(Refused) as caught:
        asked_by(there)
    assert caught.value.code == f"strategy.source.{code}"


def test_values_in_two_units_are_not_added_up(there: DataServer) -> None:
    both = [{"value": 1, "observedAt": "2024-01-05T00:00:00Z", "unitCode": code} for code in ("KWH", "MWH")]
    there.replies[ENTITIES] = Reply([{"id": "a", "consumption": both}])
    with pytest.raises(Refused, match="MWh und kWh"):
        asked_by(there)


def of_meter(name: str, *moments: str) -> dict[tuple[str, str, datetime], Decimal]:
    return {
        (name, "", datetime.fromisoformat(moment).replace(tzinfo=UTC)): Decimal(number)
        for number, moment in enumerate(moments, start=1)
    }


def test_a_year_is_one_in_berlin_and_the_running_one_is_left_out() -> None:
    found = History(of_meter("a", "2023-12-31T22:59", "2023-12-31T23:00", "2024-12-31T22:59", "2025-01-01T00:00"))
    assert by_year(found, Rule.SUM, this_year=2025) == [(2023, Decimal(1)), (2024, Decimal(5))]
    assert by_year(found, Rule.LAST, this_year=2025) == [(2023, Decimal(1)), (2024, Decimal(3))]
    assert by_year(found, Rule.MEAN, this_year=2025) == [(2023, Decimal(1)), (2024, Decimal("2.5"))]


def test_a_last_value_of_two_entities_is_refused() -> None:
    with pytest.raises(Refused, match="mehrere Entitäten"):
        by_year(History(of_meter("a", "2024-05-01") | of_meter("b", "2024-05-01")), Rule.LAST, this_year=2026)
