"""Promises: durable votes reach 0.3 of what a bare ASGI endpoint on the same server answers in the same run, and 8,000
a second on an idle machine; 4,000 a second while 2,000 streams are open.

Durable: SQLite, synchronous FULL, answered after COMMIT. Real events, a cookie for every voter, the form as a phone
posts it. Ours and the bare endpoint are asked in turns by the same crowd with the same requests; value and baseline are
medians. In the end what was acknowledged is compared with what is stored.
"""

import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.evening import BARE, SERVE, Asked, crowd, evenings, result, server, write_ballots, write_stream
from benchmarks.measure import report
from benchmarks.town import copied
from tests.ballots.servers import state

ROUNDS, SECONDS, CONNECTIONS = 5, 3.0, 500
# More than are asked for in one round by the fastest machine we know.
VOTERS = 60_000
STREAMS, RATE, TOGETHER = 2_000, 4_000, 8.0


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = copied(Path(scratch))
        rounds = evenings(folder, VOTERS, ROUNDS + 1)
        files = [folder / f"ballots-{number}" for number in range(ROUNDS + 1)]
        for evening, file in zip(rounds, files, strict=True):
            write_ballots(evening, file)
        with server(SERVE, folder) as ours, server(BARE, folder) as bare:
            alone(ours, bare, files[:ROUNDS])
            together(ours, rounds[ROUNDS], files[ROUNDS])
            report("votes.threads", ours.threads(), "threads", bare.threads())
        stored = sum(len(state(folder, evening["round"])["receipts"]) for evening in rounds)
        report("votes.acknowledged", SENT["stored"], "ballots", stored)
        assert SENT["stored"] <= stored, "something that was acknowledged is not stored"


SENT = {"stored": 0}


def alone(ours: Asked, bare: Asked, files: list[Path]) -> None:
    rates: dict[Asked, list[float]] = {ours: [], bare: []}
    costs: dict[Asked, list[float]] = {ours: [], bare: []}
    waits = []
    for file in files:
        for asked in (ours, bare):
            before = asked.processor()
            told = result(crowd("votes", asked.port, file, CONNECTIONS, SECONDS))
            assert told["stored"] == told["answers"], told
            rates[asked].append(told["answers"] / told["seconds"])
            costs[asked].append((asked.processor() - before) / told["answers"] * 1e6)
            if asked is ours:
                SENT["stored"] += told["stored"]
                waits.append(told["p95"])
    report("votes.rate", statistics.median(rates[ours]), "votes/s", statistics.median(rates[bare]))
    report("votes.processor", statistics.median(costs[ours]), "µs CPU/vote", statistics.median(costs[bare]))
    report("votes.p95", statistics.median(waits), "ms", 0)


def together(ours: Asked, evening: dict[str, object], ballots: Path) -> None:
    """Votes at a set pace while phones listen."""
    listen = ballots.with_name("listen")
    write_stream(f"/live/abend/{evening['event']}/strom", listen)
    streams = crowd("streams", ours.port, listen, STREAMS, TOGETHER)
    assert streams.stdout is not None
    assert streams.stdout.readline() == "open\n"
    time.sleep(0.5)
    votes = result(crowd("votes", ours.port, ballots, CONNECTIONS, TOGETHER, RATE))
    heard = result(streams)
    SENT["stored"] += votes["stored"]
    assert votes["stored"] == votes["answers"], votes
    report(f"votes.with_{STREAMS}_streams", votes["answers"] / votes["seconds"], "votes/s", RATE)
    report(f"votes.with_{STREAMS}_streams.vote_p95", votes["p95"], "ms", 0)
    report(f"votes.with_{STREAMS}_streams.snapshot_p95", heard["p95"], "ms", 0)
    assert heard["lost"] == 0, heard


if __name__ == "__main__":
    main()
