"""Answer a questionnaire: one plain page, kept as a draft or sent."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.refusals import Forbidden, Refused
from soesmart.participation import door
from soesmart.participation.access import actor_of, may_prepare, may_see_answers, may_see_questionnaire
from soesmart.participation.forms.questionnaire_page import (
    Typed,
    faulty_in,
    name_of,
    parts_of,
    raw_answers,
    typed_answers,
    typed_of,
)
from soesmart.participation.limits import TooOften
from soesmart.participation.models import Questionnaire, Response
from soesmart.participation.queries import questionnaires as reads
from soesmart.participation.rules import Who
from soesmart.participation.rules.questions import QuestionWords
from soesmart.participation.services.responses import FaultyAnswers, find_response, save_response, withdraw_response
from soesmart.participation.services.voices import REFUSALS

PER_PAGE = 25


@require_safe
def questionnaires(request: HttpRequest) -> HttpResponse:
    """All questionnaires of the town: open, coming, ended (in pages)."""
    listed = reads.public_questionnaires(clock.now())
    ended = Paginator(listed.ended, PER_PAGE).get_page(request.GET.get("seite"))
    page = {"listed": listed, "ended": ended, "may_prepare": may_prepare(actor_of(request))}
    return render(request, "participation/questionnaires.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def questionnaire(request: HttpRequest, key: str, draft: uuid.UUID | None = None) -> HttpResponse:
    """Read the questions, answer them, keep a draft, send, change. draft: of a link from another device."""
    row = visible(request, key)
    if request.method == "POST":
        return _take(request, row, draft)
    if not row.is_open(clock.now()):
        return _not_open(request, row)
    credential = door.credential_of(request, row)
    if credential is None and row.who != Who.ANYONE:
        return redirect("questionnaire_door", row.key)
    response = _linked(row, draft) if draft else find_response(row, credential) if credential else None
    questions, answers = reads.questions_of(row), reads.answers_of(response)
    return _show(request, row, questions, typed_answers(questions, answers), response=response)


@require_safe
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    """The answers have arrived: what happens next, and how to change them."""
    row, response = mine(request, key)
    if not response.sent_at:
        return redirect("questionnaire_saved", row.key)
    at = clock.now()
    page = {
        "questionnaire": row,
        "response": response,
        "is_open": row.is_open(at),
        "shows_results": may_see_answers(actor_of(request), row, at),
    }
    return render(request, "participation/questionnaire_thanks.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then take the answers back."""
    row, response = mine(request, key)
    if request.method != "POST":
        page = {"questionnaire": row, "response": response}
        return render(request, "participation/questionnaire_withdraw.html", page)
    credential = door.credential_of(request, row)
    assert credential is not None
    withdraw_response(questionnaire=row, credential=credential, at=clock.now())
    return render(request, "participation/questionnaire_withdrawn.html", {"questionnaire": row})


def visible(request: HttpRequest, key: str) -> Questionnaire:
    """The questionnaire, if the person of the request may see it; else it does not exist."""
    row = reads.questionnaire_of(key)
    if row is None or not may_see_questionnaire(actor_of(request), row):
        raise Http404
    return row


def mine(request: HttpRequest, key: str) -> tuple[Questionnaire, Response]:
    """The questionnaire and the response of the person of the request; it does not exist for others."""
    row = visible(request, key)
    credential = door.credential_of(request, row)
    response = find_response(row, credential) if credential else None
    if response is None:
        raise Http404
    return row, response


def _linked(row: Questionnaire, draft: uuid.UUID) -> Response:
    """The draft of a link; Refused when it was sent or deleted meanwhile."""
    found = Response.objects.filter(questionnaire=row, key=draft, sent_at=None).first()
    if found is None or row.who != Who.ANYONE:
        raise Refused(
            "participation.response.gone",
            "Diesen Zwischenstand gibt es nicht mehr: Er wurde schon gesendet oder gelöscht.",
        )
    return found


def _take(request: HttpRequest, row: Questionnaire, draft: uuid.UUID | None) -> HttpResponse:
    """Store what was typed; with faults the same page again, with everything on it."""
    questions, typed = reads.questions_of(row), typed_of(request.POST)
    send = request.POST.get("do") != "save"
    try:
        credential = door.let_in(request, row, _token(request))
        if credential is None:
            raise Forbidden("participation.response.door", REFUSALS[Who(row.who)])
        answers = raw_answers(questions, typed)
        response = save_response(
            questionnaire=row, credential=credential, answers=answers, send=send, draft=draft, at=clock.now()
        )
    except FaultyAnswers as refusal:
        return _show(request, row, questions, typed, faults=refusal.faults, status=422)
    except Refused as refusal:
        status = 403 if isinstance(refusal, Forbidden) else 429 if isinstance(refusal, TooOften) else 422
        return _show(request, row, questions, typed, refusal=refusal.text, status=status)
    name = "questionnaire_thanks" if response.sent_at else "questionnaire_saved"
    return door.remember(request, redirect(name, row.key))


def _token(request: HttpRequest) -> str:
    """The form's own unguessable number, which becomes the browser's token: a first form sent twice is one person."""
    try:
        return str(uuid.UUID(request.POST.get("nonce", "")))
    except ValueError:
        return ""


def _show(
    request: HttpRequest,
    row: Questionnaire,
    questions: list[QuestionWords],
    typed: Typed,
    *,
    faults: Mapping[str, str] | None = None,
    refusal: str = "",
    response: Response | None = None,
    status: int = 200,
) -> HttpResponse:
    parts = parts_of(questions, typed, faults, reads.districts_for(questions))
    page: dict[str, Any] = {
        "questionnaire": row,
        "parts": parts,
        "count": len(questions),
        "conditional": sum(bool(question.condition) for question in questions),
        "confidential": any(question.confidential for question in questions),
        "faulty": faulty_in(parts),
        "refusal": refusal,
        "response": response,
        "answered": sum(_is_typed(question, typed) for question in questions) if response else 0,
        "nonce": request.POST.get("nonce") or new_id(),
    }
    return render(request, "participation/questionnaire.html", page, status=status)


def _is_typed(question: QuestionWords, typed: Typed) -> bool:
    name = name_of(question.key)
    return any(any(values) for control, values in typed.items() if control == name or control.startswith(f"{name}."))


def _not_open(request: HttpRequest, row: Questionnaire) -> HttpResponse:
    at = clock.now()
    page = {
        "questionnaire": row,
        "is_coming": row.is_published() and not row.has_ended(at),
        "shows_results": may_see_answers(actor_of(request), row, at),
        "may_prepare": may_prepare(actor_of(request)),
    }
    return render(request, "participation/questionnaire_not_open.html", page)
