"""A form that cannot be read is answered with the page that says so, also to those who carry the cookie of a form."""

import pytest
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
