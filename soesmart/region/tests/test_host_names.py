"""The town follows from the Host header, however the header is written."""

from datetime import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from soesmart.core.refusals import Refused
from soesmart.region.models import HostName, Municipality, Region
from soesmart.region.rules import host_of, is_local
from soesmart.region.services import add_host


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("soest.localhost", "soest.localhost"),
        ("soest.localhost:8000", "soest.localhost"),
        ("SOEST.localhost.", "soest.localhost"),
        ("soest.localhost.:8000", "soest.localhost"),
        ("[::1]", "::1"),
        ("[::1]:8000", "::1"),
        ("127.0.0.1:8000", "127.0.0.1"),
        ("", ""),
        ("soest.localhost:8000@evil.example", ""),
        ("soest.localhost, evil.example", ""),
        ("soest.localhost/", ""),
        ("::1", ""),
    ],
)
def test_a_header_gives_the_bare_name_or_nothing(header: str, name: str) -> None:
    assert host_of(header) == name


@pytest.mark.parametrize("host", ["localhost", "soest.localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_names_of_this_machine_are_local(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["soest.de", "localhost.soest.de", "mylocalhost", "10.0.0.1", ""])
def test_all_other_names_are_public(host: str) -> None:
    assert not is_local(host)


@pytest.mark.parametrize("header", ["soest.localhost", "soest.localhost:80", "Soest.Localhost.", "[::1]:8000"])
def test_the_town_answers_under_each_writing_of_its_names(soest: Municipality, header: str) -> None:
    HostName.objects.create(host="::1", municipality=soest)
    answer = Client(HTTP_HOST=header).get("/stadt/")
    assert answer.status_code == 200
    assert "Stadt Soest" in answer.content.decode()


@pytest.mark.parametrize("header", ["soest.localhost:", "[127.0.0.1]", "soest_alt.localhost"])
def test_a_host_that_django_refuses_is_answered_as_a_foreign_one(soest: Municipality, header: str) -> None:
    for host in ("127.0.0.1", "soest_alt.localhost"):
        HostName.objects.create(host=host, municipality=soest)
    assert Client(HTTP_HOST=header, raise_request_exception=False).get("/stadt/").status_code == 421


@pytest.mark.parametrize("header", ["evil.example", "soest.localhost.evil.example", "", "soest.localhost@evil.example"])
def test_a_foreign_host_gets_a_page_that_names_no_town(soest: Municipality, olpe: Municipality, header: str) -> None:
    answer = Client(HTTP_HOST=header).get("/stadt/")
    assert answer.status_code == 421
    text = answer.content.decode()
    assert "Unter dieser Adresse antwortet keine Stadt" in text
    assert "Soest" not in text
    assert "Olpe" not in text


def test_a_forwarded_host_counts_only_behind_a_proxy(soest: Municipality, olpe: Municipality) -> None:
    answer = Client(HTTP_HOST="soest.localhost", HTTP_X_FORWARDED_HOST="olpe.localhost").get("/stadt/")
    assert "Stadt Soest" in answer.content.decode()


def test_a_name_belongs_to_one_town(soest: Municipality, olpe: Municipality, at: datetime) -> None:
    add_host(actor="system:test", host="Zukunft.example.", municipality=soest, at=at)
    with pytest.raises(Refused, match="antwortet schon eine andere Stadt"):
        add_host(actor="system:test", host="zukunft.example", municipality=olpe, at=at)


def test_the_same_name_for_the_same_town_is_nothing_new(soest: Municipality, at: datetime) -> None:
    made = add_host(actor="system:test", host="zukunft.example", municipality=soest, at=at)
    assert add_host(actor="system:test", host="zukunft.example", municipality=soest, at=at) == made


def test_what_is_no_name_is_refused(five_towns: Region, at: datetime) -> None:
    with pytest.raises(Refused, match="kein Rechnername"):
        add_host(actor="system:test", host="http://zukunft.example/", region=five_towns, at=at)


def test_the_demo_takes_no_public_name(soest: Municipality, settings: Settings, at: datetime) -> None:
    settings.DEMO = True
    with pytest.raises(Refused, match="nur unter localhost"):
        add_host(actor="system:test", host="soest.example", municipality=soest, at=at)
