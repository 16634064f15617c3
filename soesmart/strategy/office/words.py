"""Fields and goals of the draft: add, edit, remove, put back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.strategy.access import require_writer
from soesmart.strategy.forms.words import FieldForm, GoalForm
from soesmart.strategy.models import FieldWording, GoalWording, RemovedText, Version
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, lost, posted
from soesmart.strategy.services.removals import remove_field, remove_goal, restore
from soesmart.strategy.services.words import add_field, add_goal, edit_field, edit_goal

DRAFT = "strategy-office-draft"


@require_http_methods(["GET", "HEAD", "POST"])
def new_goal(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    version = reads.work_to_write(request)
    form = _goal_form(version, posted(request), None, initial={"field": request.GET.get("feld", "")})
    return answer(
        request,
        Edit(
            form,
            lambda: add_goal(actor=person, version=version, text=form.text(), at=clock.now()),
            title="Neues Ziel",
            done="Das Ziel ist im Entwurf.",
            to=_to("goal", form["code"].value() if form.is_bound else ""),
            context={"crumb": "Neues Ziel"},
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_one_goal(request: HttpRequest, code: str) -> HttpResponse:
    person = require_writer(request)
    version = reads.work_to_write(request)
    row = reads.goal(version, code)
    if row is None:
        return _gone(request, version, RemovedText.Kind.GOAL, code, GoalForm)
    form = _goal_form(version, posted(request), row)
    return answer(
        request,
        Edit(
            form,
            lambda: edit_goal(actor=person, wording=row, text=form.text(), revision=form.seen, at=clock.now()),
            title=f"{code} bearbeiten",
            done=f"{code} ist gespeichert.",
            to=_to("goal", code),
            fresh=lambda: _goal_form(version, None, reads.goal(version, code)),
            context={
                "crumb": code,
                "remove_url": reverse("strategy-office-goal-remove", args=[code]),
                "trail_url": f"{reverse('strategy-office-trail')}?ziel={code}",
                "who_target": f"strategy.goal:{row.goal_id}",
            },
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_field(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    version = reads.work_to_write(request)
    form = FieldForm(posted(request))
    return answer(
        request,
        Edit(
            form,
            lambda: add_field(actor=person, version=version, text=form.text(), at=clock.now()),
            title=f"{version.strategy.field_singular} anlegen",
            done="Das Feld ist im Entwurf.",
            to=_to("field", form["key"].value() if form.is_bound else ""),
            context={"crumb": "Neues Feld"},
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_one_field(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    version = reads.work_to_write(request)
    row = reads.field(version, key)
    if row is None:
        return _gone(request, version, RemovedText.Kind.FIELD, key, FieldForm)
    form = FieldForm(posted(request), stored=row)
    return answer(
        request,
        Edit(
            form,
            lambda: edit_field(actor=person, wording=row, text=form.text(), revision=form.seen, at=clock.now()),
            title=f"{row.name} bearbeiten",
            done=f"„{row.name}“ ist gespeichert.",
            to=_to("field", key),
            fresh=lambda: FieldForm(stored=reads.field(version, key)),
            context={
                "crumb": row.name,
                "remove_url": reverse("strategy-office-field-remove", args=[key]),
                "trail_url": f"{reverse('strategy-office-trail')}?feld={key}",
                "who_target": f"strategy.actionfield:{row.field_id}",
            },
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Ask first, then take out; the draft's list offers to put it back."""
    person = require_writer(request)
    version = reads.work_to_write(request)
    row = reads.goal(version, key) if kind == RemovedText.Kind.GOAL else reads.field(version, key)
    if row is None:
        return _gone(request, version, kind, key, None)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            _remove(person, row, request.POST.get("revision", ""))
        except Refused as caught:
            refusal = caught
        else:
            messages.success(request, f"{key} ist aus dem Entwurf genommen. Es lässt sich unten wiederherstellen.")
            return redirect(f"{reverse(DRAFT)}#entfernt")
    context = {"row": row, "key": key, "kind": kind, "refusal": refusal, "version": version}
    return render(request, "strategy/office/remove.html", context, status=409 if refusal else 200)


def _remove(person: object, row: GoalWording | FieldWording, revision: str) -> None:
    seen = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else 0
    if isinstance(row, GoalWording):
        remove_goal(actor=person, wording=row, revision=seen, at=clock.now())
    else:
        remove_field(actor=person, wording=row, revision=seen, at=clock.now())


@require_POST
def put_back(request: HttpRequest, pk: int) -> HttpResponse:
    person = require_writer(request)
    kept = get_object_or_404(RemovedText, pk=pk)
    restore(actor=person, removed=kept, at=clock.now())
    messages.success(request, f"{kept.key} steht wieder im Entwurf.")
    return redirect(_to(kept.kind, kept.key))


def _goal_form(version: Version, data: Any, row: GoalWording | None, **options: Any) -> GoalForm:
    return GoalForm(
        data,
        fields=reads.field_choices(version),
        parents=reads.parent_choices(version, row),
        units=reads.units(),
        field_label=version.strategy.field_singular,
        stored=row,
        **options,
    )


def _gone(request: HttpRequest, version: Version, kind: str, key: str, form: Any) -> HttpResponse:
    """Somebody took it out of the draft meanwhile: say so, offer to put it back, keep what was typed."""
    kept = reads.removed(version).filter(kind=kind, key=key).first()
    if kept is None and request.method != "POST":
        raise Http404
    return lost(
        request,
        form,
        title=f"{key} steht nicht mehr im Entwurf",
        text="Jemand hat es inzwischen herausgenommen.",
        kept=kept,
    )


def _to(kind: str, key: str) -> str:
    return f"{reverse(DRAFT)}#{kind}-{key}"
