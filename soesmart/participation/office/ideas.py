"""The office's list of the ideas of a campaign, and the page of one of them."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.access import actor_of, may_prepare, may_see_results
from soesmart.participation.forms.office_ideas import IdeaForm
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.queries.office_idea import beside, history_of
from soesmart.participation.queries.office_ideas import filters_of, ideas_of, page_of
from soesmart.participation.rules import Visibility
from soesmart.participation.services.office_ideas import change_idea, enter_idea, linked_ideas

READERS = (Role.PARTICIPATION_OFFICER, Role.MODERATOR, Role.AUDITOR)


@require_safe
def overview(request: HttpRequest, key: str) -> HttpResponse:
    """All ideas, also those that the public does not see."""
    require_role(request, *READERS)
    campaign, at = get_object_or_404(Campaign, key=key), clock.now()
    actor = actor_of(request)
    with_results = may_see_results(actor, campaign, at)
    filters = filters_of(campaign, request.GET.dict(), with_results=with_results)
    page, ideas = page_of(ideas_of(campaign, filters, at), request.GET.get("seite"), at)
    context = {"campaign": campaign, "filters": filters, "page": page, "ideas": ideas, "with_results": with_results}
    return render(request, "participation/office_ideas.html", context | {"is_writer": may_prepare(actor)})


def new(request: HttpRequest, key: str) -> HttpResponse:
    """Enter an idea from paper, a workshop or an event."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    campaign: Campaign = get_object_or_404(Campaign.objects.select_related("municipality"), key=key)
    form = IdeaForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        try:
            idea = enter_idea(
                actor=person,
                campaign=campaign,
                words=form.words(),
                facts=form.facts(),
                links=form.numbers(),
                nonce=form.cleaned_data["nonce"],
                at=clock.now(),
            )
            messages.success(request, f"Idee {idea.number} „{idea.title}“ ist eingetragen.")
            return redirect("office_idea", key, idea.number)
        except Refused as refusal:
            form.refuse(refusal)
    context = {"campaign": campaign, "form": form}
    return render(request, "participation/office_idea_new.html", context, status=422 if form.is_bound else 200)


def idea(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Read and change one idea; with its history and what was said of it."""
    require_role(request, *READERS)
    row = idea_or_404(key, number)
    actor, links = actor_of(request), linked_ideas(row)
    if not actor.is_officer or row.visibility not in (Visibility.VISIBLE, Visibility.HELD):
        return _show(request, row, links, None, is_writer=actor.is_officer)
    initial = IdeaForm.of(row, [other.number for other in links])
    form = IdeaForm(request.POST or None, campaign=row.campaign, idea=row, initial=initial)
    if not form.is_valid():
        return _show(request, row, links, form, status=422 if form.is_bound else 200)
    try:
        row = _save(actor.person, row, form)
    except Conflict as refusal:
        return _show_conflict(request, row, links, initial, refusal)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(request, row, links, form, status=422)
    messages.success(request, f"Idee {row.number} ist gespeichert.")
    return redirect("office_idea", key, number)


def _save(actor: object, row: Idea, form: IdeaForm) -> Idea:
    return change_idea(
        actor=actor,
        idea=row,
        words=form.words(),
        facts=form.facts(),
        links=form.numbers(),
        revision=form.cleaned_data["revision"],
        at=clock.now(),
    )


def idea_or_404(key: str, number: int) -> Idea:
    rows = Idea.objects.select_related("campaign__municipality", "category", "district", "merged_into", "split_from")
    return get_object_or_404(rows, campaign__key=key, number=number)


def _show_conflict(
    request: HttpRequest, row: Idea, links: list[Idea], initial: dict[str, Any], refusal: Conflict
) -> HttpResponse:
    """What was typed stays; saving again is then a deliberate choice, so it carries the new revision."""
    typed = request.POST.copy()
    typed["revision"] = str(initial["revision"])
    form = IdeaForm(typed, campaign=row.campaign, idea=row, initial=initial)
    form.is_valid()
    form.add_error(None, f"{refusal.text} Wer jetzt noch einmal speichert, überschreibt ihn.")
    stored = [
        (str(form.fields[name].label), str(initial[name] or "leer")) for name in form.changed_data if name in initial
    ]
    return _show(request, row, links, form, status=409, stored=stored)


def _show(
    request: HttpRequest,
    row: Idea,
    links: list[Idea],
    form: IdeaForm | None,
    *,
    status: int = 200,
    is_writer: bool = True,
    stored: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    context = {"campaign": row.campaign, "idea": row, "form": form, "is_writer": is_writer, "stored": stored}
    with_results = may_see_results(actor_of(request), row.campaign, clock.now())
    context |= {"with_results": with_results}
    return render(request, "participation/office_idea.html", context | {"beside": beside(row, links)}, status=status)


@require_safe
def history(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What became of an idea, in public and in the log."""
    require_role(request, *READERS)
    row = idea_or_404(key, number)
    found = history_of(row, request.town.slug)  # type: ignore[attr-defined]
    context = {"campaign": row.campaign, "idea": row, "history": found, "is_writer": may_prepare(actor_of(request))}
    return render(request, "participation/office_idea_history.html", context)
