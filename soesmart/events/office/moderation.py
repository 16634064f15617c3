"""Moderation during the evening: questions before the hall sees them, words of a word cloud."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.refusals import Forbidden, Refused
from soesmart.events.access import may_direct, may_moderate
from soesmart.events.credentials import stage_key
from soesmart.events.forms.moderation import QuestionForm, WordForm
from soesmart.events.models import AudienceQuestion, Event, Item
from soesmart.events.office.console import first_fault
from soesmart.events.queries.moderation import bench_of
from soesmart.events.services.moderation import hide_word, show_word
from soesmart.events.services.questions import answer_question, moderate_question, take_question
from soesmart.participation.access import actor_of
from soesmart.participation.rules import Visibility

SEEN = {"show": Visibility.VISIBLE, "hold": Visibility.HELD, "remove": Visibility.REMOVED}
DONE = {
    "show": "Die Frage ist zu sehen.",
    "hold": "Die Frage wartet wieder.",
    "remove": "Die Frage ist entfernt.",
    "take": "Die Frage ist aufgerufen und steht groß auf der Leinwand.",
    "answer": "Die Antwort ist gespeichert.",
}


@never_cache
@require_safe
def moderation(request: HttpRequest, key: str) -> HttpResponse:
    """Questions that wait, questions on view, words."""
    _, event = _moderated(request, key)
    return _show(request, event)


@require_POST
def question(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Decide about a question."""
    person, event = _moderated(request, key)
    rows = AudienceQuestion.objects.select_related("item__event__municipality")
    row: AudienceQuestion = get_object_or_404(rows, item__event=event, number=number)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _show(request, event, fault=first_fault(form), status=422)
    wanted, at = form.cleaned_data, clock.now()
    try:
        if wanted["what"] == "take":
            take_question(question=row, by=person, at=at)
        elif wanted["what"] == "answer":
            answer_question(question=row, answer=wanted["answer"], by=person, at=at)
        else:
            seen = SEEN[wanted["what"]]
            moderate_question(question=row, visibility=seen, by=person, at=at, reason=wanted["reason"])
    except Refused as refusal:
        return _show(request, event, fault=refusal.text, status=refusal.status)
    return _done(request, event, DONE[wanted["what"]])


@require_POST
def word(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Hide a word of a word cloud, or show it again."""
    person, event = _moderated(request, key)
    item: Item = get_object_or_404(Item.objects.select_related("event__municipality"), event=event, number=number)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _show(request, event, fault=first_fault(form), status=422)
    (reason, text), at = form.cleaned_data["decision"], clock.now()
    try:
        if reason is not None:
            hide_word(item=item, word=text, reason=reason, by=person, at=at)
        else:
            show_word(item=item, word=text, by=person, at=at)
    except Refused as refusal:
        return _show(request, event, fault=refusal.text, status=refusal.status)
    return _done(request, event, f"„{text}“ ist {'ausgeblendet' if reason else 'wieder zu sehen'}.")


def _moderated(request: HttpRequest, key: str) -> tuple[Person, Event]:
    """Who moderates, and the event; Forbidden while it is a draft."""
    person = require_role(request, Role.MODERATOR, Role.PARTICIPATION_OFFICER)
    event: Event = get_object_or_404(Event.objects.select_related("municipality"), key=key)
    if not may_moderate(actor_of(request), event):
        raise Forbidden("events.moderation.draft", "Moderiert wird, sobald die Veranstaltung veröffentlicht ist.")
    return person, event


def _done(request: HttpRequest, event: Event, text: str) -> HttpResponse:
    if request.headers.get("X-Part") == "desk":
        return _show(request, event, done=text)
    messages.success(request, text)
    return redirect("event_moderation", event.key)


def _show(request: HttpRequest, event: Event, *, status: int = 200, **notes: Any) -> HttpResponse:
    name = "_moderation_bench.html" if request.headers.get("X-Part") == "desk" else "moderation.html"
    page = {"bench": bench_of(event), "event": event, "key": stage_key(event.pk), **notes}
    page["may_direct"] = may_direct(actor_of(request), event)
    return render(request, f"events/{name}", page, status=status)
