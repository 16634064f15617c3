"""Promises: a list of ideas takes at most 15 ms of CPU, with 200 and with 20,000; an opinion 5 ms, a comment 8 ms.

Whole requests of a guest, with the lookup of the town. Baseline: an empty Django view in the same run. Beside the time
each line's name tells how many queries the request took.
"""

import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.measure import report
from benchmarks.pages import cpu_ms, empty_page
from benchmarks.town import HOST, demo_folder, enter

if TYPE_CHECKING:
    from soesmart.accounts.models import Person

SIZES = (200, 20_000)
COMMENTS = 2_000
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def main() -> None:
    with demo_folder() as folder:
        enter(folder)
        empty = empty_page(Client(HTTP_HOST=HOST))
        for size in SIZES:
            key = fill(size)
            for name, path in (
                ("ideas", f"/mitmachen/{key}/"),
                ("ideas_by_comments", f"/mitmachen/{key}/?ordnung=kommentare"),
                ("ideas_last_page", f"/mitmachen/{key}/?seite={size // 20}"),
                ("idea_with_comments", f"/mitmachen/{key}/ideen/1/"),
                ("results", f"/mitmachen/{key}/ergebnis/"),
            ):
                client = Client(HTTP_HOST=HOST, HTTP_ACCEPT_ENCODING="gzip")
                report(f"participation.{name}.{size}", cpu_ms(client, path), "ms CPU", empty)
                report(f"participation.{name}.{size}.queries", queries(lambda: client.get(path)), "queries", 0)  # noqa: B023
            write(f"participation.opinion.{size}", opinion(key), empty)
            write(f"participation.comment.{size}", comment(key), empty)
            write(f"participation.comment_held.{size}", comment(key, guests=1), empty)
            client = Client(HTTP_HOST=HOST)
            client.force_login(resident())
            asked = queries(lambda: client.get(f"/mitmachen/{key}/ideen/1/"))  # noqa: B023
            report(f"participation.idea_signed_in.{size}.queries", asked, "queries", 0)


def fill(size: int) -> str:
    """A campaign with `size` ideas, opinions on all of them, and comments on the first."""
    from django_scopes import scope

    from soesmart.core import clock
    from soesmart.participation.models import Campaign, Comment, Idea, Opinion, Tally, Voice, Window
    from soesmart.participation.rules import Channel, FormatState, Right
    from soesmart.participation.services import recount
    from soesmart.region.models import Municipality

    town, at, key = Municipality.objects.get(slug="soest"), clock.now(), f"messung-{size}"
    span = {"opens_at": at - timedelta(days=5), "closes_at": at + timedelta(days=5)}
    with scope(municipality=town):
        campaign = Campaign.objects.create(
            municipality=town, key=key, title="Messung", question="Was halten Sie davon?", state=FormatState.PUBLISHED,
            published_at=at, last_idea_number=size, **span,
        )  # fmt: skip
        Window.objects.bulk_create([Window(campaign=campaign, right=right, **span) for right in Right])
        ideas = Idea.objects.bulk_create(
            [
                Idea(
                    campaign=campaign, number=number, title=f"Idee {number} für die Stadt",
                    what="Was zu tun ist. " * 20, received_at=at, nonce=uuid.uuid4(),
                )
                for number in range(1, size + 1)
            ],
            batch_size=2000,
        )  # fmt: skip
        voice = Voice.objects.create(campaign=campaign, number=1, credential="0" * 64, first_at=at)
        Opinion.objects.bulk_create(
            [
                Opinion(
                    voice=voice, idea=idea, value=idea.number % 3 - 1, channel=Channel.ONLINE,
                    given_at=at, changed_at=at,
                )
                for idea in ideas
            ],
            batch_size=2000,
        )  # fmt: skip
        Comment.objects.bulk_create(
            [Comment(idea=ideas[0], text="Gut so. " * 10, written_at=at, nonce=uuid.uuid4()) for _ in range(COMMENTS)]
        )
        recount(campaign=campaign, repair=True, at=at)
        assert Tally.objects.filter(idea__campaign=campaign).count() == size
    return key


def opinion(key: str) -> Callable[[], object]:
    """A guest who has taken part before says something of the next idea."""
    client, number = Client(HTTP_HOST=HOST), count(1)
    client.post(f"/mitmachen/{key}/ideen/1/meinung/", {"value": "0"})

    def send() -> object:
        return client.post(f"/mitmachen/{key}/ideen/{next(number)}/meinung/", {"value": "1"})

    return send


def comment(key: str, guests: int = 60) -> Callable[[], object]:
    """Guests who have taken part before write in turn below the second idea; a single one is soon held for her speed.

    No mail is written with it: who follows an idea is told of its steps, not of each comment.
    """
    clients, number = [Client(HTTP_HOST=HOST) for _ in range(guests)], count(1)
    for client in clients:
        client.post(f"/mitmachen/{key}/ideen/2/meinung/", {"value": "0"})

    def send() -> object:
        turn = next(number)
        fields = {"kind": "remark", "text": f"Das ist Bemerkung {turn}.", "nonce": str(uuid.uuid4())}
        return clients[turn % guests].post(f"/mitmachen/{key}/ideen/2/kommentare/", fields)

    for _ in range(30 // guests):  # a single guest speaks until she is held
        send()
    return send


def resident() -> "Person":
    """Somebody with an account and without an office."""
    from django_scopes import scopes_disabled

    from soesmart.accounts.models import Person, RoleAssignment

    with scopes_disabled():
        return Person.objects.exclude(pk__in=RoleAssignment.objects.values("person")).order_by("pk")[0]


def write(name: str, send: Callable[[], object], empty: float, times: int = 40) -> None:
    """CPU of one write, the best of five rounds, and its queries."""
    status = send().status_code  # type: ignore[attr-defined]
    assert status in (302, 303), f"{name} answers {status}"
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(times // 5):
            send()
        rounds.append((time.process_time() - began) / (times // 5) * 1000)
    report(name, min(rounds), "ms CPU", empty)
    report(f"{name}.queries", queries(send), "queries", 0)


def queries(ask: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask()
    return sum(not row["sql"].startswith(BOOKKEEPING) for row in captured.captured_queries)


if __name__ == "__main__":
    main()
