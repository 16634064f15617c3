"""The office writes the script: scenes and their order."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.events.forms.agenda import SceneForm
from soesmart.events.models import Event, Scene
from soesmart.events.office.events import frame, officer_and_event
from soesmart.events.queries.agenda import agenda_of
from soesmart.events.services.agenda import add_scene, delete_scene, edit_scene, move_scene
from soesmart.participation.office.editing import Edit, answer, posted

CURRENT = "office_event_agenda"
PAGE = "events/office_agenda_form.html"


@require_safe
def agenda(request: HttpRequest, key: str) -> HttpResponse:
    """The whole script with its items."""
    _, row = officer_and_event(request, key)
    context = frame(request, row, CURRENT, clock.now()) | {"agenda": agenda_of(row)}
    return render(request, "events/office_event_agenda.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_scene(request: HttpRequest, key: str) -> HttpResponse:
    """A scene at the end."""
    person, row = officer_and_event(request, key)
    form, at = SceneForm(posted(request)), clock.now()

    def save() -> str:
        scene = add_scene(actor=person, event=row, words=form.words(), nonce=form.cleaned_data["nonce"], at=at)
        return place_in(row, scene)

    context = frame(request, row, CURRENT, at) | {"title": "Neue Szene"}
    return answer(request, Edit(form, save, "Die Szene ist angelegt.", PAGE, context))


@require_http_methods(["GET", "HEAD", "POST"])
def scene(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Title, length and texts of a scene."""
    person, row = officer_and_event(request, key)
    found, at = scene_of(row, pk), clock.now()
    form = SceneForm(posted(request), initial=SceneForm.of(found))

    def fresh() -> SceneForm:
        return SceneForm(initial=SceneForm.of(scene_of(row, pk)))

    def save() -> str:
        edit_scene(actor=person, scene=found, words=form.words(), revision=form.seen, at=at)
        return place_in(row, found)

    context = frame(request, row, CURRENT, at) | {"title": "Szene bearbeiten", "dropped": found}
    return answer(request, Edit(form, save, "Die Szene ist gespeichert.", PAGE, context, fresh))


@require_POST
def move(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """One place up or down."""
    person, row = officer_and_event(request, key)
    found = scene_of(row, pk)
    move_scene(actor=person, scene=found, up=request.POST.get("do") == "up", at=clock.now())
    return redirect(place_in(row, found))


@require_http_methods(["GET", "HEAD", "POST"])
def drop_scene(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Ask, then take the scene out with its items."""
    person, row = officer_and_event(request, key)
    found = scene_of(row, pk)
    if request.method != "POST":
        context = frame(request, row, CURRENT, clock.now())
        context |= {"thing": found, "items": found.items.count(), "is_scene": True}
        return render(request, "events/office_agenda_drop.html", context)
    try:
        delete_scene(actor=person, scene=found, at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, f"Die Szene „{found.title}“ ist gelöscht.")
    return redirect(CURRENT, key=row.key)


def scene_of(event: Event, pk: int) -> Scene:
    found: Scene = get_object_or_404(Scene.objects.select_related("event__municipality"), event=event, pk=pk)
    return found


def place_in(event: Event, scene: Scene) -> str:
    """Where a scene stands in the script."""
    return f"{reverse(CURRENT, args=[event.key])}#szene-{scene.pk}"
