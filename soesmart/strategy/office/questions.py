"""Questions of residents about goals: read, answer, hide, and take that back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.core import clock
from soesmart.strategy.access import may_answer, require_reader, require_writer
from soesmart.strategy.forms.questions import AnswerForm
from soesmart.strategy.models import GoalQuestion
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.people import Names
from soesmart.strategy.queries.questions import for_office, with_revisions, with_titles
from soesmart.strategy.rules import QuestionState
from soesmart.strategy.services.questions import answer_question, hide_question, show_question

LIST = "strategy-office-questions"
PAGE = 20
TABS = {"": QuestionState.WAITING, "beantwortet": QuestionState.ANSWERED, "ausgeblendet": QuestionState.HIDDEN}


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    require_reader(request)
    chosen = request.GET.get("stand", "")
    state = TABS.get(chosen, QuestionState.WAITING)
    page = Paginator(for_office(state), PAGE).get_page(request.GET.get("seite"))
    shown = list(page.object_list)
    names = Names.of(row.answered_by_id for row in shown)
    context = {
        "page": page,
        "questions": [(one, names.get(one.row.answered_by_id)) for one in with_revisions(shown)],
        "state": state,
        "tabs": _tabs(state),
        "may_answer": may_answer(request),
    }
    return render(request, "strategy/office/questions.html", context)


def _tabs(current: QuestionState) -> list[dict[str, Any]]:
    home = reverse(LIST)
    return [
        {"label": state.label, "url": f"{home}?stand={name}" if name else home, "is_current": state == current}
        for name, state in TABS.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question or put the answer right."""
    person = require_writer(request)
    row = _question(pk)
    form = _form(row, posted(request))
    link = request.build_absolute_uri(f"{reverse('strategy-questions', args=[row.goal.code])}#frage-{row.pk}")

    def write() -> GoalQuestion:
        words, at = form.cleaned_data["answer"], clock.now()
        return answer_question(actor=person, question=row, answer=words, link=link, revision=form.seen, at=at)

    return answer(
        request,
        Edit(
            form,
            write,
            title=f"Frage zu {row.goal.code}",
            done="Die Antwort ist veröffentlicht.",
            to=reverse(LIST),
            submit="Antwort veröffentlichen",
            fresh=lambda: _form(_question(pk)),
            template="strategy/office/question.html",
            context={"shown": with_revisions([row])[0], "who_target": f"strategy.goalquestion:{pk}"},
        ),
    )


@require_POST
def hide(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_writer(request)
    hide_question(actor=person, question=_question(pk), at=clock.now())
    messages.success(request, "Die Frage ist ausgeblendet. Unter „ausgeblendet“ lässt sich das zurücknehmen.")
    return redirect(LIST)


@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_writer(request)
    row = show_question(actor=person, question=_question(pk), at=clock.now())
    is_public = row.state == QuestionState.ANSWERED
    messages.success(request, f"Die Frage {'ist wieder für alle zu sehen' if is_public else 'wartet wieder'}.")
    return redirect(LIST)


def _form(row: GoalQuestion, data: Any = None) -> AnswerForm:
    return AnswerForm(data, initial={"answer": row.answer, "revision": row.revision})


def _question(pk: int) -> GoalQuestion:
    found: GoalQuestion | None = with_titles().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
