"""Put a report together from the strategy, its numbers and the office's words. No Django, no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from soesmart.core.dates import format_partial_date
from soesmart.strategy.queries.shapes import FieldView, GoalView, IndicatorView, StrategyView
from soesmart.strategy.reports.content import EDITION, Chapter, Content, FieldPart, GoalPart, NamedText
from soesmart.strategy.reports.frame import frame_parts
from soesmart.strategy.reports.measured import IndicatorPart
from soesmart.strategy.reports.places import CLOSING, FOREWORD, field_place, frame_place
from soesmart.strategy.reports.rated import indicator_part
from soesmart.strategy.reports.revisions import revisions, sources
from soesmart.strategy.rules import REPORTING_FIELDS


@dataclass(frozen=True)
class Material:
    """All that a report is made of. strategy and measurements: cut to what was known on `known_on`.

    words: of the office, by place; last: the report before, as it was published.
    """

    year: int
    title: str
    town: str
    known_on: date
    composed_on: date
    strategy: StrategyView
    measurements: Sequence[IndicatorView]
    words: Mapping[str, str]
    chapters: tuple[Chapter, ...]
    last: Content | None
    invented: bool


def compose(material: Material) -> Content:
    """The content of a report; the same for the same material."""
    strategy, words, last = material.strategy, material.words, material.last
    fields = tuple(_field(field, words.get(field_place(field.key), "")) for field in strategy.fields)
    measurements = tuple(indicator_part(one) for one in material.measurements)
    indicators = _indicators(fields, measurements)
    known = [(goal.code, goal.indicator) for goal in strategy.goals if goal.indicator]
    texts = {number: words.get(frame_place(number), "") for number in REPORTING_FIELDS}
    return Content(
        edition=EDITION,
        year=material.year,
        title=material.title,
        town=material.town,
        known_on=material.known_on.isoformat(),
        composed_on=material.composed_on.isoformat(),
        **_of_strategy(strategy),
        foreword=words.get(FOREWORD, ""),
        closing=words.get(CLOSING, ""),
        fields=fields,
        measurements=measurements,
        frame=frame_parts(strategy, indicators, material.chapters, texts),
        chapters=material.chapters,
        compared=last.known_on if last else "",
        compared_year=last.year if last else None,
        revisions=revisions(
            [*known, *(("", one) for one in material.measurements)], last=last, since=date(material.year, 1, 1)
        ),
        sources=sources(one for _, one in indicators),
        invented=material.invented,
    )


def _of_strategy(strategy: StrategyView) -> dict[str, Any]:
    version = strategy.version
    return {
        "strategy": strategy.name,
        "version": version.label,
        "decided": format_partial_date(version.decided_on) if version.decided_on else "",
        "horizon": strategy.horizon,
        "field_singular": strategy.field_singular,
        "field_plural": strategy.field_plural,
        "goal_word": strategy.goal_word,
        "vision": version.vision,
        "terms": tuple(NamedText(one.name, one.description, one.description_invented) for one in strategy.terms),
        "overarching": tuple(NamedText(one.name, one.description, one.invented) for one in strategy.overarching),
    }


def _field(field: FieldView, text: str) -> FieldPart:
    return FieldPart(
        key=field.key,
        name=field.name,
        guideline=field.guideline,
        guideline_invented=field.guideline_invented,
        sdgs=field.sdg_numbers,
        text=text,
        goals=tuple(_goal(goal) for goal in field.goals),
    )


def _goal(goal: GoalView) -> GoalPart:
    return GoalPart(
        code=goal.code,
        number=goal.number,
        title=goal.title,
        text=goal.description,
        depth=goal.depth,
        unit=goal.unit,
        sdgs=goal.sdg_numbers,
        invented=goal.invented,
        path=goal.url,
        indicator=indicator_part(goal.indicator) if goal.indicator else None,
    )


def _indicators(
    fields: Sequence[FieldPart], measurements: Sequence[IndicatorPart]
) -> tuple[tuple[str, IndicatorPart], ...]:
    own = [(goal.code, goal.indicator) for field in fields for goal in field.goals if goal.indicator]
    return (*own, *(("", one) for one in measurements))
