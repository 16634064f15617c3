"""Which values of a report were others before, and where all of them come from. No Django."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from soesmart.core.clock import BERLIN
from soesmart.strategy.queries.known import as_known
from soesmart.strategy.queries.shapes import IndicatorView, ValueView
from soesmart.strategy.reports.content import Content, RevisionPart, SourcePart
from soesmart.strategy.reports.measured import IndicatorPart

Named = Sequence[tuple[str, IndicatorView]]
NO_SOURCE = "ohne Angabe"


def revisions(now: Named, *, last: Content | None, since: date) -> tuple[RevisionPart, ...]:
    """Values that differ from those printed in the last report; without one, from those that counted before `since`.

    now: indicators as known on the day of the report, with the code of their goal.
    """
    printed = _printed(last) if last else None
    found = []
    for code, indicator in now:
        before = printed.get(indicator.key, {}) if printed is not None else _counted_before(indicator, since)
        for value in indicator.dated:
            old = before.get(value.year or 0)
            if old is not None and old != value.value:
                found.append(_revision(code, indicator, value, old))
        found += _taken_back(code, indicator, before)
    return tuple(found)


def _taken_back(code: str, indicator: IndicatorView, before: dict[int, Decimal]) -> Iterable[RevisionPart]:
    """Values of years that have none any more, with the withdrawal that says why."""
    gone = before.keys() - {value.year for value in indicator.dated}
    last = {value.year: value for value in sorted(indicator.withdrawn, key=lambda value: value.recorded_at)}
    for year in sorted(gone & last.keys()):
        yield replace(_revision(code, indicator, last[year], before[year]), new=None)


def _printed(last: Content) -> dict[str, dict[int, Decimal]]:
    return {
        indicator.key: {value.year: value.value for value in indicator.values if value.year is not None}
        for _, indicator in last.indicators
    }


def _counted_before(indicator: IndicatorView, since: date) -> dict[int, Decimal]:
    """The value that counted for each year before that day."""
    known = as_known(indicator, since - timedelta(days=1))
    return {value.year: value.value for value in known.dated if value.year is not None}


def _revision(code: str, indicator: IndicatorView, value: ValueView, old: Decimal) -> RevisionPart:
    return RevisionPart(
        indicator=indicator.key,
        name=indicator.name,
        goal=code,
        year=value.year or 0,
        old=old,
        new=value.value,
        decimals=indicator.decimals,
        said_unit=indicator.said_unit,
        recorded_on=day_of(value.recorded_at).isoformat(),
        note=value.note,
    )


def sources(indicators: Iterable[IndicatorPart]) -> tuple[SourcePart, ...]:
    """Where the values that nobody invented come from, the largest source first."""
    counted: dict[tuple[str, str], tuple[str, int]] = {}
    for indicator in indicators:
        for value in indicator.values:
            if value.invented:
                continue
            key = (value.source_name or _host(value.source) or NO_SOURCE, value.licence)
            address, number = counted.get(key, (value.source, 0))
            counted[key] = (address, number + 1)
    found = [SourcePart(name, address, licence, number) for (name, licence), (address, number) in counted.items()]
    return tuple(sorted(found, key=lambda one: (-one.values, one.name, one.licence)))


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.").rstrip(".")


def day_of(moment: datetime) -> date:
    """The day in Berlin."""
    return moment.astimezone(BERLIN).date()
