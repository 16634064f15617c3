"""Yearly values out of observations, for the years that are over."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from soesmart.core.clock import BERLIN
from soesmart.strategy.pulling.addresses import refuse
from soesmart.strategy.pulling.ngsi_ld import History

PLACES = Decimal("0.000001")


class Rule(StrEnum):
    """How the observations of a year become one value."""

    LAST = "last"
    SUM = "sum"
    MEAN = "mean"

    @property
    def label(self) -> str:
        return {"last": "letzter Wert des Jahres", "sum": "Summe des Jahres", "mean": "Mittel des Jahres"}[self]


def by_year(found: History, rule: Rule, *, this_year: int) -> list[tuple[int, Decimal]]:
    """Year and value, oldest first; a year is one in Berlin. The running year is left out, for it is not whole.

    last: refused when several entities have values, for nobody knows whose counts. sum and mean: over all of them.
    """
    years: dict[int, list[Decimal]] = defaultdict(list)
    if rule is Rule.LAST and len({(entity, dataset) for entity, dataset, _ in found.values}) > 1:
        text = (
            "Die Plattform liefert mehrere Entitäten; ein letzter Wert gilt nur für eine. Bitte ihre Kennung angeben."
        )
        raise refuse("entities", text)
    for (_, _, moment), value in sorted(found.values.items(), key=lambda item: item[0][2]):
        year = moment.astimezone(BERLIN).year
        if year < this_year:
            years[year].append(value)
    return [(year, _one(values, rule)) for year, values in sorted(years.items())]


def _one(values: list[Decimal], rule: Rule) -> Decimal:
    if rule is Rule.LAST:
        return values[-1]
    total = sum(values, Decimal(0))
    return total if rule is Rule.SUM else (total / len(values)).quantize(PLACES, ROUND_HALF_UP).normalize()
