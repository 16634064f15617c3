"""Questions about a goal: everybody reads the answers, anybody asks; no account is needed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.accounts import limits
from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.strategy import queries
from soesmart.strategy.forms.questions import QuestionForm
from soesmart.strategy.queries.questions import answered, own_waiting, with_revisions
from soesmart.strategy.services.questions import ask_question

PAGE = 10
# A whole school may sit behind one address.
ASKING = limits.Limit(
    "question",
    30,
    60,
    "Von diesem Internetanschluss kamen in kurzer Zeit sehr viele Fragen. Bitte in einer Stunde noch einmal senden. "
    "Was getippt wurde, steht noch im Feld.",
)


@require_safe
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """The answered questions about a goal; reading needs no cookie."""
    page = _goal(code)
    found = Paginator(answered(page.thing), PAGE).get_page(request.GET.get("seite"))
    person = request.user if isinstance(request.user, Person) else None
    context = {
        "goal": page.goal,
        "page": found,
        "questions": with_revisions(found.object_list),
        "waiting": own_waiting(page.thing, person) if person else [],
    }
    return render(request, "strategy/questions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    page, status = _goal(code), 200
    person = request.user if isinstance(request.user, Person) else None
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            limits.spend(ASKING, limits.where_from(request), clock.now())
            town = request.town  # type: ignore[attr-defined]
            ask_question(municipality=town, goal=page.thing, person=person, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
            status = refusal.status
        else:
            messages.success(request, THANKS_BY_MAIL if person else THANKS)
            return redirect("strategy-questions", code)
    elif form.is_bound:
        status = 422
    indicator = page.goal.indicator
    context = {
        "goal": page.goal,
        "form": form,
        "value": indicator.latest if indicator else None,
        "indicator": indicator,
    }
    return render(request, "strategy/question.html", context, status=status)


THANKS = "Danke für die Frage. Die Antwort steht hier, sobald die Stadt sie geschrieben hat."
THANKS_BY_MAIL = "Danke für die Frage. Die Antwort steht dann hier, und ein Hinweis kommt per E-Mail."


def _goal(code: str) -> queries.GoalPage:
    page = queries.goal_page(code, clock.now())
    if page is None:
        raise Http404
    return page
