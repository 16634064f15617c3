"""What simulated people choose. The chance comes from outside, so a rehearsal can be told again."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from soesmart.events.rules import Bounds, ItemKind

WORDS = ("grün", "lebendig", "gerecht", "digital", "Nachbarschaft", "leise", "mutig", "Fahrrad", "Sonne", "Zuhause")


@dataclass(frozen=True)
class Mood:
    """What an audience leans to. weights: per option; centre, spread: of a number; words: the first ones most often."""

    weights: Sequence[float] = ()
    centre: float | None = None
    spread: float | None = None
    words: Sequence[str] = WORDS


def fields_of(kind: ItemKind, bounds: Bounds, mood: Mood, rng: random.Random) -> dict[str, list[str]]:
    """A ballot as the form on a phone sends it: `choice` (repeated), or `option-<number>`; see rules.ballots."""
    weights = [*mood.weights] or [1.0] * bounds.options
    match kind:
        case ItemKind.SINGLE | ItemKind.NEXT_IDEA:
            return {"choice": _sent(rng.choices(range(1, bounds.options + 1), weights))}
        case ItemKind.MULTIPLE:
            return {"choice": _sent(_order(weights, rng)[: rng.randint(bounds.least, bounds.most)])}
        case ItemKind.SCALE | ItemKind.ESTIMATE:
            return {"choice": _sent([_number(bounds, mood, rng)])}
        case ItemKind.RANKING:
            order = _order(weights, rng)
            return {f"option-{number}": _sent([place]) for place, number in enumerate(order, 1)}
        case ItemKind.POINTS:
            return _points(bounds, weights, rng)
        case ItemKind.WORDS:
            return {"choice": _words(bounds, mood, rng)}
        case ItemKind.QUESTIONS:
            raise ValueError("questions are asked, not voted on")


def _sent(numbers: Sequence[int]) -> list[str]:
    return [str(number) for number in numbers]


def _order(weights: Sequence[float], rng: random.Random) -> list[int]:
    """Options in a random order, heavy ones rather first (Efraimidis and Spirakis, 2006)."""
    keys = [rng.random() ** (1 / weight) for weight in weights]
    return sorted(range(1, len(weights) + 1), key=lambda number: -keys[number - 1])


def _number(bounds: Bounds, mood: Mood, rng: random.Random) -> int:
    centre = (bounds.least + bounds.most) / 2 if mood.centre is None else mood.centre
    spread = (bounds.most - bounds.least) / 5 if mood.spread is None else mood.spread
    return min(bounds.most, max(bounds.least, round(rng.gauss(centre, spread))))


def _points(bounds: Bounds, weights: Sequence[float], rng: random.Random) -> dict[str, list[str]]:
    given = rng.choices(range(1, bounds.options + 1), weights, k=bounds.points)
    return {f"option-{number}": _sent([given.count(number)]) for number in range(1, bounds.options + 1)}


def _words(bounds: Bounds, mood: Mood, rng: random.Random) -> list[str]:
    falling = [1 / place for place in range(1, len(mood.words) + 1)]
    drawn = rng.choices(mood.words, falling, k=rng.randint(1, min(bounds.most, 3)))
    return list(dict.fromkeys(drawn))
