"""What people write below an idea: write, reply, change, take back."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.refusals import Forbidden, Refused
from soesmart.participation import services
from soesmart.participation.access import Actor, actor_of, is_answered, may_edit_comment, may_withdraw_comment
from soesmart.participation.credentials import Credential
from soesmart.participation.door import credential_of, let_in, remember
from soesmart.participation.forms.comments import CommentEditForm, CommentForm
from soesmart.participation.models import Campaign, Comment
from soesmart.participation.queries.comments import thread_of
from soesmart.participation.rules import Visibility
from soesmart.participation.views.case_page import page_of_held
from soesmart.participation.views.found import idea_or_404


def write(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Store a comment. Whether the window is open and the door too, the service asks: each query counts here."""
    if request.method != "POST":
        return redirect(address_of_idea(key, number) + "#kommentare")
    actor = actor_of(request)
    form = CommentForm(request.POST, actor=actor)
    if not form.is_valid():
        return _once_more(request, key, number, form)
    try:
        comment = services.write_comment(
            campaign_key=key,
            number=number,
            words=form.words(actor),
            credential=None if actor.is_officer else partial(_shown, request),
            author=actor.person,
            parent=form.cleaned_data["parent"],
            nonce=form.cleaned_data["nonce"],
            at=clock.now(),
        )
    except Refused as refusal:
        form.add_error(refusal.field, refusal.text)
        return _once_more(request, key, number, form, needs_door=isinstance(refusal, Forbidden))
    messages.success(request, _thanks(comment))
    place = page_of_held(comment) or _place(request, key, number, comment)
    return remember(request, redirect(place))


@require_safe
def thread(request: HttpRequest, key: str, number: int, comment: UUID) -> HttpResponse:
    """A conversation on a page of its own, with all replies: where links to a single comment lead."""
    actor, idea = idea_or_404(request, key, number)
    typed = request.GET.get("seite", "1")
    page = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 1
    found = thread_of(idea, actor, comment, page, at=clock.now())
    if found is None:
        raise Http404
    return render(request, "participation/comment_thread.html", {"idea": idea, "comments": found})


def edit(request: HttpRequest, key: str, number: int, comment: UUID) -> HttpResponse:
    """Change one's own words."""
    actor, row = _own(request, key, number, comment)
    if not may_edit_comment(actor, row, clock.now()):
        return _too_late(request, row, "ändern")
    form = CommentEditForm(request.POST or None, initial={"kind": row.kind, "text": row.text})
    if form.is_valid():
        try:
            row = services.edit_comment(actor=actor.person, comment=row, words=form.words(), at=clock.now())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
        else:
            messages.success(request, "Der Kommentar ist geändert." if row.visibility == Visibility.VISIBLE else HELD)
            return redirect(_place(request, key, number, row))
    status = 422 if form.is_bound else 200
    return render(request, "participation/comment_edit.html", {"idea": row.idea, "form": form}, status=status)


def withdraw(request: HttpRequest, key: str, number: int, comment: UUID) -> HttpResponse:
    """Ask, then take one's own comment back."""
    actor, row = _own(request, key, number, comment)
    if not may_withdraw_comment(actor, row):
        return _too_late(request, row, "zurückziehen")
    if request.method != "POST":
        return render(
            request,
            "participation/comment_withdraw.html",
            {"idea": row.idea, "comment": row, "is_answered": is_answered(row)},
        )
    services.withdraw_comment(actor=actor.person, comment=row, at=clock.now())
    messages.success(request, "Der Kommentar ist zurückgezogen.")
    return redirect(address_of_idea(key, number) + "#kommentare")


HELD = "Danke. Der Kommentar wird noch geprüft, bevor alle ihn sehen."


def address_of_idea(key: str, number: int) -> str:
    return reverse("idea", args=[key, number])


def _shown(request: HttpRequest, campaign: Campaign) -> Credential | None:
    """What the browser shows; one that never took part anywhere gets a token of which no voice has to be sought."""
    is_new = credential_of(request, campaign) is None
    shown = let_in(request, campaign)
    return replace(shown, is_new=is_new) if shown else None


def _thanks(comment: Comment) -> str:
    return "Danke, der Kommentar ist da." if comment.visibility == Visibility.VISIBLE else HELD


def _place(request: HttpRequest, key: str, number: int, comment: Comment) -> str:
    """Where the comment stands: new threads on the first page, replies on the page on which they were written."""
    page = request.POST.get("kommentare", "")
    query = f"?kommentare={page}" if comment.parent_id and page.isdecimal() and len(page) < 6 and page != "1" else ""
    return f"{address_of_idea(key, number)}{query}#kommentar-{comment.key}"


def _once_more(
    request: HttpRequest, key: str, number: int, form: CommentForm, needs_door: bool = False
) -> HttpResponse:
    """The form with what was typed, and beside it what it answers to."""
    actor, idea = idea_or_404(request, key, number)
    parent = form.cleaned_data.get("parent")
    above = thread_of(idea, actor, parent, at=clock.now()) if parent else None
    page: dict[str, Any] = {"idea": idea, "form": form, "needs_door": needs_door}
    page["above"] = above.threads[0].line if above else None
    return render(request, "participation/comment_form.html", page, status=403 if needs_door else 422)


def _own(request: HttpRequest, key: str, number: int, comment: UUID) -> tuple[Actor, Comment]:
    """One's own comment; a 404 for everybody else."""
    actor, idea = idea_or_404(request, key, number)
    row = Comment.objects.filter(idea=idea, key=comment, author=actor.person).select_related("voice").first()
    if actor.person is None or row is None:
        raise Http404
    row.idea = idea
    return actor, row


def _too_late(request: HttpRequest, row: Comment, what: str) -> HttpResponse:
    """Says why not; somebody may have replied while the page stood open."""
    typed = request.POST.get("text", "")
    page = {"idea": row.idea, "comment": row, "what": what, "typed": typed, "is_answered": is_answered(row)}
    return render(request, "participation/comment_too_late.html", page, status=409 if typed else 403)
