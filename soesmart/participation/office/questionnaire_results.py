"""What came out, for the office: the tables of the public page, the texts, and files."""

import random
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.core.audit import audit
from soesmart.core.spreadsheets import XLSX_TYPE, write_csv, write_xlsx
from soesmart.participation.access import actor_of, may_prepare
from soesmart.participation.models import Questionnaire
from soesmart.participation.office.questionnaires import READERS, officer_and_questionnaire
from soesmart.participation.queries import questionnaires as reads
from soesmart.participation.queries.response_rows import (
    RESULT_COLUMNS,
    result_rows,
    single_columns,
    single_rows,
    written_texts,
)
from soesmart.participation.rules.question_results import channel_table
from soesmart.participation.rules.questions import numbers_of
from soesmart.participation.services.question_counts import public_counts

PER_PAGE = 50
FORMATS = {"xlsx": XLSX_TYPE, "csv": "text/csv; charset=utf-8"}


def _counted(row: Questionnaire) -> dict[str, Any]:
    """The same counts and the same hiding as for the public: small groups are protected from the office too."""
    at = clock.now()
    counted = public_counts(questionnaire=row, at=at)
    shown = partial(reads.shown_results, row, counted.counts)
    channels = partial(channel_table, counted.channels, row.smallest_group)
    return {"counted": counted, "results": shown, "channels": channels, "is_open": row.is_open(at)}


@require_safe
def results(request: HttpRequest, key: str) -> HttpResponse:
    """The tables, at any time."""
    require_role(request, *READERS)
    row: Questionnaire = get_object_or_404(Questionnaire, key=key)
    page = {"questionnaire": row, "may_prepare": may_prepare(actor_of(request)), **_counted(row)}
    return render(request, "participation/office_questionnaire_results.html", page)


@require_safe
def results_file(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """The tables as a file."""
    require_role(request, *READERS)
    row: Questionnaire = get_object_or_404(Questionnaire, key=key)
    rows = list(result_rows(_counted(row)["results"]()))
    content = write_xlsx(RESULT_COLUMNS, rows, "Ergebnisse") if ending == "xlsx" else write_csv(RESULT_COLUMNS, rows)
    return _file(f"{row.key}-ergebnisse", ending, content)


@require_safe
def responses_file(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Every response as a row, without what is confidential or written freely. Who took it is on record."""
    person, row = officer_and_questionnaire(request, key)
    questions = reads.questions_of(row)
    columns = single_columns(questions)
    rows = list(single_rows(row, questions, reads.districts_for(questions), random.SystemRandom()))
    content = write_xlsx(columns, rows, "Antworten") if ending == "xlsx" else write_csv(columns, rows)
    at, town = clock.now(), row.municipality.slug
    audit(person, "participation.responses.exported", row, town=town, at=at, responses=len(rows))
    return _file(f"{row.key}-antworten", ending, content)


@require_safe
def texts(request: HttpRequest, key: str) -> HttpResponse:
    """What people wrote, question by question, apart from their other answers."""
    require_role(request, Role.PARTICIPATION_OFFICER)
    row: Questionnaire = get_object_or_404(Questionnaire, key=key)
    questions = reads.questions_of(row)
    found, numbers = written_texts(row, questions), numbers_of(questions)
    by_key = {question.key: question for question in questions}
    present = [question for question in questions if any(key == question.key for key, _ in found)]
    wanted = request.GET.get("frage", present[0].key if present else "")
    if wanted and wanted not in by_key:
        raise Http404
    page = Paginator([text for key, text in found if key == wanted], PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "questionnaire": row,
        "page": page,
        "question": by_key.get(wanted),
        "number": numbers.get(wanted, 0),
        "present": [(numbers[question.key], question) for question in present],
    }
    return render(request, "participation/office_questionnaire_texts.html", context)


def _file(name: str, ending: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=FORMATS[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["Cache-Control"] = "no-store"
    return response
