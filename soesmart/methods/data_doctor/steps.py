"""Where a row of numbers leaps by a power of ten. Pure arithmetic on logarithms.

A leap must be near a power of ten by as much as the series moves otherwise, and it must leave and come back, or stand
out from an otherwise calm series. Steep growth, collapse by a third or so, and small counts are no leaps.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10
from statistics import median

POWERS = (1, 2, 3, 6)
CLOSEST, WIDEST = 0.05, 0.2  # how far off a power of ten a leap may be, by the calm of the series
WIDEST_GREAT = 0.3  # the same for 1,000 and more, which nothing does by itself
MIDDLE = 0.12  # how far off a leap there and back may be, measured against the middle of both neighbours
RUN = 0.06  # the same for two or three values in a row off by ten: most of what does so is true
CALM_ALONE, CALM_BACK = 0.3, 0.4  # largest other step beside which a factor of 10 is believed: without and with return
CALM_GREAT = 0.65  # the same for 100 and more
FEWEST_STEPS, FEWEST_IF_CALM = 3, 2
VERY_CALM = 0.06
LONGEST_RUN = 3
FEWEST_GRAINS = 10
MOST_ROUNDS = 3  # a leap may be seen only when another one is mended


@dataclass(frozen=True)
class Leap:
    """Values first to last (both included) are 10^power times what their neighbours say. is_level: so do all after."""

    first: int
    last: int
    power: int
    is_level: bool = False


def leaps(values: Sequence[float], grain: float, shaken: Container[int] = ()) -> list[Leap]:
    """values: in the order of time, all of one sign and none zero; grain: smallest step of which they are multiples.

    shaken: places whose values are known to differ from the usual, which therefore say nothing about it.
    """
    found: list[Leap] = []
    way = list(values)
    for turn in range(MOST_ROUNDS):
        again = _leaps(way, grain, shaken, only_single=turn == 0)
        found += [leap for leap in again if not any(leap.first <= one.last and one.first <= leap.last for one in found)]
        for leap in again:
            way[leap.first : leap.last + 1] = [value / 10**leap.power for value in way[leap.first : leap.last + 1]]
        if turn and not again:
            break
    return sorted(found, key=lambda leap: leap.first)


def _leaps(values: Sequence[float], grain: float, shaken: Container[int], only_single: bool) -> list[Leap]:
    """Those that can be seen while the others stand there still."""
    logs = [log10(abs(value)) for value in values]
    steps = [later - former for former, later in pairwise(logs)]
    powers = [_power(step) for step in steps]
    calm = [
        step for place, (step, power) in enumerate(zip(steps, powers, strict=True))
        if not power and place not in shaken and place + 1 not in shaken
    ]  # fmt: skip
    found: list[Leap] = []
    place = 0
    while place < len(steps):
        leap = _leap(logs, steps, powers, calm, place) if powers[place] else None
        leap = leap if leap and (leap.last == place + 1 < len(steps) or not only_single) else None
        if leap and _is_fine(values, leap, grain):
            found.append(leap)
            place = leap.last + 1
        else:
            place += 1
    return found


def _power(step: float) -> int:
    """The power of ten a step is near to, 0 for an ordinary one."""
    nearest = round(abs(step))
    near = nearest in POWERS and abs(abs(step) - nearest) <= 1.5 * WIDEST
    return 0 if not near else nearest if step > 0 else -nearest


def _leap(
    logs: Sequence[float], steps: Sequence[float], powers: Sequence[int], calm: Sequence[float], place: int
) -> Leap | None:
    """The leap that begins with this step: there and back within three values, or for good."""
    power = powers[place]
    for back in range(place + 1, min(place + 1 + LONGEST_RUN, len(steps))):
        is_short = back - place < len(logs) - (back - place)
        if powers[back] == -power and is_short and _is_back(logs, calm, place, back, power):
            return Leap(place + 1, back, power)
    is_only = not any(powers[place + 1 :])
    return _for_good(logs, steps, calm, place, power) if is_only else None


def _is_back(logs: Sequence[float], calm: Sequence[float], place: int, back: int, power: int) -> bool:
    """Whether the values after `place`, up to `back`, are 10^power times what a steady way past them would give."""
    pace = (logs[back + 1] - logs[place]) / (back + 1 - place)
    usual = max([*map(abs, calm), abs(pace)])
    if usual > (CALM_BACK if abs(power) == 1 else CALM_GREAT):
        return False
    off = max(abs(logs[place + 1] - logs[place] - pace - power), abs(logs[back] - logs[back + 1] + pace - power))
    run = logs[place + 1 : back + 1]
    middle = abs(sum(run) / len(run) - (logs[place] + logs[back + 1]) / 2 - power)
    closest = RUN if len(run) > 1 and abs(power) == 1 else MIDDLE if abs(power) < 3 else 2 * MIDDLE
    return off <= _tolerance(usual, power) and middle <= closest


def _for_good(
    logs: Sequence[float], steps: Sequence[float], calm: Sequence[float], place: int, power: int
) -> Leap | None:
    usual = max(map(abs, calm), default=1.0)
    limit = CALM_ALONE if abs(power) == 1 else CALM_GREAT
    fewest = FEWEST_IF_CALM if usual <= VERY_CALM else FEWEST_STEPS
    pace = median(calm) if calm else 0.0
    if len(calm) < fewest or usual > limit or abs(steps[place] - pace - power) > min(MIDDLE, _tolerance(usual, power)):
        return None
    before, after = place + 1, len(logs) - place - 1
    if before < after and before <= LONGEST_RUN:
        return Leap(0, place, -power)
    return Leap(place + 1, len(logs) - 1, power, is_level=after > LONGEST_RUN)


def _tolerance(usual: float, power: int) -> float:
    return min(WIDEST if abs(power) < 3 else WIDEST_GREAT, max(CLOSEST, 1.6 * usual + 0.03))


def _is_fine(values: Sequence[float], leap: Leap, grain: float) -> bool:
    """Small counts leap by themselves: what the leap is measured against, and a tenth, must be at least ten grains."""
    measured = [abs(values[place]) for place in (leap.first - 1, leap.last + 1) if 0 <= place < len(values)]
    if leap.power == -1:
        measured += [abs(value) for value in values[leap.first : leap.last + 1]]
    return min(measured) >= FEWEST_GRAINS * grain
