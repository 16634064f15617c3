"""The draft: all fields and goals in a dense list, its facts, its vision, its overarching goals."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.core import clock
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.forms.versions import FactsForm
from soesmart.strategy.forms.words import OverarchingForm, VisionForm
from soesmart.strategy.models import OverarchingGoal, Version, VisionTerm
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.rules import VersionState
from soesmart.strategy.services.decisions import edit_version_facts
from soesmart.strategy.services.order import Way, move_field, move_goal
from soesmart.strategy.services.words import write_overarching_goals, write_vision

PAGE = 100
DRAFT = "strategy-office-draft"
WAYS: dict[str, Way] = {"up": "up", "down": "down"}


@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    require_reader(request)
    version = reads.bench().work
    if version is None:
        return render(request, "strategy/office/no_draft.html")
    fields = reads.field_rows(version)
    rows = reads.goal_rows(version)
    chosen = _filtered(rows, request)
    page = Paginator(chosen, PAGE).get_page(request.GET.get("seite"))
    by_field: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in page.object_list:
        by_field[row["field_key"]].append(row)
    is_filtered = any(request.GET.get(name) for name in ("q", "feld", "ohne"))
    shown = [field for field in fields if field.field.key in by_field or not (is_filtered or page.has_other_pages())]
    context = {
        "version": version,
        "may_edit": is_writer(request) and version.state == VersionState.DRAFT,
        "fields": fields,
        "groups": [(field, by_field[field.field.key]) for field in shown],
        "page": page,
        "total": len(rows),
        "is_filtered": is_filtered,
        "removed": reads.removed(version),
    }
    return render(request, "strategy/office/draft.html", context)


def _filtered(rows: list[dict[str, Any]], request: HttpRequest) -> list[dict[str, Any]]:
    """By words in title or code, by field, and by what is missing."""
    words = request.GET.get("q", "")[:200].casefold().split()
    key, lacks = request.GET.get("feld", ""), request.GET.get("ohne", "")
    return [
        row
        for row in rows
        if all(word in f"{row['goal_code']} {row['number']} {row['title']}".casefold() for word in words)
        and key in ("", row["field_key"])
        and not (lacks == "stelle" and row["unit_name"])
        and not (lacks == "kennzahl" and row["goal_indicator_name"])
    ]


@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """One button per row: `goal:MOB-1:up` or `field:mobilitaet:down`."""
    person = require_writer(request)
    version = reads.work()
    kind, _, rest = request.POST.get("move", "").partition(":")
    key, _, named = rest.rpartition(":")
    way, at = WAYS.get(named), clock.now()
    if way:
        goal = reads.goal(version, key) if kind == "goal" else None
        field = reads.field(version, key) if kind == "field" else None
        if goal:
            move_goal(actor=person, wording=goal, way=way, at=at)
        if field:
            move_field(actor=person, wording=field, way=way, at=at)
        if not goal and not field:
            messages.warning(request, "Das wurde inzwischen aus dem Entwurf genommen.")
    return redirect(f"{reverse(DRAFT)}?{request.GET.urlencode()}#{kind}-{key}")


@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    version = reads.work_to_write(request)
    form = FactsForm(posted(request), stored=version)
    return answer(
        request,
        Edit(
            form,
            lambda: edit_version_facts(
                actor=person, version=version, facts=form.facts(), revision=form.seen, at=clock.now()
            ),
            title=f"Angaben zu Fassung {version.label}",
            done="Die Angaben sind gespeichert.",
            to=reverse(DRAFT),
            fresh=lambda: FactsForm(stored=reads.work()),
            context={"crumb": "Angaben", "who_target": f"strategy.version:{version.pk}"},
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def vision(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    version = reads.work_to_write(request)
    form = _vision_form(version, posted(request))
    return answer(
        request,
        Edit(
            form,
            lambda: write_vision(
                actor=person,
                version=version,
                vision=form.cleaned_data["vision"],
                source=form.cleaned_data["vision_source"],
                terms=form.terms(),
                revision=form.seen,
                at=clock.now(),
            ),
            title="Vision",
            done="Die Vision ist gespeichert.",
            to=reverse(DRAFT),
            fresh=lambda: _vision_form(reads.work(), None),
            template="strategy/office/rows.html",
            context={"crumb": "Vision", "row_label": "Wort", "who_target": f"strategy.version:{version.pk}"},
        ),
    )


def _vision_form(version: Version, data: Any) -> VisionForm:
    terms = list(
        VisionTerm.objects.filter(version=version).values("name", "description", "source", "description_invented")
    )
    initial = {"vision": version.vision, "vision_source": version.vision_source, "revision": version.revision}
    return VisionForm(data, stored=terms, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def overarching(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    version = reads.work_to_write(request)
    form = _overarching_form(version, posted(request))
    return answer(
        request,
        Edit(
            form,
            lambda: write_overarching_goals(
                actor=person, version=version, goals=form.goals(), revision=form.seen, at=clock.now()
            ),
            title="Übergreifende Ziele",
            done="Die übergreifenden Ziele sind gespeichert.",
            to=reverse(DRAFT),
            fresh=lambda: _overarching_form(reads.work(), None),
            template="strategy/office/rows.html",
            context={
                "crumb": "Übergreifende Ziele",
                "row_label": "Ziel",
                "who_target": f"strategy.version:{version.pk}",
            },
        ),
    )


def _overarching_form(version: Version, data: Any) -> OverarchingForm:
    goals = OverarchingGoal.objects.filter(version=version).values("name", "description", "source", "invented", "key")
    return OverarchingForm(data, stored=list(goals), initial={"revision": version.revision})
