"""The results of an evening as an accessible document (PDF/UA-1)."""

from datetime import datetime
from pathlib import Path
from typing import Any

from soesmart.core.colours import palette
from soesmart.core.dates import format_date
from soesmart.core.numbers import format_number
from soesmart.core.pdf import render_pdf
from soesmart.events.queries.results import Result
from soesmart.events.results_table import overview
from soesmart.events.results_words import WholeEvening, day_of, people_words, unit_of
from soesmart.events.rules.result_rows import ResultRow

TEMPLATE = Path(__file__).resolve().parent / "templates" / "events" / "pdf" / "results.typ"
MOST_ROWS = 30  # on paper; the table has the rest


def results_pdf(whole: WholeEvening, at: datetime) -> bytes:
    """A4, German, in the town's colour. Raises PdfError."""
    return render_pdf(TEMPLATE, _words(whole, at), at=at)


def _words(whole: WholeEvening, at: datetime) -> dict[str, Any]:
    event, town = whole.event, whole.event.municipality
    return {
        "title": f"Ergebnisse: {event.title}",
        "town": town.official_name,
        "colour": palette(town.colour_primary, town.colour_accent).primary,
        "day": format_date(day_of(at)),
        "invented": event.invented,
        "overview": [list(row) for row in overview(whole) if row[0] not in ("Beispielwerte", "Lizenz")],
        "votes": [_vote(whole, result) for result in whole.results],
        "questions": [
            {
                "title": f"Frage {question.number}: {question.text}",
                "answer": question.answer or "Auf der Bühne beantwortet.",
                "support": f"{format_number(question.support)} wollten eine Antwort",
            }
            for question in whole.questions
        ],
        "address": whole.address,
    }


def _vote(whole: WholeEvening, result: Result) -> dict[str, Any]:
    again = len([one for one in whole.results if one.item.pk == result.item.pk]) > 1
    columns = ["Antwort", unit_of(result), "Anteil", *(["Saal", "Stream"] if result.is_apart else [])]
    return {
        "title": f"{result.item.title}{f' (Runde {result.round.number})' if again else ''}",
        "kind": f"{result.kind.label}{', geheim' if result.round.secret else ''} · {people_words(result)}",
        "sentence": result.sentence,
        "columns": columns,
        "rows": [_row(row) for row in result.rows[:MOST_ROWS]],
        "more": max(len(result.rows) - MOST_ROWS, 0),
        "digest": result.round.digest,
        "url": whole.address_of(result),
    }


def _row(row: ResultRow) -> list[str]:
    label = f"{row.place}. {row.label}" if row.place else row.label
    first, *others = row.amounts
    values = [format_number(first.value), f"{first.percent} %"]
    return [label, *values, *(format_number(amount.value) for amount in others)]
