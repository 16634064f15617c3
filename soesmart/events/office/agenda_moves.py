"""The office moves, copies and drops items, and says what they are about."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.events.forms.agenda import LinksForm
from soesmart.events.office.agenda import CURRENT, PAGE
from soesmart.events.office.agenda_items import item_of, place_of
from soesmart.events.office.events import frame, officer_and_event
from soesmart.events.services.copying import copy_item
from soesmart.events.services.items import delete_item, move_item, set_links
from soesmart.participation.forms.campaigns import SentOnceForm
from soesmart.participation.office.editing import Edit, answer, posted
from soesmart.participation.queries.answers import goal_choices
from soesmart.strategy.models import Goal


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Which ideas and goals the question is about."""
    person, row = officer_and_event(request, key)
    found, at = item_of(row, number), clock.now()
    linked = list(found.links.select_related("idea__campaign"))
    ideas = [reverse("idea", args=[link.idea.campaign.key, link.idea.number]) for link in linked if link.idea]
    initial = {"ideas": "\n".join(ideas), "goals": [link.goal_id for link in linked if link.goal_id]}
    form = LinksForm(posted(request), goals=goal_choices(at), initial=initial)

    def save() -> str:
        goals = Goal.objects.filter(pk__in=form.cleaned_data.get("goals", []))
        set_links(actor=person, item=found, ideas=form.found, goals=list(goals), at=at)
        return place_of(found, row)

    title = f"Worum es in Frage {number} geht"
    context = frame(request, row, CURRENT, at) | {"title": title, "lead": found.title, "scene": found.scene}
    return answer(request, Edit(form, save, "Der Bezug ist gespeichert.", PAGE, context))


@require_POST
def move(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One place up or down, also into the next scene."""
    person, row = officer_and_event(request, key)
    found = item_of(row, number)
    move_item(actor=person, item=found, up=request.POST.get("do") == "up", at=clock.now())
    return redirect(place_of(found, row))


@require_POST
def copy(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The same question once more, to be asked in other words."""
    person, row = officer_and_event(request, key)
    form = SentOnceForm(request.POST)
    form.is_valid()  # a nonce that was lost is drawn anew
    made = copy_item(actor=person, item=item_of(row, number), nonce=form.cleaned_data["nonce"], at=clock.now())
    messages.success(request, f"Kopiert: Das ist jetzt Frage {made.number}.")
    return redirect("office_item", key=row.key, number=made.number)


@require_http_methods(["GET", "HEAD", "POST"])
def drop_item(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Ask, then take the question out."""
    person, row = officer_and_event(request, key)
    found = item_of(row, number)
    if request.method != "POST":
        context = frame(request, row, CURRENT, clock.now()) | {"thing": found, "is_scene": False}
        return render(request, "events/office_agenda_drop.html", context)
    try:
        delete_item(actor=person, item=found, at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, f"Frage {number} ist gelöscht.")
    return redirect(CURRENT, key=row.key)
