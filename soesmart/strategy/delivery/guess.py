"""Which indicator a series of a file is likely to be, from names and units. A person confirms it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from soesmart.methods.german_stems import fold
from soesmart.methods.tables import Series
from soesmart.methods.units import completed, same_kind
from soesmart.strategy.delivery.mapping import Use

LIKELY = 0.5
_SMALL = frozenset("der die das und oder pro von für mit auf aus zum zur des den dem".split())  # noqa: SIM905
WHOLE = {"gesamt", "insgesamt", "summe", "total", "alle", "stadt", "zusammen", "insg.", "ges."}


@dataclass(frozen=True)
class Measured:
    """An indicator as far as a file is concerned. code: of its goal, "" where it serves none."""

    pk: int
    key: str
    name: str
    unit: str
    decimals: int = 0
    lowest: Decimal | None = None
    highest: Decimal | None = None
    code: str = ""

    @property
    def label(self) -> str:
        return f"{self.code} {self.name}" if self.code else self.name


def guess_uses(
    series: Sequence[tuple[str, Series]], indicators: Sequence[Measured], districts: Iterable[str] = ()
) -> dict[str, Use]:
    """A use for every series; two series never share a place."""
    places = {name.casefold(): name for name in districts}
    found: dict[str, Use] = {}
    taken: set[tuple[str, ...]] = set()
    rated = sorted(
        ((name, one, *_best(name, one, indicators, places)) for name, one in series), key=lambda row: -row[3]
    )
    for name, one, indicator, likeness in rated:
        use = _use(one, indicator, places) if indicator and likeness >= LIKELY else Use(unit=one.unit, found=one.unit)
        if use.indicator and use.slot in taken:
            use = Use(unit=one.unit, found=one.unit)
        taken.add(use.slot)
        found[name] = use
    return {name: found[name] for name, _ in series}


def fitting_unit(found: str, wanted: str) -> str:
    """The unit as it stands in the file, with the words that the indicator's unit has more: "kg" of CO2."""
    return (completed(found, wanted) or found) if found else ""


def _use(one: Series, indicator: Measured, places: Mapping[str, str]) -> Use:
    parts = dict.fromkeys(("sector", "district"), "")
    for label in _parts(one, indicator):
        is_place = label.casefold() in places
        parts["district" if is_place else "sector"] = places.get(label.casefold(), label)[:100]
    return Use(indicator.key, fitting_unit(one.unit, indicator.unit)[:60], **parts, found=one.unit)


def _parts(one: Series, indicator: Measured) -> list[str]:
    """The labels that do not name the indicator: sector or district."""
    if len(one.labels) < 2 and not (one.labels and one.measure):
        return []
    named = [_likeness(label, indicator) for label in one.labels]
    return [
        label
        for label, likeness in zip(one.labels, named, strict=True)
        if likeness < LIKELY and label.casefold() not in WHOLE
    ]


def _best(
    name: str, one: Series, indicators: Sequence[Measured], places: Mapping[str, str]
) -> tuple[Measured | None, float]:
    words = [name, one.measure, *(label for label in one.labels if label.casefold() not in places)]
    rated = [
        (max(_likeness(text, other) for text in words if text) - _strange(one, other), other) for other in indicators
    ]
    best = max(rated, key=lambda row: row[0], default=(0.0, None))
    return best[1], best[0]


def _strange(one: Series, other: Measured) -> float:
    """Another kind of unit makes it unlikely to be the same, not impossible."""
    if not one.unit or same_kind(fitting_unit(one.unit, other.unit), other.unit):
        return 0.0
    return 0.25


def _likeness(text: str, other: Measured) -> float:
    """From 0 to 1: 1 for key, name, or code of the goal."""
    plain = text.casefold().strip()
    if plain in (other.key.casefold(), other.code.casefold() or None):
        return 1.0
    return _common(plain, other.name.casefold())


def _common(text: str, name: str) -> float:
    """How many runs of three letters both share (Dice 1945): German joins words, so words alone would not do."""
    mine, theirs = _runs(text), _runs(name)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


@lru_cache(maxsize=2_000)
def _runs(text: str) -> frozenset[str]:
    words = (f" {fold(word)} " for word in re.findall(r"\w{3,}", text) if word not in _SMALL)
    return frozenset(word[at : at + 3] for word in words for at in range(len(word) - 2))
