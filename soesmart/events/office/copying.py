"""The office begins an event: with a template, or with an earlier one and its agenda."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.events.forms.events import BeginForm, CopyForm
from soesmart.events.models import Event
from soesmart.events.office.events import officer_and_event
from soesmart.events.rules.templates import TEMPLATES
from soesmart.events.services.copying import copy_event, create_from_template
from soesmart.participation.office.editing import Edit, answer, posted

MOST_EARLIER = 12
PAGE = "events/office_event_begin.html"


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """With what to begin."""
    require_role(request, Role.PARTICIPATION_OFFICER)
    earlier = Event.objects.order_by("-starts_at", "-pk")[:MOST_EARLIER]
    return render(request, "events/office_event_new.html", {"templates": TEMPLATES, "earlier": earlier})


@require_http_methods(["GET", "HEAD", "POST"])
def from_template(request: HttpRequest, name: str) -> HttpResponse:
    """A draft with prepared scenes and items, or with nothing."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    template = next((template for template in TEMPLATES if template.name == name), None)
    if template is None:
        raise Http404
    form = BeginForm(posted(request))

    def save() -> str:
        town: Any = request.town  # type: ignore[attr-defined]
        event = create_from_template(
            actor=person, municipality=town, template=template, at=clock.now(), **form.cleaned_data
        )
        return reverse("office_event", args=[event.key])

    context = {"title": template.label, "about": template.about}
    return answer(request, Edit(form, save, "Der Entwurf ist angelegt.", PAGE, context))


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, key: str) -> HttpResponse:
    """A draft with everything of an earlier event but its votes, letters and people."""
    person, row = officer_and_event(request, key)
    form = CopyForm(posted(request), initial={"title": row.title})

    def save() -> str:
        made = copy_event(actor=person, event=row, at=clock.now(), **form.cleaned_data)
        return reverse("office_event", args=[made.key])

    about = "Texte, Hilfen, Szenen und Fragen kommen mit; Abstimmungen, Buchstaben und Karten nicht."
    context = {"title": f"Kopie von „{row.title}“", "about": about, "event": row}
    return answer(request, Edit(form, save, "Die Kopie ist als Entwurf angelegt.", PAGE, context))
