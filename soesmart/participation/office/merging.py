"""Merge two ideas, take that back, split one: always with a look at what will happen before it does."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.forms.office_ideas import MergeForm, SplitForm
from soesmart.participation.models import Idea, MergeRecord
from soesmart.participation.office.ideas import idea_or_404
from soesmart.participation.queries.similar import similar_ideas
from soesmart.participation.services.merging import merge_ideas, preview_merge
from soesmart.participation.services.splitting import split_idea
from soesmart.participation.services.unmerging import hindrance, undo_merge


def merge(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Which idea goes on in this one; first what that does, then the click that does it."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    form = MergeForm(request.POST or (request.GET if "number" in request.GET else None))
    if not form.is_valid():
        return _choose(request, idea_or_404(key, number), form)
    kept, gone = _pair(key, number, form.cleaned_data["number"])
    try:
        if gone is None:
            raise Refused("participation.merge.unknown", "Eine Idee mit dieser Nummer gibt es hier nicht.", "number")
        if request.method != "POST":
            context = {
                "campaign": kept.campaign,
                "kept": kept,
                "gone": gone,
                "moved": preview_merge(kept=kept, gone=gone),
            }
            return render(request, "participation/office_idea_merge.html", context)
        merge_ideas(actor=person, kept=kept, gone=gone, at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return _choose(request, kept, form)
    messages.success(
        request, f"Idee {gone.number} geht in Idee {kept.number} weiter. Trennen lässt sich das unter „Verlauf“."
    )
    return redirect("office_idea", key, number)


def _pair(key: str, number: int, other: int) -> tuple[Idea, Idea | None]:
    """Both ideas in one query; the first is 404 when it is not there."""
    rows = Idea.objects.filter(campaign__key=key, number__in=[number, other]).select_related("campaign__municipality")
    found = {row.number: row for row in rows}
    return found.get(number) or idea_or_404(key, number), found.get(other)


def _choose(request: HttpRequest, kept: Idea, form: MergeForm) -> HttpResponse:
    similar = similar_ideas(kept.campaign, f"{kept.title} {kept.what}", besides=kept.number)
    context = {"campaign": kept.campaign, "kept": kept, "form": form, "similar": similar}
    status = 422 if form.is_bound else 200
    return render(request, "participation/office_idea_merge_choose.html", context, status=status)


def unmerge(request: HttpRequest, key: str, number: int, pk: int) -> HttpResponse:
    """Ask, then make two ideas again."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    records = MergeRecord.objects.select_related("kept__campaign", "gone")
    record: MergeRecord = get_object_or_404(records, pk=pk, kept__campaign__key=key, kept__number=number)
    if request.method == "POST":
        try:
            gone = undo_merge(actor=person, record=record, at=clock.now())
        except Conflict:
            pass  # the page says why, from the same rule
        else:
            messages.success(request, f"Idee {gone.number} ist wieder eine eigene Idee.")
            return redirect("office_idea", key, number)
    context: dict[str, Any] = {"campaign": record.kept.campaign, "record": record, "why": hindrance(record)}
    status = 409 if request.method == "POST" else 200
    return render(request, "participation/office_idea_unmerge.html", context, status=status)


def split(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Words for each new idea; then what will happen; then it does."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    idea = idea_or_404(key, number)
    form = SplitForm(request.POST or None, idea=idea)
    context: dict[str, Any] = {"campaign": idea.campaign, "idea": idea, "form": form}
    if not form.is_valid():
        return render(request, "participation/office_idea_split.html", context, status=422 if form.is_bound else 200)
    parts = form.parts()
    if "confirm" not in request.POST:
        return render(request, "participation/office_idea_split_check.html", context | {"parts": parts})
    try:
        made = split_idea(actor=person, idea=idea, parts=parts, nonce=form.cleaned_data["nonce"], at=clock.now())
    except Refused as refusal:
        form.refuse(refusal)
        return render(request, "participation/office_idea_split.html", context, status=422)
    numbers = ", ".join(str(part.number) for part in made)
    messages.success(request, f"Neue Ideen: {numbers}. Idee {idea.number} bleibt mit ihren Meinungen stehen.")
    return redirect("office_idea", key, number)
