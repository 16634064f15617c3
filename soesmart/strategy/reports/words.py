"""A report's numbers in German sentences and rows, for its pages and its file. No Django."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import Any

from soesmart.core.dates import format_partial_date
from soesmart.core.numbers import format_number, with_unit
from soesmart.strategy.rating.words import Say, told_percent
from soesmart.strategy.reports.content import Content, FramePart, RevisionPart
from soesmart.strategy.reports.measured import IndicatorPart, RatingPart, StatusPart, TargetPart

TAKEN_BACK = "zurückgezogen"


def chance_sentence(rating: RatingPart, target: TargetPart | None) -> str:
    """How likely the target is reached, in words and percent; nothing where nobody can say."""
    if rating.chance is None or target is None or target.year is None:
        return ""
    return f"Dass der Zielwert {target.year} erreicht wird, ist {rating.chance_words} ({told_percent(rating.chance)})."


def needed_sentence(indicator: IndicatorPart) -> str:
    """How fast it would have to go from now on; nothing where the target is reached or no time is left."""
    needed = indicator.rating.needed
    if needed is None:
        return ""
    return f"Nötig wären ab jetzt {Say(indicator.decimals, indicator.said_unit).change(Fraction(needed))}."


def past_symbols(history: Sequence[StatusPart]) -> str:
    """`2017 bis 2019 bewölkt, 2020 Sonne`; years without a symbol are left out, nothing for a single year."""
    known = [one for one in history if one.symbol]
    runs = [list(run) for _, run in groupby(known, key=lambda one: one.symbol)]
    spans = [
        f"{run[0].year}{f' bis {run[-1].year}' if len(run) > 1 else ''} {run[0].label}"
        for run in runs
        if len(known) > 1
    ]
    return ", ".join(spans)


def ahead_rows(indicator: IndicatorPart) -> list[dict[str, Any]]:
    """The rows below the values: forecast for the target year, milestones, the target."""
    target = indicator.target
    rows = []
    if target and indicator.rating.forecast:
        last = indicator.rating.forecast[-1]
        band = f"{number(last.low, indicator)} bis {number(last.high, indicator)}"
        rows.append(_row(last.year, number(last.value, indicator), f"Prognose ({band})", False))
    stones = [one for one in indicator.targets if one.is_milestone and not one.replaced_on]
    rows += [_row(one.year, target_text(one, indicator), "Zwischenziel", one.invented) for one in stones]
    if target:
        rows.append(_row(target.year, target_text(target, indicator), "Zielwert", target.invented))
    return rows


def _row(year: int | None, value: str, kind: str, invented: bool) -> dict[str, Any]:
    return {"year": str(year) if year else "jedes Jahr", "value": value, "kind": kind, "invented": invented}


def target_text(target: TargetPart, indicator: IndicatorPart) -> str:
    """`12`, or `12 bis 15` for a range; without unit."""
    upper = f" bis {number(target.upper, indicator)}" if target.upper is not None else ""
    return f"{number(target.value, indicator)}{upper}"


def frame_words(content: Content) -> dict[str, Any]:
    """The fields of the reporting frame under `steering` and `thematic`, goals and measurements written out."""
    titles = {goal.code: f"{goal.number or goal.code} {goal.title}" for goal in content.goals}
    lights = {code: indicator.rating.light_label for code, indicator in content.indicators if code}
    names = {indicator.key: indicator for indicator in content.measurements}

    def words(part: FramePart) -> dict[str, Any]:
        return {
            "number": part.number,
            "name": part.name,
            "text": part.text,
            "facts": list(part.facts),
            "goals": [[titles[code], lights[code]] for code in part.goals],
            "measurements": [measured(names[key]) for key in part.measurements],
            "is_empty": part.is_empty,
        }

    return {
        "steering": [words(part) for part in content.steering],
        "thematic": [words(part) for part in content.thematic],
    }


def measured(indicator: IndicatorPart) -> str:
    """An indicator without a goal in one line."""
    latest = indicator.latest
    if latest is None:
        return f"{indicator.name}: noch kein Wert"
    value = with_unit(number(latest.value, indicator), indicator.said_unit)
    return f"{indicator.name}: {value}{f' ({latest.year})' if latest.year else ''}"


def method_words(content: Content) -> dict[str, Any]:
    """Sources, how many values are invented, what changed since the report before."""
    values = [value for _, indicator in content.indicators for value in indicator.values]
    return {
        "sources": [[one.name, one.licence or "–", format_number(one.values)] for one in content.sources],
        "invented": sum(1 for value in values if value.invented),
        "values": len(values),
        "compared": content.compared_year,
        "revisions": [revision_row(one) for one in content.revisions],
    }


def revision_row(one: RevisionPart) -> list[str]:
    """Indicator, year, old, new, recorded."""
    old, new = (
        TAKEN_BACK if value is None else with_unit(format_number(value, one.decimals), one.said_unit)
        for value in (one.old, one.new)
    )
    name = f"{one.goal} {one.name}".strip()
    return [name, str(one.year), old, new, format_partial_date(one.recorded_on)]


def number(value: Decimal, indicator: IndicatorPart) -> str:
    return format_number(value, indicator.decimals)
