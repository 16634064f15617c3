"""Many who want a place at the same moment; for the test and for the benchmark."""

import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import processes

PAGE = "/veranstaltungen/zukunftsreise/karten/"
# Django takes any token that the cookie and the form agree on.
TOKEN = "a" * 32


@dataclass(frozen=True)
class Answer:
    """What a buyer got. location: where she was sent; seconds: from sending to the answer."""

    buyer: str
    status: int
    location: str
    seconds: float


def ask(folder: Path, *what: object) -> Any:
    """See tests.seats.folder."""
    return processes.ask("tests.seats.folder", folder, *what)


def form_of(number: int) -> dict[str, str]:
    """One place for a buyer of her own."""
    who = f"gast-{number}@example.org"
    return {"category": "saal", "seats": "1", "name": f"Gast {number}", "email": who, "nonce": str(uuid.uuid4())}


def headers_for(port: int) -> dict[str, str]:
    return {"Host": f"soest.localhost:{port}", "Cookie": f"csrftoken={TOKEN}", "X-CSRFToken": TOKEN}


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


OPENER = urllib.request.build_opener(_StayHere())


def look(ports: Sequence[int], people: int) -> None:
    """So many look at the page of booking, as everybody does before she buys."""
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(_look, [ports[number % len(ports)] for number in range(people)]))


def _look(port: int) -> None:
    request = urllib.request.Request(f"http://127.0.0.1:{port}{PAGE}", headers=headers_for(port))
    with OPENER.open(request, timeout=60) as answer:
        answer.read()


def storm(ports: Sequence[int], buyers: int) -> list[Answer]:
    """All at once, each for one place; every other one says at once that she would also wait."""
    gate = threading.Barrier(buyers)
    with ThreadPoolExecutor(buyers) as pool:
        sent = [pool.submit(_buy, ports[number % 4 // 2], number, gate) for number in range(buyers)]
        return [one.result() for one in sent]


def _buy(port: int, number: int, gate: threading.Barrier) -> Answer:
    fields = form_of(number) | ({"warten": "ja"} if number % 2 else {})
    data = urllib.parse.urlencode(fields).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}{PAGE}", data, headers_for(port))
    gate.wait(60)
    began = time.monotonic()
    try:
        answer = OPENER.open(request, timeout=60)
    except urllib.error.HTTPError as error:
        answer = error
    return Answer(fields["email"], answer.status, answer.headers.get("Location", ""), time.monotonic() - began)
