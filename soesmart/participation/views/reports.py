"""Anybody says that a text breaks the rules; no account is needed."""

from uuid import UUID

from allauth.core.internal import ratelimit
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation import limits
from soesmart.participation.access import may_report
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.door import browser_token, remember
from soesmart.participation.forms.moderation import ReportForm
from soesmart.participation.models import Comment, Idea
from soesmart.participation.queries.case_texts import words_of
from soesmart.participation.rules.moderation import REPORTS_TO_HOLD, Removal
from soesmart.participation.services.reports import report_text

# A whole school may sit behind one address.
LIMIT = {"report": "30/h/ip"}


def report_idea(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The form for an idea, or thanks."""
    rows = Idea.objects.select_related("campaign__municipality")
    return _report(request, get_object_or_404(rows, campaign__key=key, number=number))


def report_comment(request: HttpRequest, key: str, number: int, comment: UUID) -> HttpResponse:
    """The form for a comment, or thanks."""
    rows = Comment.objects.select_related("idea__campaign__municipality")
    return _report(request, get_object_or_404(rows, key=comment, idea__number=number, idea__campaign__key=key))


def _report(request: HttpRequest, text: Idea | Comment) -> HttpResponse:
    if not may_report(text):
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    idea = text.idea if isinstance(text, Comment) else text
    page = {"form": form, "text": text, "idea": idea, "words": words_of(text), "to_hold": REPORTS_TO_HOLD}
    if form.is_valid():
        if not ratelimit.consume(request, app="soesmart.participation", action="report", config=LIMIT):
            return render(request, "429.html", status=429)
        try:
            words, reason = form.cleaned_data["text"], Removal(form.cleaned_data["reason"])
            if not _is_first_of_today(request, text):
                return render(request, "participation/report.html", page | {"done": {"is_new": False}})
            done = report_text(text=text, credential=_who(request), reason=reason, words=words, at=clock.now())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
        else:
            return remember(request, render(request, "participation/report.html", page | {"done": done}))
    return render(request, "participation/report.html", page, status=422 if form.is_bound else 200)


def _is_first_of_today(request: HttpRequest, text: Idea | Comment) -> bool:
    """Whether it counts: without an account one report of a text a day from one internet address."""
    if isinstance(request.user, Person):
        return True
    what = f"{limits.where_from(request)}:{text._meta.model_name}:{text.pk}"
    try:
        limits.spend(limits.REPORT_OF_ONE_TEXT, what, clock.now())
    except limits.TooOften:
        return False
    return True


def _who(request: HttpRequest) -> Credential:
    if isinstance(request.user, Person):
        return Credential(Kind.PERSON, str(request.user.pk), request.user)
    return Credential(Kind.BROWSER, browser_token(request))
