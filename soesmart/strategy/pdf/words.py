"""The strategy's parts as the template of the document reads them: only texts, numbers already written in German."""

from decimal import Decimal
from typing import Any

from soesmart.core.dates import format_partial_date
from soesmart.core.numbers import format_number, with_unit
from soesmart.strategy.queries.shapes import FieldView, GoalView, IndicatorView, StrategyView, VersionView
from soesmart.strategy.rating.explained import explain


def term_words(strategy: StrategyView) -> list[dict[str, Any]]:
    return [
        {"name": term.name, "text": term.description, "invented": term.description_invented, "source": term.source}
        for term in strategy.terms
    ]


def overarching_words(strategy: StrategyView) -> list[dict[str, Any]]:
    return [
        {"name": goal.name, "text": goal.description, "invented": goal.invented, "source": goal.source}
        for goal in strategy.overarching
    ]


def field_words(field: FieldView) -> dict[str, Any]:
    return {
        "name": field.name,
        "invented": field.invented,
        "guideline": field.guideline,
        "guideline_invented": field.guideline_invented,
        "sdgs": [f"{sdg.number} {sdg.name}" for sdg in field.sdgs],
        "sdgs_invented": field.sdgs_invented,
        "source": field.source,
        "goals": [goal_words(goal) for goal in field.goals],
    }


def goal_words(goal: GoalView) -> dict[str, Any]:
    return {
        "code": goal.number or goal.code,
        "depth": goal.depth,
        "title": goal.title,
        "text": goal.description,
        "invented": goal.invented,
        "unit": goal.unit,
        "unit_invented": goal.unit_invented,
        "dimensions": ", ".join(goal.dimensions),
        "source": goal.source,
        "light": goal.light.value,
        "light_word": goal.light.label,
        "because": explain(goal.indicator).sentence if goal.indicator else goal.rating.reason,
        "indicator": indicator_words(goal.indicator) if goal.indicator else None,
    }


def indicator_words(indicator: IndicatorView) -> dict[str, Any]:
    target = indicator.target
    return {
        "name": indicator.name,
        "invented": indicator.invented,
        "facts": [
            [label, text]
            for label, text in (
                ("Einheit", indicator.unit),
                ("Richtung", indicator.direction_label),
                ("Messung", indicator.interval),
                ("Methode", indicator.method),
                ("Berichtsrahmen Nachhaltige Kommune", indicator.reporting_name),
            )
            if text
        ],
        "source": indicator.source,
        "note": indicator.note,
        "target": target
        and {
            "text": f"{written(target.value, indicator)}" + (f" bis {target.year}" if target.year else ""),
            "decided": day(target.decided),
            "invented": target.invented,
            "source": target.source,
        },
        "values": [
            {
                "year": str(value.year) if value.year else "ohne Jahr",
                "value": written(value.value, indicator),
                "state": ", ".join(filter(None, [value.state_label, "Ausgangswert" if value.is_baseline else ""])),
                "invented": value.invented,
                "source": value.source,
                "note": value.note,
            }
            for value in indicator.values
        ],
    }


def version_row(version: VersionView) -> list[str]:
    """Label, when, by whom, with which vote."""
    vote = ""
    if version.has_vote:
        counts = (
            (version.votes_for, "dafür"),
            (version.votes_against, "dagegen"),
            (version.votes_abstained, "enthalten"),
        )
        vote = ", ".join(f"{count} {word}" for count, word in counts if count is not None)
    by = ", ".join(part for part in (version.decided_by, version.decision_reference) if part)
    return [version.label, day(version.decided_on) or "nicht genannt", by or "nicht genannt", vote or "nicht genannt"]


def decided(version: VersionView) -> str:
    """`beschlossen am 6. Oktober 2021`, as far as it is known."""
    known = day(version.decided_on)
    return f"beschlossen {'am ' if '.' in known else ''}{known}" if known else ""


def written(value: Decimal, indicator: IndicatorView) -> str:
    return with_unit(format_number(value, indicator.decimals), indicator.unit)


def day(known: str) -> str:
    return format_partial_date(known) if known else ""
