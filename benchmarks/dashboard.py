"""Promise: the dashboard of 28 goals takes at most 30 ms of CPU, also right after a write.

Among 5,000 indicators of a hundred other towns it costs the same. Baseline: an empty Django view in the same run; among
the other towns the dashboard alone.
"""

import time
from collections.abc import Callable

from django.test import Client

from benchmarks.measure import report
from benchmarks.pages import cpu_ms, empty_page
from benchmarks.town import HOST, demo_folder, enter

PAGE = "/strategie/lage/"
TOWNS, INDICATORS = 100, 50
ROUNDS = 15


def main() -> None:
    with demo_folder() as folder:
        enter(folder)
        from soesmart.core import clock
        from soesmart.region.models import Region
        from soesmart.strategy.queries.remembered import forget
        from soesmart.strategy.tests.deciding import fill_towns

        client = Client(HTTP_HOST=HOST, HTTP_ACCEPT_ENCODING="gzip")
        empty = empty_page(client)
        alone, first = cpu_ms(client, PAGE), after_a_write(client, forget)
        report("dashboard.again", alone, "ms CPU", empty)
        report("dashboard.after_a_write", first, "ms CPU", empty)
        fill_towns(Region.objects.get(), TOWNS, INDICATORS, clock.now())
        report("dashboard.again_among_5000", cpu_ms(client, PAGE), "ms CPU", alone)
        report("dashboard.after_a_write_among_5000", after_a_write(client, forget), "ms CPU", first)


def after_a_write(client: Client, forget: Callable[[], None]) -> float:
    """CPU milliseconds of the reader for whom nothing is kept: the best of several."""
    client.get(PAGE)
    rounds = []
    for _ in range(ROUNDS):
        forget()
        began = time.process_time()
        client.get(PAGE)
        rounds.append((time.process_time() - began) * 1000)
    return min(rounds)


if __name__ == "__main__":
    main()
