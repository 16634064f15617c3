"""The eighteen fields of the Berichtsrahmen Nachhaltige Kommune, with what the platform knows of each. No Django."""

from collections.abc import Iterable, Mapping, Sequence

from soesmart.core.dates import format_partial_date
from soesmart.strategy.queries.shapes import StrategyView
from soesmart.strategy.reports.content import Chapter, FramePart
from soesmart.strategy.reports.measured import IndicatorPart
from soesmart.strategy.rules import REPORTING_FIELDS

STRATEGY, PRIORITIES, EVALUATION, RESPONSIBILITY = 1, 2, 3, 5


def frame_parts(
    strategy: StrategyView,
    indicators: Sequence[tuple[str, IndicatorPart]],
    chapters: Iterable[Chapter],
    texts: Mapping[int, str],
) -> tuple[FramePart, ...]:
    """All fields, also those of which nothing is known. indicators: with the code of their goal, or without."""
    facts = _own_facts(strategy, indicators)
    for chapter in chapters:
        for fact in chapter.frame:
            facts.setdefault(fact.number, []).append(fact.text)
    return tuple(
        FramePart(
            number=number,
            text=texts.get(number, ""),
            facts=tuple(facts.get(number, ())),
            goals=tuple(code for code, one in indicators if one.frame == number and code),
            measurements=tuple(one.key for code, one in indicators if one.frame == number and not code),
        )
        for number in REPORTING_FIELDS
    )


def _own_facts(strategy: StrategyView, indicators: Sequence[tuple[str, IndicatorPart]]) -> dict[int, list[str]]:
    goals, version = strategy.goals, strategy.version
    measured = [one for code, one in indicators if code]
    rated = sum(1 for one in measured if one.rating.symbol)
    on = f", beschlossen {format_partial_date(version.decided_on)}" if version.decided_on else ""
    facts = {STRATEGY: [f"Es gilt „{strategy.name}“, Fassung {version.label}{on}. Zieljahr ist {strategy.horizon}."]}
    if strategy.fields:
        facts[PRIORITIES] = [f"{strategy.field_plural}: {', '.join(field.name for field in strategy.fields)}."]
    if goals:
        facts[EVALUATION] = [
            f"{len(measured)} von {len(goals)} Zielen haben eine Kennzahl, {rated} davon tragen ein Wettersymbol."
        ]
        in_charge = sum(1 for goal in goals if goal.unit)
        facts[RESPONSIBILITY] = [f"Für {in_charge} von {len(goals)} Zielen ist eine zuständige Stelle benannt."]
    return facts
