"""The box for ballots: what is answered as stored is stored.

    outcome = cast_from_thread(Paper(event.pk, round.pk, voter, nonce, canonical(choice), clock.now()))

In a process with the live engine its batch writer stores the paper together with those that come over the live paths;
without one (tests, commands, plain WSGI) it is stored here and now, by the same statement.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from itertools import groupby

from soesmart.events.live.papers import Outcome, Paper
from soesmart.events.live.store import deposit, durably

# Seconds until a page gives up on the batch writer; the paper may be stored all the same, so it is sent again.
PATIENCE = 20.0

# The queue of the engine of this process, while one runs.
WRITERS: list[Callable[[Paper], "Future[Outcome]"]] = []


def cast(papers: Sequence[Paper]) -> list[Outcome]:
    """Store ballots and say what became of each; on this thread's connection, in one transaction for each round."""
    outcomes: dict[int, Outcome] = {}
    numbered = sorted(enumerate(papers), key=lambda one: one[1].round)
    for round_, group in groupby(numbered, key=lambda one: one[1].round):
        numbers, together = zip(*group, strict=True)
        with durably():
            found = deposit(round_, together)
        outcomes.update(zip(numbers, found.outcomes, strict=True))
    return [outcomes[number] for number in range(len(papers))]


def cast_from_thread(paper: Paper) -> Outcome:
    """Store one ballot from a thread that serves a page. TimeoutError when the batch writer does not answer."""
    for writer in WRITERS:
        return writer(paper).result(PATIENCE)
    return cast([paper])[0]
