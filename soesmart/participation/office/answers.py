"""The office answers ideas: what is due, one idea, and the words with which answers begin."""

from typing import Any

from django.contrib import messages
from django.db.models import Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation import related
from soesmart.participation.forms.answers import KINDS, StepForm, TemplateForm
from soesmart.participation.models import AnswerTemplate, Idea, Step
from soesmart.participation.queries import answers as queries
from soesmart.participation.queries.people import audience_of
from soesmart.participation.queries.promises import promise_of, promises_of_the_town
from soesmart.participation.rules import StepKind, Visibility
from soesmart.participation.services import answers as services
from soesmart.participation.services.notices import UNDO_FOR
from soesmart.participation.services.trail import WAY, take_back_step
from soesmart.strategy.models import Goal, OrganisationUnit


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All that waits for an answer, the longest overdue first."""
    require_role(request, Role.PARTICIPATION_OFFICER)
    asked, at = request.GET, clock.now()
    stand = queries.Stand(asked["stand"]) if asked.get("stand") in list(queries.Stand) else queries.Stand.OPEN
    owed = queries.owed(stand, asked.get("beteiligung", ""), asked.get("seite", "1"), at)
    page = {"owed": owed, "stands": list(queries.Stand), "promises": promises_of_the_town(at)}
    return render(request, "participation/office_answers.html", page)


def answer(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One idea: its way so far, the form for the next step, and how many will hear of it."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    rows = Idea.objects.select_related("campaign__municipality")
    idea: Idea = get_object_or_404(rows, campaign__key=key, number=number)
    desk = _desk(request, person)
    form = _form(request, idea, desk)
    if request.method == "POST" and form.is_valid():
        try:
            _take(person, idea, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _on(request, idea)
    page = desk | _page(idea, form)
    return render(request, "participation/office_answer.html", page, status=422 if form.errors else 200)


def _desk(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What lies ready: the kind of step, words to begin with, the town's units and the one named last."""
    asked = request.GET.get("schritt", "")
    kind = next((kind for kind in KINDS if kind == asked), StepKind.ANSWERED)
    last = Step.objects.filter(by=person).exclude(unit="").order_by("-at").values("unit")[:1]
    units = list(OrganisationUnit.objects.annotate(last=Subquery(last)).values_list("name", "last"))
    begins = kind in (StepKind.ANSWERED, StepKind.CHECKED)
    return {
        "kind": kind,
        "kinds": KINDS.items(),
        "templates": list(AnswerTemplate.objects.all()) if begins else [],
        "units": [name for name, _ in units],
        "last_unit": (units[0][1] if units else "") or "",
    }


def _form(request: HttpRequest, idea: Idea, desk: dict[str, Any]) -> StepForm:
    kind: StepKind = desk["kind"]
    choices: list[tuple[Any, str]] = []
    if kind == StepKind.GOAL:
        choices += queries.goal_choices(clock.now())
    elif kind == StepKind.PILOT:
        choices += [(pilot.key, pilot.name) for pilot in related.pilots()]
    if request.method == "POST":
        return StepForm(request.POST, kind=kind, choices=choices)
    asked = request.GET.get("vorlage", "")
    begin = next((row.text.replace("{Titel}", idea.title) for row in desk["templates"] if str(row.pk) == asked), "")
    return StepForm(initial={"nonce": new_id(), "unit": desk["last_unit"], "text": begin}, kind=kind, choices=choices)


def _take(person: Person, idea: Idea, form: StepForm) -> None:
    said = form.cleaned_data
    goals = Goal.objects.select_related("strategy")
    services.answer_idea(
        actor=person,
        idea=idea,
        kind=form.kind,
        text=said["text"],
        unit=said["unit"],
        goal=goals.filter(pk=said["goal"]).first() if "goal" in said else None,
        pilot_key=said.get("pilot_key", ""),
        as_comment=said.get("as_comment", False),
        nonce=said["nonce"],
        at=clock.now(),
    )


def _on(request: HttpRequest, idea: Idea) -> HttpResponse:
    """After a step: to the next idea that waits, where that was wished."""
    minutes = int(UNDO_FOR.total_seconds() // 60)
    messages.success(
        request, f"Gespeichert. {minutes} Minuten lang lässt es sich zurücknehmen, dann gehen Mails hinaus."
    )
    following = queries.next_owed(clock.now(), idea) if "next" in request.POST else None
    if following:
        return redirect("office_idea_step", following.campaign.key, following.number)
    if "next" in request.POST:
        return redirect("office_answers")
    return redirect("office_idea_step", idea.campaign.key, idea.number)


def _page(idea: Idea, form: StepForm) -> dict[str, Any]:
    at = clock.now()
    steps = list(Step.objects.filter(idea=idea).select_related("goal", "other"))
    return {
        "idea": idea,
        "form": form,
        "steps": steps,
        "undoable": [step for step in steps if step.kind in WAY[1:] and not step.spread_at and step.at > at - UNDO_FOR],
        "promise": promise_of(idea, at),
        "audience": audience_of(idea),
        "is_public": idea.visibility == Visibility.VISIBLE,
    }


@require_POST
def step_back(request: HttpRequest, key: str, number: int, pk: int) -> HttpResponse:
    """Undo a step of which nobody was told yet."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    step = get_object_or_404(Step, pk=pk, idea__campaign__key=key, idea__number=number)
    try:
        take_back_step(actor=person, step=step, at=clock.now())
    except Conflict as conflict:
        messages.error(request, conflict.text)
    else:
        messages.success(request, "Der Schritt ist zurückgenommen. Niemand hat davon erfahren.")
    return redirect("office_idea_step", key, number)


def templates(request: HttpRequest) -> HttpResponse:
    """The words with which answers begin, and a form for new ones."""
    return _template(request, None)


def template(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a template, or drop it."""
    return _template(request, pk)


def _template(request: HttpRequest, pk: int | None) -> HttpResponse:
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    row = get_object_or_404(AnswerTemplate, pk=pk) if pk else None
    if row and "drop" in request.POST:
        services.drop_template(actor=person, template=row, at=clock.now())
        return redirect("office_answer_templates")
    form = TemplateForm(request.POST or None, initial={"title": row.title, "text": row.text} if row else None)
    if form.is_valid():
        town = request.town  # type: ignore[attr-defined]
        try:
            services.keep_template(actor=person, town=town, template=row, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "Die Vorlage ist gespeichert.")
            return redirect("office_answer_templates")
    page = {"form": form, "row": row, "templates": None if row else list(AnswerTemplate.objects.all())}
    return render(request, "participation/office_answer_templates.html", page, status=422 if form.errors else 200)
