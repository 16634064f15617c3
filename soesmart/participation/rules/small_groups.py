"""Hide what would tell about few people, and what would let it be computed. Pure.

A count below the smallest group k is hidden (primary suppression). Where the parts of a whole are shown with their sum,
one hidden part could be computed, so more are hidden, smallest first, until at least two are and together they are no
small group themselves (complementary suppression; Hundepool et al., Statistical Disclosure Control, 2012, ch. 4).
Zero tells about nobody and is shown, unless nothing else would be: four hidden parts of a sum of four are one each.
"""

from collections.abc import Sequence

Shown = list[int | None]


def is_small(count: int, smallest: int) -> bool:
    return 0 < count < smallest


def shown_parts(counts: Sequence[int], smallest: int) -> tuple[Shown, int | None]:
    """Parts of a whole, of which each person is in exactly one, and their sum; None is hidden."""
    total = sum(counts)
    if is_small(total, smallest):
        return [None] * len(counts), None
    hidden = {place for place, count in enumerate(counts) if is_small(count, smallest)}
    if hidden:
        _hide_more(hidden, counts, smallest)
    return [None if place in hidden else count for place, count in enumerate(counts)], total


def shown_marks(
    counts: Sequence[int], people: int, smallest: int, *, is_exact: bool = False
) -> tuple[Shown, int | None]:
    """What `people` marked, each as many as wanted, or (is_exact) all the same number.

    A mark that nearly everybody made is hidden too: the few who did not are a small group.
    """
    if is_small(people, smallest):
        return [None] * len(counts), None
    hidden = {
        place for place, count in enumerate(counts) if is_small(count, smallest) or is_small(people - count, smallest)
    }
    if hidden and is_exact:
        _hide_more(hidden, counts, smallest)
    return [None if place in hidden else count for place, count in enumerate(counts)], people


def all_large(counts: Sequence[int], people: int, smallest: int, *, are_marks: bool) -> bool:
    """Whether nothing of this would have to be hidden."""
    rest = [people - count for count in counts] if are_marks else []
    return not any(is_small(count, smallest) for count in (*counts, people, *rest))


def _hide_more(hidden: set[int], counts: Sequence[int], smallest: int) -> None:
    """Whoever knows these rules must not be able to compute a hidden part either: hence equal parts together, and more
    where all hidden ones would be as small, or as large, as small groups can be. Tried for all small tables."""
    for further in sorted({count for place, count in enumerate(counts) if count and place not in hidden}):
        together, are_extreme = sum(counts[one] for one in hidden), (len(hidden), len(hidden) * (smallest - 1))
        if len(hidden) > 1 and together >= smallest and together not in are_extreme:
            return
        hidden.update(place for place, count in enumerate(counts) if count == further)
    if all(place in hidden for place, count in enumerate(counts) if count):
        hidden.update(range(len(counts)))
