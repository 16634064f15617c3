"""Which of two equal columns is the copy: the one that fits the rest of the table worse.

A column that takes part in a sum or a figure per head that holds is where its values come from; a total, a part next to
it or a figure per head that no longer fits anything has lost its own. Where nothing tells, the later one is taken for
the copy.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from soesmart.methods.data_doctor import per_head, sums
from soesmart.methods.data_doctor.duplicates import Copy
from soesmart.methods.data_doctor.names import is_per_head, is_percent, is_share, is_total
from soesmart.methods.data_doctor.points import Line

RELATED, IMPOSSIBLE, LOST = 4, 3, 2
MOST_PAIRS = 4  # more equal columns than that are no slip of the hand


def decided(copies: Sequence[Copy], lines: Sequence[Line]) -> list[tuple[Copy, bool]]:
    """The same pairs the right way round, and whether the table shows which of the two is the copy."""
    if len(copies) > MOST_PAIRS:
        return [(copy, False) for copy in copies]
    return [_decided(copy, lines) for copy in copies]


def _decided(copy: Copy, lines: Sequence[Line]) -> tuple[Copy, bool]:
    turned = replace(copy, original=copy.line, line=copy.original)
    for total, part in ((copy.original, copy.line), (copy.line, copy.original)):
        if is_total(total.series) and part in (parts := _parts(total, lines)):
            others = [one for one in parts if one is not part]
            is_copy = not _is_enough(total, others)
            return (copy if (copy.line is total) == is_copy else turned), False
    former, later = _fit(copy.original, copy.line, lines), _fit(copy.line, copy.original, lines)
    return (turned if later > former else copy), later != former


def _fit(line: Line, other: Line, lines: Sequence[Line]) -> int:
    """How well the values suit the name of the line, were the other one not there."""
    rest = [one for one in lines if one is not other]
    in_sums = list(sums.relations(rest))
    in_figures = [found for found in per_head.relations(rest) if line in (found.figure, found.total, found.of)]
    own_sums = [found for found in in_sums if line is found.total or line in found.parts]
    if in_figures or own_sums:
        return RELATED + any(line.series.unit == found.total.series.unit for found in own_sums)
    held = [found.total for found in in_sums]
    torn = [one for one in rest if is_total(one.series) and one not in held]
    is_lost = is_per_head(line.series) or line in torn or any(line in _parts(total, rest) for total in torn)
    return -LOST * is_lost - IMPOSSIBLE * _is_impossible(line, rest)


def _parts(total: Line, lines: Sequence[Line]) -> list[Line]:
    """What a total seems to be made of: the columns right before it, else those right behind it."""
    place = list(lines).index(total)
    before = list(takewhile(_may_be_part, reversed(lines[:place])))
    return before or list(takewhile(_may_be_part, lines[place + 1 :]))


def _may_be_part(line: Line) -> bool:
    return not (is_total(line.series) or line.is_per_something or line.is_population or is_percent(line.series))


def _is_enough(total: Line, parts: Sequence[Line]) -> bool:
    """Whether a total is at least as large as these of its parts together, nearly everywhere."""
    places = [place for place in total.raw if all(place in part.raw for part in parts)]
    held = sum(total.raw[place] >= sum(part.raw[place] for part in parts) for place in places)
    return held >= 0.9 * len(places)


def _is_impossible(line: Line, lines: Sequence[Line]) -> bool:
    values = list(line.raw.values())
    if is_percent(line.series) and is_share(line.series):
        return 2 * sum(not 0 <= value <= 100 for value in values) > len(values)
    if is_total(line.series):
        return not _is_enough(line, _parts(line, lines))
    return line.is_population and not line.is_whole
