"""Promise: goal page, field page and house take at most 15 ms of CPU. Baseline: an empty Django view in the same run.

Each page is asked for in this process through the whole chain of middleware; what counts is the process's CPU time.
"""

import time
from functools import partial

from django.test import Client, override_settings

from benchmarks.measure import report
from benchmarks.town import HOST, demo_folder, enter, paths

ROUNDS, REQUESTS = 7, 12


def main() -> None:
    with demo_folder() as folder:
        enter(folder)
        client = Client(HTTP_HOST=HOST, HTTP_ACCEPT_ENCODING="gzip")
        empty = empty_page(client)
        for name, path in paths().items():
            report(f"pages.{name}", cpu_ms(client, path), "ms CPU", empty)


def empty_page(client: Client) -> float:
    """CPU milliseconds of an empty view: what every page costs at least."""
    with override_settings(ROOT_URLCONF="benchmarks.empty"):
        return cpu_ms(client, "/")


def cpu_ms(client: Client, path: str) -> float:
    """CPU milliseconds of one request: the best of several rounds, for the rest is noise of the machine."""
    status = client.get(path).status_code
    assert status == 200, f"{path} antwortet mit {status}"
    ask = partial(client.get, path)
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(REQUESTS):
            ask()
        rounds.append((time.process_time() - began) / REQUESTS * 1000)
    return min(rounds)


if __name__ == "__main__":
    main()
