"""Promise: 5,000 open streams get 4 snapshots a second, 95 of 100 of them within 300 ms, at less than 16 KiB each.

Baseline: a bare broadcaster on the same server, measured before in the same run. The snapshots are the real ones of a
stage (tally, people, round) while votes come in; the bare messages have as many bytes. Time is from the server's clock
in the message to its arrival.
"""

import tempfile
import time
from pathlib import Path

from benchmarks.evening import BARE, SERVE, Asked, crowd, evenings, result, server, write_ballots, write_stream
from benchmarks.measure import report
from benchmarks.town import copied
from tests.ballots.servers import state

STREAMS, SECONDS, RATE = 5_000, 8.0, 40


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = copied(Path(scratch))
        evening, other = evenings(folder, int(RATE * (SECONDS + 8)), 2)
        ballots, warm, listen = folder / "ballots", folder / "warm", folder / "listen"
        write_ballots(evening, ballots)
        write_ballots(other, warm)
        write_stream("/strom", listen)
        with server(BARE, folder, BARE_BYTES="420") as bare:
            baseline = measured(bare, listen)
        write_stream(f"/live/abend/{evening['event']}/strom?gesicht=leinwand&schluessel={evening['key']}", listen)
        with server(SERVE, folder) as ours:
            result(crowd("votes", ours.port, warm, 20, SECONDS))
            value = measured(ours, listen, ballots)
            threads = ours.threads()
        assert state(folder, evening["round"])["receipts"], "nothing was voted"
    for name, unit in (("p95", "ms"), ("updates", "1/s"), ("memory", "KiB/stream"), ("processor", "µs CPU/message")):
        report(f"streams.{name}", value[name], unit, baseline[name])
    report("streams.threads", threads, "threads", 0)


def measured(asked: Asked, listen: Path, ballots: Path | None = None) -> dict[str, float]:
    """Open the streams, then listen. ballots: what makes snapshots change; a bare server does so by itself."""
    result(crowd("streams", asked.port, listen, 200, 0.1))
    before = asked.memory()
    streams = crowd("streams", asked.port, listen, STREAMS, SECONDS)
    assert streams.stdout is not None
    assert streams.stdout.readline() == "open\n"
    votes = crowd("votes", asked.port, ballots, 20, SECONDS + 6, RATE) if ballots else None
    time.sleep(3)
    worked = asked.processor()
    time.sleep(SECONDS / 2)
    memory = (asked.memory() - before) / STREAMS
    heard = result(streams)
    processor = (asked.processor() - worked) / max(heard["messages"], 1) * 1e6
    if votes:
        result(votes)
    assert heard["lost"] == 0, heard
    updates = heard["messages"] / STREAMS / SECONDS
    return {"p95": heard["p95"], "updates": updates, "memory": memory, "processor": processor}


if __name__ == "__main__":
    main()
