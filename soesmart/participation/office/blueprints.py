"""The office begins a campaign: with nothing, with a template, with the file of another town; and hands out its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.participation.blueprint import to_text
from soesmart.participation.blueprint_parts import Fault
from soesmart.participation.blueprint_reading import LARGEST, Unreadable, read_blueprint
from soesmart.participation.forms.campaigns import BeginForm, TemplateForm, UploadForm
from soesmart.participation.keys import free_key
from soesmart.participation.models import Campaign, Phase
from soesmart.participation.office.campaigns import READERS
from soesmart.participation.office.editing import Edit, answer, posted
from soesmart.participation.queries.blueprints import blueprint_of
from soesmart.participation.rules.templates import TEMPLATES, template_of
from soesmart.participation.services.blueprints import import_campaign
from soesmart.participation.services.campaigns import CampaignWords, found_campaign
from soesmart.participation.services.templates import found_from_template

PAGE = "participation/office_campaign_begin.html"
DONE = "Der Entwurf ist angelegt. Die Übersicht zeigt, was noch fehlt."


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """With what to begin."""
    require_role(request, Role.PARTICIPATION_OFFICER)
    return render(request, "participation/office_campaign_new.html", {"templates": TEMPLATES})


@require_http_methods(["GET", "HEAD", "POST"])
def empty(request: HttpRequest) -> HttpResponse:
    """Begin with a title only."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    form = BeginForm(posted(request), phases=list(Phase.objects.all()))

    def save() -> str:
        title = form.cleaned_data["title"]
        made = found_campaign(
            actor=person,
            municipality=request.town,  # type: ignore[attr-defined]
            key=free_key(title, Campaign.objects.values_list("key", flat=True)),
            words=CampaignWords(title=title),
            phase=form.chosen_phase,
            nonce=form.cleaned_data["nonce"],
            at=clock.now(),
        )
        return reverse("office_campaign", args=[made.key])

    return answer(request, Edit(form, save, DONE, PAGE, {"title": "Leere Beteiligung"}))


@require_http_methods(["GET", "HEAD", "POST"])
def from_template(request: HttpRequest, name: str) -> HttpResponse:
    """Begin with one of the usual processes: texts, voting and windows are filled in."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    template = template_of(name)
    if template is None:
        raise Http404
    initial = {"title": template.words["title"], "start": clock.today()}
    form = TemplateForm(posted(request), phases=list(Phase.objects.all()), initial=initial)

    def save() -> str:
        made = found_from_template(
            actor=person,
            municipality=request.town,  # type: ignore[attr-defined]
            template=template,
            title=form.cleaned_data["title"],
            start=form.cleaned_data["start"],
            phase=form.chosen_phase,
            nonce=form.cleaned_data["nonce"],
            at=clock.now(),
        )
        return reverse("office_campaign", args=[made.key])

    return answer(request, Edit(form, save, DONE, PAGE, {"title": template.name, "template": template}))


@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """Begin with a blueprint: all of it, or a list of what is wrong in the file."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    phases, initial = list(Phase.objects.all()), {"start": clock.today()}
    form = UploadForm(posted(request), request.FILES or None, phases=phases, initial=initial)
    faults: list[Fault] = []
    if form.is_bound and form.is_valid():
        try:
            made = import_campaign(
                actor=person,
                municipality=request.town,  # type: ignore[attr-defined]
                blueprint=read_blueprint(form.cleaned_data["file"].read(LARGEST + 1)),
                start=form.cleaned_data["start"],
                phase=form.chosen_phase,
                nonce=form.cleaned_data["nonce"],
                at=clock.now(),
            )
        except Unreadable as error:
            faults = error.faults
        else:
            messages.success(request, DONE)
            return redirect("office_campaign", key=made.key)
    page: dict[str, Any] = {"title": "Beteiligung aus einer Datei", "form": form, "faults": faults}
    return render(request, PAGE, page, status=422 if form.is_bound else 200)


@require_safe
def export(request: HttpRequest, key: str) -> HttpResponse:
    """The campaign as a file for another town."""
    require_role(request, *READERS)
    campaign = get_object_or_404(Campaign, key=key)
    response = HttpResponse(to_text(blueprint_of(campaign)), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="beteiligung-{campaign.key}.json"'
    return response
