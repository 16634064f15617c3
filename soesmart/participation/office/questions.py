"""The office builds the questions of a questionnaire: add, edit, move, delete, say when one is asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.forms.questions import FORMS, ConditionForm, QuestionForm, seen_of
from soesmart.participation.models import Questionnaire
from soesmart.participation.office.editing import posted
from soesmart.participation.office.questionnaires import officer_and_questionnaire
from soesmart.participation.queries import questionnaires as reads
from soesmart.participation.rules.question_conditions import condition_german
from soesmart.participation.rules.questions import QuestionKind, QuestionWords
from soesmart.participation.services.questionnaires import UnfitQuestion, revise_questions

PAGE = "participation/office_questionnaire_question.html"
Revise = Callable[[list[QuestionWords]], list[QuestionWords]]


def add(request: HttpRequest, key: str) -> HttpResponse:
    """A new question of the kind `?art=` (one answer where none is said), at the end."""
    person, row = officer_and_questionnaire(request, key)
    kind = _kind(request.GET.get("art", QuestionKind.SINGLE))
    form = FORMS[kind](posted(request), initial={"key": f"f{new_id().hex[:10]}"})

    def revise(questions: list[QuestionWords]) -> list[QuestionWords]:
        new = form.words(QuestionWords(form.cleaned_data["key"] or f"f{new_id().hex[:10]}", kind, ""))
        # The key was made with the form: a form sent twice finds its question there already.
        return questions if any(question.key == new.key for question in questions) else [*questions, new]

    context = {"title": f"Neue Frage: {kind.label}"}
    return _edit(request, person, row, form, revise, context)


def edit(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Change the words and settings of a question."""
    person, row = officer_and_questionnaire(request, key)
    questions = reads.questions_of(row)
    before = _one(questions, question)
    form = FORMS[before.kind](posted(request), initial=FORMS[before.kind].of(before))

    def revise(questions: list[QuestionWords]) -> list[QuestionWords]:
        stored = _unchanged(questions, question, form.cleaned_data["seen"])
        return [form.words(stored) if one.key == question else one for one in questions]

    context = {
        "title": f"Frage {questions.index(before) + 1}: {before.kind.label}",
        "question": before,
        "when": condition_german(before.condition, questions, reads.districts_for(questions)),
        "is_first": questions[0] == before,
    }
    return _edit(request, person, row, form, revise, context)


def condition(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Choose the earlier question (`?nach=`), then the answers at which this one is asked."""
    person, row = officer_and_questionnaire(request, key)
    questions = reads.questions_of(row)
    mine = _one(questions, question)
    earlier = questions[: questions.index(mine)]
    after = request.GET.get("nach", mine.condition.get("question", ""))
    asked = next((one for one in earlier if one.key == after), None)
    form = None
    if asked is not None:
        is_stored = mine.condition.get("question") == asked.key
        initial = (ConditionForm.of(mine.condition) if is_stored else {}) | {"seen": seen_of(mine)}
        districts = reads.districts_for([asked])
        form = ConditionForm(posted(request), initial=initial, asked=asked, districts=districts)
    context = {"title": f"Wann Frage {len(earlier) + 1} erscheint", "question": mine, "earlier": earlier}
    context |= {"asked": asked, "asked_number": questions.index(asked) + 1 if asked else 0}

    def revise(questions: list[QuestionWords]) -> list[QuestionWords]:
        assert form is not None
        stored = _unchanged(questions, question, form.cleaned_data["seen"])
        return [replace(stored, condition=form.condition()) if one.key == question else one for one in questions]

    template = "participation/office_questionnaire_condition.html"
    return _edit(request, person, row, form, revise, context, template)


@require_POST
def free(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Take the condition of a question away."""
    person, row = officer_and_questionnaire(request, key)

    def revise(questions: list[QuestionWords]) -> list[QuestionWords]:
        return [replace(one, condition={}) if one.key == question else one for one in questions]

    return _act(request, person, row, revise, "Die Frage erscheint jetzt immer.")


@require_POST
def move(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """One place up or down."""
    person, row = officer_and_questionnaire(request, key)
    step = -1 if request.POST.get("do") == "up" else 1

    def revise(questions: list[QuestionWords]) -> list[QuestionWords]:
        place = questions.index(_one(questions, question))
        other = place + step
        if 0 <= other < len(questions):
            questions[place], questions[other] = questions[other], questions[place]
        return questions

    return _act(request, person, row, revise, "")


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, key: str, question: str) -> HttpResponse:
    """Ask, then delete a question on which no other one hangs."""
    person, row = officer_and_questionnaire(request, key)
    if request.method != "POST":
        page = {"questionnaire": row, "question": _one(reads.questions_of(row), question)}
        return render(request, "participation/office_questionnaire_question_drop.html", page)

    def revise(questions: list[QuestionWords]) -> list[QuestionWords]:
        return [one for one in questions if one.key != question]

    return _act(request, person, row, revise, "Die Frage ist gelöscht.")


def _kind(name: str) -> QuestionKind:
    try:
        return QuestionKind(name)
    except ValueError:
        raise Http404 from None


def _one(questions: list[QuestionWords], key: str) -> QuestionWords:
    found = next((question for question in questions if question.key == key), None)
    if found is None:
        raise Http404
    return found


def _unchanged(questions: list[QuestionWords], key: str, seen: str) -> QuestionWords:
    stored = _one(questions, key)
    if seen_of(stored) != seen:
        raise Conflict(
            "participation.question.outdated",
            "Diese Frage hat inzwischen jemand anderes geändert. Die eigenen Eingaben stehen noch hier; bitte in einem "
            "zweiten Fenster den neuen Stand ansehen. Wer noch einmal speichert, überschreibt ihn.",
        )
    return stored


def _edit(
    request: HttpRequest,
    person: Person,
    row: Questionnaire,
    form: QuestionForm | ConditionForm | None,
    revise: Revise,
    context: dict[str, Any],
    template: str = PAGE,
) -> HttpResponse:
    status = 422 if form is not None and form.is_bound else 200
    if form is not None and form.is_valid():
        try:
            revise_questions(actor=person, questionnaire=row, revise=revise, at=clock.now())
            messages.success(request, "Die Frage ist gespeichert.")
            return redirect("office_questionnaire", row.key)
        except Conflict as conflict:
            status = 409
            _take_as_seen(form, row, context["question"].key)
            form.add_error(None, conflict.text)
        except UnfitQuestion as refusal:
            is_this = refusal.question in (request.POST.get("key"), getattr(context.get("question"), "key", ""))
            form.add_error(refusal.field if is_this and refusal.field in form.fields else None, refusal.text)
        except Refused as refusal:
            form.refuse(refusal)
    back = reverse("office_questionnaire", args=[row.key])
    return render(request, template, context | {"form": form, "questionnaire": row, "back": back}, status=status)


def _take_as_seen(form: QuestionForm | ConditionForm, row: Questionnaire, key: str) -> None:
    """What was typed stays in the form; sending it again is then a deliberate choice, so it carries the new digest."""
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    data["seen"] = seen_of(_one(reads.questions_of(row), key))
    form.data = data


def _act(request: HttpRequest, person: Person, row: Questionnaire, revise: Revise, done: str) -> HttpResponse:
    try:
        revise_questions(actor=person, questionnaire=row, revise=revise, at=clock.now())
        if done:
            messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.text)
    return redirect(f"{reverse('office_questionnaire', args=[row.key])}#fragen")
