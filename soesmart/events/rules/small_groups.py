"""When hall and stream may be told apart. Pure.

The result of both together is known to everybody, so whoever knows one of them has the other by subtracting: either
both have enough ballots to be told, or neither is told. Nor is then told how many sat where, or which ballot came from
where. Proved by trying in tests/test_small_groups.py.
"""


def are_told_apart(hall: int, stream: int, smallest: int) -> bool:
    """hall, stream: ballots. A group of nobody is never told: "together" says it all."""
    return min(hall, stream) >= max(smallest, 1)


def may_grow_in_sight(hall: int, stream: int, smallest: int) -> bool:
    """Whether the tally of both may be shown while ballots come in, beside how many came from where.

    While one group is small, a ballot of it is seen to arrive and seen in the sum: the screen then waits for more.
    """
    return min(hall, stream) == 0 or are_told_apart(hall, stream, smallest)
