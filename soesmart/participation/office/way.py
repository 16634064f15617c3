"""The office writes the way of the town: its phases and its dates."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation import services
from soesmart.participation.forms.way import DatedForm, MilestoneForm, NewMilestoneForm, PhaseForm, ProcessForm
from soesmart.participation.keys import free_key
from soesmart.participation.models import Milestone, Phase, Process
from soesmart.participation.queries import process_of_the_town, way_of
from soesmart.participation.queries.formats import add_planned


def overview(request: HttpRequest) -> HttpResponse:
    """Phases with their dates; the form that begins a way where there is none."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    process = process_of_the_town()
    if process:
        way = way_of(process, clock.today())
        add_planned(way, clock.now())
        return render(request, "participation/office_way.html", {"way": way})
    form = ProcessForm(request.POST or None)
    if form.is_valid():
        services.found_process(
            actor=person,
            municipality=request.town,  # type: ignore[attr-defined]
            slug="weg",
            at=clock.now(),
            **form.cleaned_data,
        )
        return redirect("participation_office")
    return render(request, "participation/office_begin.html", {"form": form})


def phase(request: HttpRequest, key: str = "") -> HttpResponse:
    """Plan a phase (no key) or edit one."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    process = get_object_or_404(Process)
    row = get_object_or_404(Phase, process=process, key=key) if key else None

    def save(form: PhaseForm) -> None:
        words, at = form.words(), clock.now()
        if row:
            revision = form.cleaned_data["revision"]
            services.edit_phase(actor=person, phase=row, words=words, revision=revision, at=at)
        else:
            new = free_key(words.name, process.phases.values_list("key", flat=True))
            services.plan_phase(actor=person, process=process, key=new, words=words, at=at)

    return _edit(request, PhaseForm, row, save, {"thing": "Abschnitt", "drop": "participation_drop_phase"})


def milestone(request: HttpRequest, key: str) -> HttpResponse:
    """Edit a date."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    row = get_object_or_404(Milestone, key=key)

    def save(form: MilestoneForm) -> None:
        revision = form.cleaned_data["revision"]
        services.edit_milestone(actor=person, milestone=row, words=form.words(), revision=revision, at=clock.now())

    return _edit(request, MilestoneForm, row, save, {"thing": "Termin", "drop": "participation_drop_milestone"})


def new_milestone(request: HttpRequest) -> HttpResponse:
    """Record a date, on its own or as a part of a longer one."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    process = get_object_or_404(Process)

    def save(form: NewMilestoneForm) -> None:
        key = free_key(form.words().name, process.milestones.values_list("key", flat=True))
        services.record_milestone(
            actor=person, process=process, key=key, words=form.words(), part_of=form.whole, at=clock.now()
        )

    wholes = process.milestones.filter(part_of=None)
    return _edit(request, partial(NewMilestoneForm, wholes=wholes), None, save, {"thing": "Termin"})


def drop_phase(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then take the phase off the way."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    row = get_object_or_404(Phase, key=key)
    return _drop(request, row, lambda: services.drop_phase(actor=person, phase=row, at=clock.now()))


def drop_milestone(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then take the date off the way."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    row = get_object_or_404(Milestone, key=key)
    return _drop(request, row, lambda: services.drop_milestone(actor=person, milestone=row, at=clock.now()))


def _edit(
    request: HttpRequest,
    form_class: Callable[..., Any],
    row: Phase | Milestone | None,
    save: Callable[[Any], None],
    page: dict[str, Any],
) -> HttpResponse:
    initial = form_class.of(row) if row else {}  # type: ignore[attr-defined]
    form = form_class(request.POST or None, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            save(form)
            messages.success(request, f"{page['thing']} „{form.cleaned_data['name']}“ ist gespeichert.")
            return redirect("participation_office")
        except Conflict as refusal:
            # What was typed stays; saving again is then a deliberate choice, so it carries the new revision.
            status, form = 409, _with_revision(form_class, request, initial)
            form.add_error(None, refusal.text)
            page["stored"] = _differences(form, initial)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.text)
    return render(request, "participation/office_edit.html", page | {"form": form, "row": row}, status=status)


def _with_revision(form_class: Callable[..., Any], request: HttpRequest, initial: dict[str, Any]) -> DatedForm:
    typed = request.POST.copy()
    typed["revision"] = str(initial["revision"])
    form: DatedForm = form_class(typed, initial=initial)
    form.is_valid()
    return form


def _differences(form: DatedForm, stored: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and stored value of every field in which the stored row differs from what was typed."""
    return [
        (str(form.fields[name].label), "ja" if stored[name] is True else str(stored[name] or "leer"))
        for name in form.changed_data
        if name != "revision"
    ]


def _drop(request: HttpRequest, row: Phase | Milestone, drop: Callable[[], None]) -> HttpResponse:
    if request.method != "POST":
        return render(request, "participation/office_drop.html", {"row": row, "is_phase": isinstance(row, Phase)})
    drop()
    messages.success(request, f"„{row.name}“ ist entfernt.")
    return redirect("participation_office")
