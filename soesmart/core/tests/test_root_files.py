"""What browsers ask for by themselves, whatever page they show."""

import pytest
from django.test import Client


@pytest.mark.parametrize("host", ["soest.localhost", "nowhere.example"])
def test_the_icon_is_there_on_every_host_without_a_look_into_the_database(host: str) -> None:
    answer = Client(headers={"host": host}).get("/favicon.ico")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"\x00\x00\x01\x00")  # type: ignore[attr-defined]
