"""Other computers are asked with patience and care; no address opens the town's own network."""

import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from soesmart.core.refusals import Refused
from soesmart.strategy.pulling import fetch as fetching
from soesmart.strategy.pulling.addresses import is_public, place_of, require_not_private
from soesmart.strategy.pulling.connection import patience
from soesmart.strategy.pulling.fetch import Answer, fetch
from soesmart.strategy.tests.data_servers import DataServer, Reply, data_server


def get(address: str, headers: dict[str, str] | None = None, *, seconds: float = 5, private: bool = True) -> Answer:
    with patience(seconds) as waiting:
        return fetch(address, waiting=waiting, allow_private=private, headers=headers)


def refusal(address: str, **options: float | bool) -> str:
    with pytest.raises(Refused) as caught:
        get(address, **options)  # type: ignore[arg-type]
    return caught.value.code.removeprefix("strategy.source.")


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "::",
        "fec0::1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "4000::1",
    ],
)  # fmt: skip
def test_addresses_of_inner_networks_are_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["193.99.144.80", "2a02:2e0:3fe:1001:302::", "::ffff:193.99.144.80"])
def test_addresses_of_the_internet_are_public(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "169.254.169.254", "[::1]", "2130706433", "0x7f.1", "localhost", "a.LOCALHOST."]
)
def test_a_host_that_is_inner_by_its_own_words_needs_no_look_up(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: pytest.fail("nobody is asked"))
    with pytest.raises(Refused, match="internen Netz"):
        require_not_private(place_of(f"http://{host}/daten.csv"))


@pytest.mark.parametrize("host", ["beispiel.de", "localhost.beispiel.de", "8.8.8.8", "[2606:4700::1111]"])
def test_other_hosts_may_be_saved(host: str) -> None:
    require_not_private(place_of(f"https://{host}/daten.csv"))


@pytest.mark.parametrize("address", ["127.0.0.1", "[::1]", "2130706433", "0x7f.1", "localhost"])
def test_no_spelling_of_the_own_computer_is_asked(there: DataServer, address: str) -> None:
    port = place_of(there.address).port
    assert refusal(f"http://{address}:{port}/daten.csv", private=False) == "private"
    assert there.asked == []


def test_a_redirect_into_an_inner_network_is_refused(there: DataServer, monkeypatch: pytest.MonkeyPatch) -> None:
    there.replies["/daten.csv"] = Reply(status=302, headers={"Location": "http://169.254.169.254/meta"})
    public = fetching.resolve
    monkeypatch.setattr(
        fetching,
        "resolve",
        lambda place, *, allow_private: public(place, allow_private=place.host == "127.0.0.1"),
    )
    assert refusal(f"{there.address}/daten.csv", private=False) == "private"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("file:///etc/passwd", "address"),
        ("ftp://beispiel.de/daten", "address"),
        ("https://", "address"),
        ("https://name:wort@beispiel.de/daten", "secret"),
        ("http://beispiel.de:99999/", "address"),
        ("http://" + "a" * 70 + ".de/", "address"),
    ],
)
def test_only_web_addresses_without_secrets_are_asked(address: str, code: str) -> None:
    assert refusal(address) == code


def test_a_redirect_is_followed_but_not_for_ever(there: DataServer) -> None:
    there.replies["/alt"] = Reply(status=301, headers={"Location": "/neu"})
    there.replies["/neu"] = Reply(b"Jahr;Wert\n2024;1\n")
    there.replies["/kreis"] = Reply(status=302, headers={"Location": "/kreis"})
    assert get(f"{there.address}/alt").content == b"Jahr;Wert\n2024;1\n"
    assert refusal(f"{there.address}/kreis") == "redirects"


@pytest.mark.parametrize(("status", "code"), [(401, "denied"), (404, "gone"), (429, "too_often"), (503, "status")])
def test_what_a_server_refuses_is_said_in_words(there: DataServer, status: int, code: str) -> None:
    there.replies["/daten"] = Reply(status=status)
    assert refusal(f"{there.address}/daten") == code


def test_more_than_five_megabytes_are_not_taken(there: DataServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_BYTES", 1000)
    there.replies["/viel"] = Reply(b"x" * 1001)
    there.replies["/genug"] = Reply(b"x" * 1000)
    assert refusal(f"{there.address}/viel") == "too_big"
    assert len(get(f"{there.address}/genug").content) == 1000


def test_a_server_that_drips_is_cut_off(there: DataServer) -> None:
    stop = threading.Event()

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while not stop.wait(0.02):
            request.wfile.write(b"x")
            request.wfile.flush()

    def drip_head(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not stop.wait(0.02):
            request.wfile.write(b"X-Slow: 1\r\n")
            request.wfile.flush()

    there.replies["/langsam"] = Reply(send=drip)
    there.replies["/kopf"] = Reply(send=drip_head)
    assert refusal(f"{there.address}/langsam", seconds=0.15) == "too_slow"
    assert refusal(f"{there.address}/kopf", seconds=0.15) in {"too_slow", "unreachable"}
    stop.set()


def test_an_answer_that_breaks_off_is_not_taken(there: DataServer) -> None:
    there.replies["/halb"] = Reply(b"Jahr;Wert\n", headers={"Content-Length": "500"})
    assert refusal(f"{there.address}/halb") == "cut_off"


def test_nobody_there_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal("http://127.0.0.1:9/") == "unreachable"

    def unknown(*args: object, **options: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert refusal("http://gibt-es-nicht.invalid/") == "unknown_host"


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    there: DataServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.replies["/daten"] = Reply(b"da")
    port = place_of(there.address).port
    asked: list[object] = []
    real = socket.getaddrinfo

    def changing(host: str, *args: Any, **options: Any) -> Any:
        asked.append(host)
        number = "127.0.0.1" if asked.count(host) == 1 else "10.0.0.1"
        return real(number if host == "daten.beispiel" else host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    assert get(f"http://daten.beispiel:{port}/daten").content == b"da"
    assert asked.count("daten.beispiel") == 1
    assert there.asked[0][2]["Host"] == f"daten.beispiel:{port}"


def test_a_second_address_is_tried_where_the_first_is_out_of_reach(
    there: DataServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    there.replies["/daten"] = Reply(b"da")
    monkeypatch.setattr(fetching, "resolve", lambda *_, **__: ["127.0.0.2", "127.0.0.1"])
    assert get(f"{there.address}/daten").content == b"da"


def test_a_certificate_must_fit_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with data_server(secured_for="daten.beispiel") as there:
        there.replies["/daten"] = Reply(b"da")
        there.replies["/um"] = Reply(status=302, headers={"Location": "http://daten.beispiel/"})
        monkeypatch.setattr(fetching, "resolve", lambda *_, **__: ["127.0.0.1"])
        named = f"https://daten.beispiel:{place_of(there.address).port}"
        assert refusal(f"{named}/daten") == "tls"
        trusting = ssl.create_default_context(cafile=there.certificate)
        monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
        assert get(f"{named}/daten").content == b"da"
        assert refusal(f"{named}/um") == "downgrade"
        assert refusal(named.replace("daten.beispiel", "anders.beispiel")) == "tls"
