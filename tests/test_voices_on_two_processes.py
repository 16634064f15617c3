"""500 codes, each sent to two server processes at the same moment: one voice for every code, and counts that hold."""

import shutil
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from tests import prepared, processes
from tests.processes import two_servers

CODES = 500
# Django takes any token that the cookie and the form agree on.
TOKEN = "a" * 32


@pytest.fixture(scope="module")
def folder(worker_folder: Path) -> Path:
    return Path(shutil.copytree(prepared.migrated(), worker_folder / "voices"))


@pytest.fixture(scope="module")
def codes(folder: Path) -> list[str]:
    found: list[str] = ask(folder, "prepare", str(CODES))
    return found


@pytest.fixture(scope="module")
def ports(folder: Path, codes: list[str]) -> Iterator[list[int]]:
    with two_servers(folder) as both:
        yield both


def ask(folder: Path, *what: object) -> Any:
    return processes.ask("tests.voices.folder", folder, *what)


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


OPENER = urllib.request.build_opener(_StayHere())


def post(port: int, path: str, cookies: str, **fields: str) -> tuple[int, str]:
    """Status, and the cookies that the answer sets, as a header."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        data=urllib.parse.urlencode(fields).encode(),
        headers={"Host": f"soest.localhost:{port}", "Cookie": f"csrftoken={TOKEN}; {cookies}", "X-CSRFToken": TOKEN},
    )
    try:
        answer = OPENER.open(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    jar = SimpleCookie()
    for header in answer.headers.get_all("Set-Cookie", []):
        jar.load(header)
    return answer.status, "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


def test_each_code_is_one_voice_whatever_comes_at_once(folder: Path, codes: list[str], ports: list[int]) -> None:
    gates = {code: threading.Barrier(2) for code in codes}

    def take_part(code: str, port: int, value: str) -> int:
        status, cookies = post(port, "/mitmachen/ideen/zugang/", "", code=code)
        gates[code].wait(30)
        if status not in {302, 303}:
            return status
        return post(port, "/mitmachen/ideen/ideen/1/meinung/", cookies, value=value)[0]

    with ThreadPoolExecutor(16) as pool:
        sent = [
            pool.submit(take_part, code, port, value)
            for code in codes
            for port, value in zip(ports, ("1", "-1"), strict=True)
        ]
        answers = [one.result() for one in sent]
    stored = ask(folder, "state")
    assert set(answers) <= {302, 303}, sorted(set(answers))
    assert stored == {
        "voices": CODES,
        "opinions": CODES,
        "used": CODES,
        "counted": [CODES] * 4,
        "either": CODES,
        "drifts": [],
    }
