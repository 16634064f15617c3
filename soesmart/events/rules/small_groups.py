"""When hall and stream may be told apart. Pure.

The result of both together is known to everybody, so whoever knows one of them has the other by subtracting: either
both have enough ballots to be told, or neither is told. Nor is then told how many sat where, or which ballot came from
where. Proved by trying in tests/test_small_groups.py.
"""


def are_told_apart(hall: int, stream: int, smallest: int) -> bool:
    """hall, stream: ballots. A group of nobody is never told: "together" says it all."""
    return min(hall, stream) >= max(smallest, 1)
