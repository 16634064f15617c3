"""The parts of a report as the template of the document reads them: only texts, numbers already written in German."""

from typing import Any

from soesmart.core.dates import format_partial_date
from soesmart.core.numbers import with_unit
from soesmart.strategy.pdf.report_plot import plot_words
from soesmart.strategy.reports.content import Chapter, FieldPart, GoalPart, Table
from soesmart.strategy.reports.measured import IndicatorPart, TargetPart, ValuePart
from soesmart.strategy.reports.words import (
    ahead_rows,
    chance_sentence,
    needed_sentence,
    number,
    past_symbols,
    target_text,
)
from soesmart.strategy.rules import SDGS

# Rows of the table beside a chart; the workbook has all.
MOST_VALUES = 8
LONG, MANY = 1_000, 10  # letters of a description, targets: beyond them a goal may take more than a page
NARROW = 14  # letters of a column that needs no more room than it takes


def field_words(field: FieldPart) -> dict[str, Any]:
    return {
        "name": field.name,
        "guideline": field.guideline,
        "guideline_invented": field.guideline_invented,
        "sdgs": ", ".join(f"{one} {SDGS[one]}" for one in field.sdgs),
        "text": field.text,
        "goals": [goal_words(goal) for goal in field.goals],
    }


def goal_words(goal: GoalPart) -> dict[str, Any]:
    indicator = indicator_words(goal.indicator) if goal.indicator else None
    return {
        "code": goal.number or goal.code,
        "title": goal.title,
        "depth": goal.depth,
        "text": goal.text,
        "invented": goal.invented,
        "unit": goal.unit,
        "indicator": indicator,
        "is-long": len(goal.text) > LONG or bool(indicator and len(indicator["ahead"]) > MANY),
    }


def indicator_words(indicator: IndicatorPart) -> dict[str, Any]:
    rating, target = indicator.rating, indicator.target
    shown = indicator.values[-MOST_VALUES:]
    return {
        "name": indicator.name,
        "unit": indicator.unit,
        "invented": indicator.invented,
        "light": rating.light,
        "light_word": rating.light_label,
        "because": rating.light_sentence,
        "symbol": rating.symbol,
        "symbol_word": rating.label,
        "reason": rating.reason,
        "disagreement": rating.disagreement,
        "chance": chance_sentence(rating, target),
        "needed": needed_sentence(indicator),
        "values": [_value(value, indicator) for value in shown],
        "more": len(indicator.values) - len(shown),
        "ahead": ahead_rows(indicator),
        "earlier": [_earlier(one, indicator) for one in indicator.earlier_targets],
        "plot": plot_words(indicator, shown),
        "history": past_symbols(rating.history),
    }


def _value(value: ValuePart, indicator: IndicatorPart) -> dict[str, Any]:
    kinds = (value.state, "Ausgangswert" if value.is_baseline else "", "Bruch davor" if value.has_break else "")
    return {
        "year": str(value.year) if value.year else "ohne Jahr",
        "value": number(value.value, indicator),
        "kind": ", ".join(filter(None, kinds)),
        "invented": value.invented,
    }


def _earlier(target: TargetPart, indicator: IndicatorPart) -> str:
    until = f" bis {target.year}" if target.year else ""
    value = with_unit(target_text(target, indicator), indicator.said_unit)
    return f"{value}{until}, ersetzt {format_partial_date(target.replaced_on)}"


def chapter_words(chapter: Chapter) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "invented": chapter.invented,
        "sentences": list(chapter.sentences),
        "columns": list(chapter.table.columns),
        "rows": [list(row) for row in chapter.table.rows],
        "caption": chapter.table.caption,
        "numbers": list(chapter.table.numbers),
        "widths": _widths(chapter.table),
    }


def _widths(table: Table) -> list[int]:
    """Shares of the width left over by narrow columns, which get 0."""
    columns = zip(table.columns, *table.rows, strict=True)
    longest = [max(len(cell) for cell in column) for column in columns]
    return [0 if size <= NARROW else 2 if size <= 2 * NARROW else 3 for size in longest]
