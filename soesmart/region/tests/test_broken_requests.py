"""A form or an address that cannot be read is answered with a page that says so, on both databases."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from soesmart.region.models import Municipality

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("kind", "content"),
    [(f"{FORM}; charset=utf-7", b"a=1"), (FORM, b"&".join(b"a%d=1" % number for number in range(1001)))],
)
@pytest.mark.parametrize("host", ["soest.localhost", "region.localhost"])
def test_a_form_that_cannot_be_read(soest: Municipality, host: str, kind: str, content: bytes) -> None:
    visitor = Client(HTTP_HOST=host, enforce_csrf_checks=True, raise_request_exception=False)
    visitor.cookies["csrftoken"] = "a" * 32
    answer = visitor.post("/", content, content_type=kind)
    assert answer.status_code == 400
    assert "Diese Anfrage war nicht zu verstehen" in answer.content.decode()


@pytest.fixture
def strict_database() -> Iterator[None]:
    """SQLite takes the character zero; like this it refuses it as PostgreSQL does."""

    def refuse(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: Any) -> Any:
        assert "\\x00" not in repr(values), values
        return execute(sql, values, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("host", ["soest.localhost", "region.localhost"])
@pytest.mark.parametrize("path", ["/%00/", "/a%00b/", "/strategie/ziele/%00/", "/media/images/%00", "/aktuelles/%00/"])
def test_no_page_has_a_zero_in_its_address(soest: Municipality, strict_database: None, host: str, path: str) -> None:
    assert Client(HTTP_HOST=host).get(path).status_code == 404


def test_a_zero_in_a_query_is_a_blank(soest: Municipality, strict_database: None) -> None:
    visitor = Client(HTTP_HOST="soest.localhost")
    assert visitor.get("/strategie/strategie.pdf?fassung=a%00b").status_code == 404
    assert 'value="haus dach"' in visitor.get("/suche/?q=haus%00dach").content.decode()
