"""Limits count visitors, not the proxy in front of the town."""

import runpy

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from soesmart.config import env
from soesmart.region.models import Municipality

SIGN_IN = "/konto/anmelden/"


@pytest.fixture
def behind_a_proxy(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(env, "BEHIND_PROXY", True)
    read_anew = runpy.run_path(str(env.ROOT / "soesmart/config/settings.py"))
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = read_anew["ALLAUTH_TRUSTED_PROXY_COUNT"]
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    cache.clear()


def tries(forwarded_for: list[str]) -> list[int]:
    """The status of each try to sign in, by the addresses that the proxy noted."""
    visitor = Client(HTTP_HOST="soest.localhost")
    return [
        visitor.post(SIGN_IN, {"login": "keine Adresse"}, HTTP_X_FORWARDED_FOR=address).status_code
        for address in forwarded_for
    ]


def test_one_visitor_does_not_use_up_the_tries_of_the_others(soest: Municipality, behind_a_proxy: None) -> None:
    assert tries(["192.0.2.1"] * 4 + ["192.0.2.2"]) == [200, 200, 200, 429, 200]


def test_an_address_that_the_visitor_made_up_counts_nothing(soest: Municipality, behind_a_proxy: None) -> None:
    assert tries([f"198.51.100.{number}, 192.0.2.1" for number in range(4)])[-1] == 429


def test_without_a_proxy_the_header_is_not_believed(soest: Municipality, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    cache.clear()
    assert tries([f"192.0.2.{number}" for number in range(4)])[-1] == 429
