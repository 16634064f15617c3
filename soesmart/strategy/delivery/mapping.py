"""What becomes of the series of a file: which indicator each is, in which unit it stands, where all of them come from.

A person confirms such a mapping once; it is remembered with the source, and the next file of the same kind fits it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from soesmart.methods.tables import Layout, Series
from soesmart.strategy.rules import ValueState

PARTS = ("sector", "district", "group")


@dataclass(frozen=True)
class Use:
    """Of one series. indicator: its key, "" stays in the file; unit: of the file, "" is that of the indicator already.

    sector, district, group: which part of the whole it is, empty for the whole. state: of values whose cells say none.
    found: the unit that the file itself named when this was confirmed.
    """

    indicator: str = ""
    unit: str = ""
    sector: str = ""
    district: str = ""
    group: str = ""
    state: str = ValueState.MEASURED.value
    found: str = ""

    @property
    def slot(self) -> tuple[str, ...]:
        """What two series of one file must not share."""
        return (self.indicator, *(getattr(self, name).casefold() for name in PARTS))


@dataclass(frozen=True)
class Origin:
    """Where the values of a file come from; kept with every one of them."""

    source_name: str = ""
    address: str = ""
    licence: str = ""
    method_version: str = ""


@dataclass(frozen=True)
class Plan:
    """sheet: its title; guess: the guessed layout; layout: the one that a person confirmed; uses: by series."""

    sheet: str
    guess: Mapping[str, Any]
    layout: Mapping[str, Any]
    uses: Mapping[str, Use] = field(default_factory=dict)
    origin: Origin = Origin()

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Plan | None":
        """The inverse of `to_dict`; None for what is no plan, such as the {} of a source that never delivered."""
        try:
            uses = {str(name): Use(**use) for name, use in kept["uses"].items()}
            Layout.from_dict(kept["layout"])
            return cls(str(kept["sheet"]), kept["guess"], kept["layout"], uses, Origin(**kept["origin"]))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    @property
    def is_corrected(self) -> bool:
        """Whether a person read the sheet differently than it was guessed."""
        return dict(self.guess) != dict(self.layout)


def named(series: Iterable[Series]) -> list[tuple[str, Series]]:
    """Each series with a name that no other of its table has."""
    rows = list(series)
    times = Counter(one.name for one in rows)
    found: dict[str, Series] = {}
    for one in rows:
        name = f"{one.group} · {one.name}" if times[one.name] > 1 and one.group else one.name
        number, key = 2, name[:200]
        while key in found:
            number, key = number + 1, f"{name[:190]} ({number})"
        found[key] = one if key == one.name else replace(one, name=key)
    return list(found.items())


def layout_for(remembered: Plan, guess: Layout) -> Layout:
    """How to read the next file of a source: as its person corrected the last one, where it looks the same."""
    if remembered.is_corrected and _kind(remembered.guess) == _kind(guess.to_dict()):
        kept = Layout.from_dict(remembered.layout)
        if kept.years_in != "columns":  # more rows follow; more years would be more columns
            return Layout.from_dict({**kept.to_dict(), "last_row": guess.last_row})
    return guess


def fits(remembered: Plan, layout: Layout, guessed: Mapping[str, Use]) -> bool:
    """Whether the mapping says of every series of a file what becomes of it, and each has the unit it had."""
    return (
        remembered.layout["years_in"] == layout.years_in
        and any(use.indicator for use in remembered.uses.values())
        and all(name in remembered.uses and remembered.uses[name].found == use.found for name, use in guessed.items())
    )


def merged(remembered: Plan, guessed: Mapping[str, Use]) -> dict[str, Use]:
    """The remembered uses of the series of a file; a unit that changed is that of the new file."""
    found = {}
    for name, use in guessed.items():
        kept = remembered.uses.get(name, use)
        found[name] = kept if kept.found == use.found else replace(kept, unit=use.unit, found=use.found)
    return found


def _kind(layout: Mapping[str, Any]) -> tuple[Any, ...]:
    """What stays the same from file to file of one source."""
    rows = tuple(layout["header_rows"])
    return layout["years_in"], rows, layout["first_row"], layout["year_at"], tuple(layout["label_at"])
