"""The office writes what is asked: a new item, and one that is there."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.events.forms.item_ideas import NextIdeaForm
from soesmart.events.forms.items import ABOUT, FORMS, ItemForm
from soesmart.events.models import Event, Item
from soesmart.events.office.agenda import CURRENT, PAGE, scene_of
from soesmart.events.office.events import frame, officer_and_event
from soesmart.events.queries.agenda import campaigns_to_choose_from
from soesmart.events.rules import ItemKind
from soesmart.events.services.items import add_item, edit_item
from soesmart.participation.office.editing import Edit, answer, posted

MOST_CAMPAIGNS = 100


@require_safe
def choose_kind(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Which kind of question it shall be."""
    _, row = officer_and_event(request, key)
    context = frame(request, row, CURRENT, clock.now()) | {"scene": scene_of(row, pk), "kinds": ABOUT.items()}
    return render(request, "events/office_item_kinds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: HttpRequest, key: str, pk: int, kind: str) -> HttpResponse:
    """A question of a kind, at the end of a scene."""
    person, row = officer_and_event(request, key)
    found, at = scene_of(row, pk), clock.now()
    if kind not in list(ItemKind):
        raise Http404
    form = form_of(ItemKind(kind), posted(request))

    def save() -> str:
        item = add_item(
            actor=person,
            scene=found,
            words=form.words(),
            options=form.options(),
            campaign=form.campaign(),
            nonce=form.cleaned_data["nonce"],
            at=at,
        )
        return place_of(item, row)

    context = frame(request, row, CURRENT, at) | {"title": f"Neue Frage: {form.kind.label}", "scene": found}
    return answer(request, Edit(form, save, "Die Frage ist angelegt.", PAGE, context))


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Change a question; of one that was voted on only what does not touch what was asked."""
    person, row = officer_and_event(request, key)
    found, at = item_of(row, number), clock.now()
    form = form_of(kind := ItemKind(found.kind), posted(request), found)

    def fresh() -> ItemForm:
        return form_of(kind, None, item_of(row, number))

    def save() -> str:
        edit_item(
            actor=person,
            item=found,
            words=form.words(),
            options=form.options(),
            campaign=form.campaign(),
            revision=form.seen,
            at=at,
        )
        return place_of(found, row)

    context = frame(request, row, CURRENT, at) | {"title": f"Frage {number}: {kind.label}", "scene": found.scene}
    context |= {"item": found, "is_voted": found.rounds.filter(is_rehearsal=False).exists(), "nonce": new_id()}
    return answer(request, Edit(form, save, "Die Frage ist gespeichert.", "events/office_item.html", context, fresh))


def form_of(kind: ItemKind, data: Any, stored: Item | None = None) -> ItemForm:
    """The form of a kind; where ideas are chosen from, with the campaigns of the town."""
    if kind == ItemKind.NEXT_IDEA:
        return NextIdeaForm(data, stored=stored, campaigns=list(campaigns_to_choose_from()[:MOST_CAMPAIGNS]))
    return FORMS[kind](data, stored=stored)


def item_of(event: Event, number: int) -> Item:
    rows = Item.objects.select_related("event__municipality", "scene").prefetch_related("options__idea")
    found: Item = get_object_or_404(rows, event=event, number=number)
    return found


def place_of(item: Item, event: Event) -> str:
    """Where an item stands in the script."""
    return f"{reverse(CURRENT, args=[event.key])}#frage-{item.number}"
