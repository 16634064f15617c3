"""The decision sheet on one page A4: the same words as the page, as many of them as fit."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.colours import palette
from soesmart.core.dates import format_date
from soesmart.core.numbers import NARROW_SPACE
from soesmart.core.pdf import render_pdf
from soesmart.region.models import Municipality
from soesmart.strategy.pdf.sheet_chart import standalone_chart
from soesmart.strategy.queries.known import Asked, day_asked
from soesmart.strategy.queries.measures import AssumptionView
from soesmart.strategy.queries.sheet import Sheet
from soesmart.strategy.queries.sheet import sheet as read_sheet
from soesmart.strategy.rating.words import chance_percent, chance_words
from soesmart.strategy.sheet.facts import facts, missing_parts
from soesmart.strategy.sheet.plot import plot_plan
from soesmart.strategy.sheet.words import METHOD, ORDER, MeasureLine, PlanLine, Words, read_as

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "strategy" / "pdf" / "sheet.typ"
# So that everything stays on one page; the page on the screen has it all.
MEASURES, SENTENCES, LONGEST_NAME, LONGEST_SENTENCE = 5, 3, 70, 170
BAND = "in dem Band liegen 80 von 100 Fällen. Kurz gestrichelt: Weg zum Ziel."
WITH, WITHOUT = f"Gepunktet: Prognose. Lang gestrichelt: {{plan}}; {BAND}", f"Gepunktet: Prognose; {BAND}"


@require_safe
def sheet_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """Also as known on a day."""
    at = clock.now()
    asked = day_asked(request.GET, clock.today())
    found = read_sheet(code, at, asked)
    if found is None or found.assessment is None:
        raise Http404
    town: Municipality = request.town  # type: ignore[attr-defined]
    address = request.build_absolute_uri(reverse("strategy-sheet", args=[code]))
    document = sheet_document(found, town, asked, address=address, at=at)
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="entscheidung-{town.slug}-{code}.pdf"'
    return response


def sheet_document(found: Sheet, town: Municipality, asked: Asked, *, address: str, at: datetime) -> bytes:
    """PDF/UA-1, one page A4, dated `at`. The sheet has an indicator. Raises PdfError."""
    words = Words(found)
    colours = palette(town.colour_primary, town.colour_accent)
    shown = found.decided if found.decided and found.decided.measures else found.all
    assert shown is not None
    assert found.none is not None
    plot = plot_plan(shown, found.none, words)
    plan = "mit den beschlossenen Maßnahmen" if shown is found.decided else "mit allen Maßnahmen"
    data = {
        "town": town.official_name,
        "colour": colours.primary,
        "address": address,
        "day": format_date(timezone.localdate(at)),
        "known": f"So, wie es am {format_date(asked.day)} bekannt war." if asked.day else "",
        "has_chart": plot is not None,
        "alt": plot.description if plot else "",
        "caption": WITH.format(plan=plan) if shown.measures else WITHOUT,
        "missing": missing_parts(found),
        **_standing(found, words),
        **_acting(found, words),
    }
    assets = {"chart": standalone_chart(plot, colours)} if plot else {}
    return render_pdf(TEMPLATE, data, at=at, assets=assets)


def _standing(found: Sheet, words: Words) -> dict[str, Any]:
    """Where the goal is."""
    assessment = found.assessment
    assert assessment is not None
    goal, own = found.page.goal, assessment.indicator
    symbol, year = assessment.weather.symbol, assessment.target_year
    chance = chance_percent(assessment.chance)
    likely = f"Bis {year} am Ziel: {chance_words(assessment.chance)} ({chance})"
    until = f" bis {year}" if year else ""
    target = f"{words.say.value(assessment.target)}{until}" if assessment.target is not None else ""
    latest = f"{words.say.value(own.latest.value)} ({own.latest.year or 'ohne Jahr'})" if own.latest else ""
    return {
        "name": clip(goal.name, 2 * LONGEST_NAME),
        "place": " · ".join((goal.code, found.page.field_name)),
        "symbol": (symbol.label[0].upper() + symbol.label[1:]) if symbol else "Noch kein Wettersymbol",
        "reason": assessment.weather.reason,
        "indicator": clip(own.name, LONGEST_NAME),
        "latest": latest,
        "latest_invented": bool(own.latest and own.latest.invented),
        "target": target,
        "target_invented": bool(own.target and own.target.invented),
        "chance": likely if chance else "",
        "disagreement": assessment.disagreement,
        "no_outlook": words.no_outlook(),
        "year": str(year or ""),
        "facts": [[fact.label, fact.text, fact.note] for fact in facts(found)],
    }


def _acting(found: Sheet, words: Words) -> dict[str, Any]:
    """What can be done, and on which assumptions."""
    lines = words.measures()
    rest = len(lines) - MEASURES
    step = f" „Kosten für {words.step_sign}“: {words.step_told}" if any(line.per_unit for line in lines) else ""
    hidden = f" Dazu {rest} schwächere auf der Seite im Netz; die Summen zählen sie mit." if rest > 0 else ""
    assumed = [_assumption(row) for row in found.assumptions]
    return {
        "step": words.step_sign,
        "measures": [_measure(line) for line in lines[:MEASURES]],
        "overlap": f"Volle Wirkung in {words.unit_of_effects}. Von jeder weiteren werden {found.overlap} % "
        f"weniger angerechnet als von der vor ihr. {ORDER}{step}{hidden}",
        "plans": [_plan(line) for line in words.plans()] if lines or words.assessment.chance is not None else [],
        "read_as": read_as(words.plans()),
        "pilots": clip(", ".join(item.title for item in found.pilots), LONGEST_SENTENCE),
        # All where there is room, else the few with a note.
        "conditions": clipped(words.conditions()),
        "few_conditions": few(clipped(words.conditions())),
        "assumptions": [*assumed, *METHOD],
        "few_assumptions": [*few(assumed), " ".join(METHOD)],
    }


def _measure(line: MeasureLine) -> dict[str, Any]:
    cells = [line.low, line.middle, line.high, line.weight, line.measure.estimate.confidence_label]
    return {
        "name": clip(line.measure.name, LONGEST_NAME),
        "invented": line.measure.invented,
        "state": f"{line.state}, ab {line.starts}, {line.ramp}",
        "cells": [*cells, line.cost, line.per_unit or "–"],
    }


def _assumption(row: AssumptionView) -> str:
    """As on the page; what is too long ends before day and author."""
    overlap = f" (Überlappung {row.overlap}{NARROW_SPACE}%)" if row.overlap is not None else ""
    day = format_date(timezone.localdate(row.recorded_at))
    return f"{clip(row.text, LONGEST_SENTENCE)}{overlap} ({day}, {row.author})"


def _plan(line: PlanLine) -> list[str]:
    likely = f"{line.chance_words} ({line.chance})" if line.chance else "–"
    return [
        line.label,
        likely,
        line.middle or "–",
        line.spread or "–",
        line.missing or ("nichts" if line.middle else "–"),
        line.cost or "–",
    ]


def few(sentences: Sequence[str]) -> list[str]:
    """The last of them always, for it says what is missing at the end, and how many were left out."""
    rest = len(sentences) - SENTENCES
    if rest <= 0:
        return list(sentences)
    return [*sentences[: SENTENCES - 1], *sentences[-1:], f"Dazu {rest} weitere auf der Seite im Netz."]


def clipped(sentences: Sequence[str]) -> list[str]:
    return [clip(sentence, LONGEST_SENTENCE) for sentence in sentences]


def clip(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
