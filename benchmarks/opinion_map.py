"""Promise: 20,000 people x 900 statements under 10 s and 1 GB on two cores; ten more votes change nearly nothing.

The votes are drawn from a fixed seed: four camps of unequal size, each person sees about a seventh of the statements,
some see many. "method" is the computation alone, "live" the next run, which starts from the centres of the one before,
"command" the whole `soesmart opinion-map votes.csv`, start of Python and reading 2.6 million rows included. Baseline of
the times: the textbook way in this run (matrix filled with means, singular value decomposition), which gives the axes
only, no groups; of the memory: what is allowed. Stability compares the map with the one after ten more votes; baseline
of the shift is how far people stand from the middle.
"""

from soesmart.config.env import ROOT  # isort: skip  (soesmart first: it sets the number of threads before numpy is loaded)

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.measure import report
from soesmart.methods.opinion_map import MISSING, OpinionMap, Votes, opinion_map

PEOPLE, STATEMENTS, BLOCK, MORE = 20_000, 900, 1000, 10
SHARES = (0.4, 0.3, 0.2, 0.1)
ALLOWED_MB = 1000
WITH_STATUS = """
from soesmart.config.command import main
main()
print(open("/proc/self/status").read())
"""


def main() -> None:
    votes = drawn(PEOPLE, STATEMENTS)
    began = time.perf_counter()
    first = opinion_map(votes)
    ended = time.perf_counter()
    memory = peak_mb(Path("/proc/self/status").read_text())
    more = with_more(votes)
    began_live = time.perf_counter()
    second = opinion_map(more, previous=first.centres)
    ended_live = time.perf_counter()
    textbook = textbook_seconds(votes)
    report("opinion_map.method", ended - began, "s", textbook)
    report("opinion_map.method_memory", memory, "MB", ALLOWED_MB)
    report("opinion_map.live", ended_live - began_live, "s", textbook)
    seconds, peak = command(votes)
    report("opinion_map.command", seconds, "s", textbook)
    report("opinion_map.command_memory", peak, "MB", ALLOWED_MB)
    stability("large", [(first, second)])
    stability("small", small_campaign())


def stability(name: str, runs: list[tuple[OpinionMap, OpinionMap]]) -> None:
    """Means over the runs of the share of people in the same group, and of the way people moved, in thousandths."""
    same = np.mean([same_group(first, second) for first, second in runs])
    moved = np.mean([shift(first, second) for first, second in runs])
    away = np.mean([spread(first) for first, _ in runs])
    report(f"opinion_map.same_group.{name}", float(same), "share of people after 10 more votes", 1)
    report(f"opinion_map.shift.{name}", float(1000 * moved), "thousandths after 10 more votes", float(1000 * away))


def small_campaign() -> list[tuple[OpinionMap, OpinionMap]]:
    """300 people and 60 statements, where ten votes count for more: 20 times ten votes, one run after the other."""
    votes, runs = drawn(300, 60), []
    now = opinion_map(votes)
    for seed in range(20):
        votes, before = with_more(votes, seed), now
        now = opinion_map(votes, previous=before.centres)
        runs.append((before, now))
    return runs


def drawn(people: int, statements: int) -> Votes:
    """Like real conversations: most votes are missing, some people pass, nobody follows the camp in all things."""
    rng = np.random.default_rng(2030)
    camp = rng.choice(len(SHARES), people, p=SHARES)
    agreeing = rng.random((len(SHARES), statements)) * 0.85
    matrix = np.full((people, statements), MISSING, dtype=np.int8)
    for block in np.split(np.arange(people), range(BLOCK, people, BLOCK)):
        chance = rng.random((len(block), statements))
        opinion = np.where(chance < agreeing[camp[block]], 1, np.where(chance < 0.85, -1, 0))
        seen = rng.random((len(block), statements)) < rng.beta(1, 6, (len(block), 1))
        matrix[block] = np.where(seen, opinion, MISSING)
    return Votes(tuple(range(people)), tuple(range(statements)), matrix)


def with_more(votes: Votes, seed: int = 7) -> Votes:
    rng, matrix = np.random.default_rng(seed), votes.matrix.copy()
    people, statements = (rng.integers(size, size=MORE) for size in matrix.shape)
    matrix[people, statements] = rng.choice([1, -1], MORE)
    return Votes(votes.people, votes.statements, matrix)


def textbook_seconds(votes: Votes) -> float:
    began = time.perf_counter()
    cells = np.where(votes.matrix == MISSING, np.nan, votes.matrix)
    means = np.nanmean(cells, axis=0)
    np.linalg.svd(np.where(np.isnan(cells), means, cells) - means, full_matrices=False)
    return time.perf_counter() - began


def peak_mb(status: str) -> float:
    """From /proc/self/status. getrusage would show a child the peak of its parent."""
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def command(votes: Votes) -> tuple[float, float]:
    """Seconds and peak memory of the command on a file in the form of Polis, rows in no order."""
    person, statement = np.nonzero(votes.matrix != MISSING)
    order = np.random.default_rng(1).permutation(len(person))
    columns = (order, person[order], statement[order], votes.matrix[person, statement][order])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.csv"
        with path.open("w") as file:
            file.write("timestamp,datetime,voter-id,comment-id,vote\n")
            rows = zip(*(column.tolist() for column in columns), strict=True)
            file.writelines(f"{moment},-,{voter},{comment},{vote}\n" for moment, voter, comment, vote in rows)
        words = [sys.executable, "-c", WITH_STATUS, "opinion-map", str(path), "--json", f"{folder}/out.json"]
        began = time.perf_counter()
        said = subprocess.check_output(words, text=True, cwd=ROOT, env={**os.environ, "DATA_DIR": folder})
        return time.perf_counter() - began, peak_mb(said)


def same_group(first: OpinionMap, second: OpinionMap) -> float:
    return float(np.mean([second.groups.get(person) == label for person, label in first.groups.items()]))


def shift(first: OpinionMap, second: OpinionMap) -> float:
    return float(np.mean([np.hypot(*np.subtract(second.positions[one], at)) for one, at in first.positions.items()]))


def spread(found: OpinionMap) -> float:
    return float(np.mean([np.hypot(*at) for at in found.positions.values()]))


if __name__ == "__main__":
    main()
