"""The office builds questionnaires: the list, one of them at a glance, its words, its way from draft to archive."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation.access import actor_of, may_prepare
from soesmart.participation.forms.questionnaire_page import faulty_in, parts_of, raw_answers, typed_of
from soesmart.participation.forms.questionnaires import NewQuestionnaireForm, QuestionnaireForm
from soesmart.participation.keys import free_key
from soesmart.participation.models import Campaign, Phase, Questionnaire
from soesmart.participation.office.editing import Edit, answer, posted
from soesmart.participation.queries import questionnaires as reads
from soesmart.participation.rules.question_answers import check_answers
from soesmart.participation.rules.question_conditions import condition_german
from soesmart.participation.rules.questions import QuestionKind
from soesmart.participation.services import questionnaires as services
from soesmart.participation.services.responses import surroundings_of

PER_PAGE = 25
READERS = (Role.PARTICIPATION_OFFICER, Role.AUDITOR)
PAGE = "participation/office_questionnaire_form.html"


def officer_and_questionnaire(request: HttpRequest, key: str) -> tuple[Person, Questionnaire]:
    """First line of a page that changes a questionnaire; 404 without one in this town."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    rows = Questionnaire.objects.select_related("municipality", "campaign", "phase")
    return person, get_object_or_404(rows, key=key)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All questionnaires of the town, drafts first."""
    require_role(request, *READERS)
    rows = Questionnaire.objects.select_related("campaign").order_by(F("published_at").desc(nulls_first=True), "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
    context = {"page": page, "at": clock.now(), "may_prepare": may_prepare(actor_of(request))}
    return render(request, "participation/office_questionnaires.html", context)


def begin(request: HttpRequest) -> HttpResponse:
    """A new draft."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    form = NewQuestionnaireForm(posted(request))

    def save() -> str:
        title = form.cleaned_data["title"]
        made = services.found_questionnaire(
            actor=person,
            municipality=request.town,  # type: ignore[attr-defined]
            key=free_key(title, Questionnaire.objects.values_list("key", flat=True)),
            words=services.QuestionnaireWords(title=title),
            nonce=form.cleaned_data["nonce"],
            at=clock.now(),
        )
        return reverse("office_questionnaire", args=[made.key])

    context = {"title": "Fragebogen anlegen", "back": reverse("office_questionnaires"), "submit": "Anlegen"}
    return answer(request, Edit(form, save, "Der Entwurf ist angelegt.", PAGE, context))


@require_safe
def questionnaire(request: HttpRequest, key: str) -> HttpResponse:
    """One questionnaire: its questions, what is missing, what can be done next."""
    require_role(request, *READERS)
    row: Questionnaire = get_object_or_404(Questionnaire.objects.select_related("municipality", "campaign"), key=key)
    at, questions = clock.now(), reads.questions_of(row)
    districts = reads.districts_for(questions)
    listed = [(question, condition_german(question.condition, questions, districts)) for question in questions]
    context = {
        "questionnaire": row,
        "questions": listed,
        "kinds": [(kind.value, kind.label) for kind in QuestionKind],
        "gaps": [] if row.is_published() else services.gaps_of(row, at),
        "is_open": row.is_open(at),
        "has_ended": row.has_ended(at),
        "is_fixed": services.is_answered(row),
        "may_prepare": may_prepare(actor_of(request)),
    }
    return render(request, "participation/office_questionnaire.html", context)


def words(request: HttpRequest, key: str) -> HttpResponse:
    """Title, texts, window, who may answer."""
    person, row = officer_and_questionnaire(request, key)
    offers: dict[str, Any] = {"phases": list(Phase.objects.all()), "campaigns": list(Campaign.objects.all()[:200])}
    form = QuestionnaireForm(posted(request), initial=QuestionnaireForm.of(row), **offers)
    here = reverse("office_questionnaire", args=[row.key])

    def save() -> str:
        words, at = form.words(), clock.now()
        services.edit_questionnaire(actor=person, questionnaire=row, words=words, revision=form.seen, at=at)
        return here

    def fresh() -> QuestionnaireForm:
        return QuestionnaireForm(initial=QuestionnaireForm.of(Questionnaire.objects.get(pk=row.pk)), **offers)

    context = {"title": "Angaben", "questionnaire": row, "back": here, "submit": "Speichern"}
    return answer(request, Edit(form, save, "Die Angaben sind gespeichert.", PAGE, context, fresh))


@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    person, row = officer_and_questionnaire(request, key)
    done = f"„{row.title}“ ist veröffentlicht."
    at = clock.now()
    return _act(request, row, lambda: services.publish_questionnaire(actor=person, questionnaire=row, at=at), done)


@require_POST
def archive(request: HttpRequest, key: str) -> HttpResponse:
    person, row = officer_and_questionnaire(request, key)
    done = f"„{row.title}“ ist abgelegt. Die Ergebnisse bleiben öffentlich."
    at = clock.now()
    return _act(request, row, lambda: services.archive_questionnaire(actor=person, questionnaire=row, at=at), done)


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then throw a draft away."""
    person, row = officer_and_questionnaire(request, key)
    if request.method != "POST":
        return render(request, "participation/office_questionnaire_drop.html", {"questionnaire": row})
    services.drop_questionnaire(actor=person, questionnaire=row, at=clock.now())
    messages.success(request, f"„{row.title}“ ist gelöscht.")
    return redirect("office_questionnaires")


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The page as people will see it; answers are checked and not stored."""
    _, row = officer_and_questionnaire(request, key)
    questions, typed = reads.questions_of(row), typed_of(request.POST)
    faults: dict[str, str] = {}
    if request.method == "POST":
        around = surroundings_of(row, {question.kind for question in questions})
        faults = check_answers(questions, raw_answers(questions, typed), around, complete=True).faults
    parts = parts_of(questions, typed, faults, reads.districts_for(questions))
    context = {
        "questionnaire": row,
        "parts": parts,
        "faulty": faulty_in(parts),
        "count": len(questions),
        "conditional": sum(bool(question.condition) for question in questions),
        "confidential": any(question.confidential for question in questions),
        "preview": True,
        "is_tried": request.method == "POST" and not faults,
    }
    return render(request, "participation/office_questionnaire_preview.html", context, status=422 if faults else 200)


def _act(request: HttpRequest, row: Questionnaire, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.text)
    return redirect("office_questionnaire", row.key)
