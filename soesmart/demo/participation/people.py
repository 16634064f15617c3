"""Made-up people who take part: from which part of town, how old, and what they tend to think. From a fixed seed.

Three ways of looking at things run through all campaigns, so that the opinion map has something to find: those who
want change quickly, those who care for villages and for each other, those who care for car, shop and budget. Not
everybody fits: a tenth answers at random.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from soesmart.participation.rules.people import AgeBand

# How many of a hundred belong to each way of looking at things; ages of those who take part online and on paper.
SHARES = (42, 33, 25)
ONLINE_AGES = (6, 18, 27, 29, 16, 4)
PAPER_AGES = (1, 5, 12, 24, 36, 22)


@dataclass(frozen=True)
class Person:
    """Somebody of the demo. group: which way of looking at things; district: slug, or "" where not said."""

    group: int
    is_noisy: bool
    district: str
    age_band: str


def draw_person(rng: random.Random, districts: Sequence[str], *, on_paper: bool) -> Person:
    """Three of four say where they live, four of five how old they are."""
    bands = [band.value for band in AgeBand]
    weights = PAPER_AGES if on_paper else ONLINE_AGES
    return Person(
        group=rng.choices(range(3), SHARES)[0],
        is_noisy=rng.random() < 0.1,
        district=rng.choice(districts) if districts and rng.random() < 0.75 else "",
        age_band=rng.choices(bands, weights)[0] if rng.random() < 0.8 else "",
    )


def agreement(rng: random.Random, person: Person, leaning: Sequence[float]) -> int:
    """1 agree, 0 pass, -1 disagree; leaning: -1 to 1 per group."""
    pull = 0.0 if person.is_noisy else leaning[person.group]
    drawn = rng.random() * 2 - 1
    if abs(drawn - pull) < 0.12:
        return 0
    return 1 if drawn < pull + 0.12 else -1


def share_out(
    rng: random.Random, person: Person, leanings: Mapping[int, Sequence[float]], limit: int
) -> dict[int, int]:
    """Play money in cents by idea: two to four ideas get a part of all, in steps of 50,000 euros."""
    step = 5_000_000
    weights = [max(leaning[person.group], 0.05) for leaning in leanings.values()]
    chosen = sorted({*rng.choices(list(leanings), weights, k=rng.randint(2, 4))})
    given, left = {}, limit // step
    for place, number in enumerate(chosen):
        part = left if place == len(chosen) - 1 else rng.randint(1, max(1, left - (len(chosen) - place - 1)))
        part = min(part, 10, left)
        left -= part
        if part:
            given[number] = part * step
    return given


def moments(rng: random.Random, first: datetime, last: datetime, number: int) -> list[datetime]:
    """Moments at which people come: many in the first days, some every day, by daylight; in order of time."""
    days = max((last - first).days, 1)
    found = []
    for _ in range(number):
        day = min(int(rng.expovariate(3 / days)) if rng.random() < 0.6 else rng.randrange(days), days - 1)
        found.append(first + timedelta(days=day, minutes=rng.randint(0, 12 * 60)))
    return sorted(min(moment, last - timedelta(minutes=1)) for moment in found)
