"""Which of two equal columns is the copy: the one that fits the rest of the table worse.

A column that takes part in a sum or a figure per head that holds is where its values come from. Where neither does,
the later one is taken for the copy, unless the earlier one cannot hold such values.
"""

from collections.abc import Sequence
from dataclasses import replace

from soesmart.methods.data_doctor import per_head, sums
from soesmart.methods.data_doctor.duplicates import Copy
from soesmart.methods.data_doctor.names import is_per_head, is_percent, is_share, is_total
from soesmart.methods.data_doctor.points import Line

RELATION, IMPOSSIBLE, UNRELATED = 4, 3, 1
MOST_PAIRS = 4  # more equal columns than that are no slip of the hand


def decided(copies: Sequence[Copy], lines: Sequence[Line]) -> list[tuple[Copy, bool]]:
    """The same pairs the right way round, and whether the table shows which of the two is the copy."""
    if len(copies) > MOST_PAIRS:
        return [(copy, False) for copy in copies]
    found: list[tuple[Copy, bool]] = []
    for copy in copies:
        former, later = _fit(copy.original, copy.line, lines), _fit(copy.line, copy.original, lines)
        turned = replace(copy, original=copy.line, line=copy.original) if later > former else copy
        found.append((turned, later != former))
    return found


def _fit(line: Line, other: Line, lines: Sequence[Line]) -> int:
    """How well the values suit the name of the line, were the other one not there."""
    rest = [one for one in lines if one is not other]
    in_sums = [found for found in sums.relations(rest) if line is found.total or line in found.parts]
    in_figures = [found for found in per_head.relations(rest) if line in (found.figure, found.total, found.of)]
    is_related = bool(in_sums or in_figures)
    is_expected = is_total(line.series) or is_per_head(line.series)
    return RELATION * is_related - UNRELATED * (is_expected and not is_related) - IMPOSSIBLE * _is_impossible(line)


def _is_impossible(line: Line) -> bool:
    values = list(line.raw.values())
    if is_percent(line.series) and is_share(line.series):
        return 2 * sum(not 0 <= value <= 100 for value in values) > len(values)
    return line.is_population and any(value != int(value) for value in values)
