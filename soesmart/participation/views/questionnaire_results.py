"""What came out of a questionnaire, for everybody."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.participation.access import actor_of, may_prepare
from soesmart.participation.queries import questionnaires as reads
from soesmart.participation.rules.question_results import channel_table
from soesmart.participation.services.question_counts import public_counts
from soesmart.participation.views.questionnaires import visible


@require_safe
def results(request: HttpRequest, key: str) -> HttpResponse:
    """A table per question; before the end only where the questionnaire shows them meanwhile."""
    row, at = visible(request, key), clock.now()
    page = {"questionnaire": row, "is_open": row.is_open(at), "may_prepare": may_prepare(actor_of(request))}
    if not row.shows_results(at):
        return render(request, "participation/questionnaire_results.html", page)
    counted = public_counts(questionnaire=row, at=at)
    # Called by the template, and only when it has not kept the tables of this state.
    page |= {
        "counted": counted,
        "channels": partial(channel_table, counted.channels, row.smallest_group),
        "results": partial(reads.shown_results, row, counted.counts),
    }
    return render(request, "participation/questionnaire_results.html", page)
