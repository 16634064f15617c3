"""The queue of moderation: read, press a key, next."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from soesmart.core import clock
from soesmart.core.refusals import Conflict, Forbidden, Refused
from soesmart.participation.access import Actor, may_moderate, require_moderator
from soesmart.participation.forms.moderation import DecisionForm
from soesmart.participation.models import Case
from soesmart.participation.queries.moderation import others_may, queue_of
from soesmart.participation.rules.moderation import Removal
from soesmart.participation.services.moderation import (
    Decider,
    answer_objection,
    keep_text,
    remove_text,
    undo_decision,
)

DONE = {"keep": "Freigegeben", "remove": "Entfernt", "grant": "Widerspruch stattgegeben", "refuse": "Bleibt entfernt"}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """A page of waiting texts, one of them in focus."""
    actor = require_moderator(request, clock.now())
    return _show(request, actor, _uuid(request.GET.get("fall", "")), request.GET.get("seite", "1"))


@require_POST
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep, remove, or answer an objection; then the next text."""
    actor, case = _case(request, key)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        fault = next(error for errors in form.errors.values() for error in errors)
        return _show(request, actor, key, fault=str(fault), status=422)
    try:
        _decide(request, actor, case, form.cleaned_data)
    except Refused as refusal:
        return _show(request, actor, key, fault=refusal.text, status=_status(refusal))
    text = f"{DONE[form.cleaned_data['what']]}. Zurücknehmen geht zwei Minuten lang."
    return _next(request, actor, _uuid(request.POST.get("next", "")), text)


@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take one's decision back; the text is in focus again."""
    actor, case = _case(request, key)
    assert actor.person is not None
    try:
        undo_decision(case=case, by=actor.person, at=clock.now())
    except Refused as refusal:
        return _show(request, actor, None, fault=refusal.text, status=_status(refusal))
    return _next(request, actor, key, "Zurückgenommen. Der Text steht wieder hier.")


def _decide(request: HttpRequest, actor: Actor, case: Case, wanted: dict[str, Any]) -> None:
    assert actor.person is not None
    at, what, words = clock.now(), wanted["what"], wanted["statement"]
    by = Decider(actor.person, request.build_absolute_uri("/"), wanted["seen"])
    if what == "keep":
        keep_text(case=case, by=by, at=at)
    elif what == "remove":
        remove_text(case=case, by=by, reason=Removal(wanted["reason"]), statement=words, at=at)
    else:
        others = others_may(case.campaign, actor.person, at)
        answer_objection(case=case, by=by, is_granted=what == "grant", answer=words, others=others, at=at)


def _case(request: HttpRequest, key: UUID) -> tuple[Actor, Case]:
    """Who decides, and the case, if she may moderate its campaign now."""
    at = clock.now()
    actor = require_moderator(request, at)
    case: Case = get_object_or_404(Case.objects.select_related("campaign"), key=key)
    if not may_moderate(actor, case.campaign, at):
        raise Forbidden(
            "participation.case.window",
            "Diese Beteiligung wird gerade nicht moderiert. Beteiligungsbeauftragte können es weiterhin.",
        )
    return actor, case


def _next(request: HttpRequest, actor: Actor, focus: UUID | None, text: str) -> HttpResponse:
    """The next text: in place when the script asked for a part, else by a redirect."""
    page = request.POST.get("seite", "1")
    if _wants_part(request):
        return _show(request, actor, focus, page, done=text)
    messages.success(request, text)
    query = {"fall": str(focus)} if focus else {}
    if page not in ("", "1"):
        query["seite"] = page
    return redirect(f"{reverse('moderation')}{'?' if query else ''}{urlencode(query)}")


def _show(
    request: HttpRequest, actor: Actor, focus: UUID | None, page: str = "1", *, status: int = 200, **notes: str
) -> HttpResponse:
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    found = queue_of(actor, clock.now(), page=number, focus=focus)
    name = "_moderation_queue.html" if _wants_part(request) else "moderation.html"
    context: dict[str, Any] = {"queue": found, "item": found.item, "now": clock.now(), "home": reverse("moderation")}
    context["on_page"] = f"&seite={found.page.number}" if found.page.number > 1 else ""
    return render(request, f"participation/{name}", context | notes, status=status)


def _status(refusal: Refused) -> int:
    return 403 if isinstance(refusal, Forbidden) else 409 if isinstance(refusal, Conflict) else 422


def _wants_part(request: HttpRequest) -> bool:
    return request.headers.get("X-Part") == "queue"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
