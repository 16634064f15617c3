"""The office builds events: the list, one event at a glance, its words, its stream, helps to follow it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.events.access import may_direct, may_moderate, may_prepare
from soesmart.events.forms.events import StreamForm, TracksForm, WordsForm
from soesmart.events.models import Event
from soesmart.events.queries.agenda import campaigns_to_choose_from
from soesmart.events.queries.office import Row as ListRow
from soesmart.events.queries.office import Stage, changes_of, events_wanted, stage_of
from soesmart.events.queries.office_event import glance_at
from soesmart.events.services.events import edit_event
from soesmart.events.services.tracks import set_tracks
from soesmart.participation.access import actor_of
from soesmart.participation.models import Phase
from soesmart.participation.office.editing import Edit, answer, posted

PER_PAGE = 25
FORM_PAGE = "events/office_event_form.html"
READERS = (Role.PARTICIPATION_OFFICER, Role.MODERATOR, Role.AUDITOR)

# Label and URL name of the sections, in the order in which an event is built.
SECTIONS = (
    ("Übersicht", "office_event"),
    ("Angaben", "office_event_words"),
    ("Ablauf", "office_event_agenda"),
    ("Stream", "office_event_stream"),
    ("Hilfen", "office_event_tracks"),
    ("Veröffentlichen", "office_event_publish"),
    ("Änderungen", "office_event_changes"),
)
# What moderators and auditors see too.
_FOR_READERS = ("office_event", "office_event_changes")


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool


def officer_and_event(request: HttpRequest, key: str) -> tuple[Person, Event]:
    """First line of a page that changes an event: the officer, and the event of her town (404 without one)."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    return person, event_of(key)


def event_of(key: str) -> Event:
    rows = Event.objects.select_related("municipality", "phase", "campaign")
    found: Event = get_object_or_404(rows, key=key)
    return found


def frame(request: HttpRequest, event: Event, current: str, at: datetime) -> dict[str, Any]:
    """What all pages of an event in the office share: its state and, for officers, the sections."""
    is_writer = may_prepare(actor_of(request))
    sections = [row for row in SECTIONS if is_writer or row[1] in _FOR_READERS]
    tabs = [Tab(label, reverse(name, args=[event.key]), name == current) for label, name in sections]
    name = next(label for label, name in SECTIONS if name == current)
    return {"event": event, "stage": stage_of(event, at), "tabs": tabs, "section": name, "is_writer": is_writer}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All events of the town, by state and word."""
    require_role(request, *READERS)
    at = clock.now()
    asked = {name: request.GET.get(name, "")[:100] for name in ("zustand", "q")}
    found = events_wanted(stage=asked["zustand"], words=asked["q"], at=at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "rows": [ListRow(event, stage_of(event, at)) for event in page.object_list],
        "stages": list(Stage),
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "is_writer": may_prepare(actor_of(request)),
    }
    return render(request, "events/office_events.html", context)


@require_safe
def event(request: HttpRequest, key: str) -> HttpResponse:
    """At a glance: what is missing, where everything is, the agenda in short."""
    require_role(request, *READERS)
    at, row = clock.now(), event_of(key)
    actor = actor_of(request)
    context = frame(request, row, "office_event", at) | {
        "glance": glance_at(row, at),
        "may_direct": may_direct(actor, row),
        "may_moderate": may_moderate(actor, row),
    }
    return render(request, "events/office_event.html", context)


@require_safe
def changes(request: HttpRequest, key: str) -> HttpResponse:
    """Who changed what, newest first."""
    require_role(request, *READERS)
    row = event_of(key)
    context = frame(request, row, "office_event_changes", clock.now()) | {"changes": changes_of(row)}
    return render(request, "events/office_event_changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, key: str) -> HttpResponse:
    """Title, texts, times, place, contact."""
    person, row = officer_and_event(request, key)
    phases, campaigns = list(Phase.objects.all()), list(campaigns_to_choose_from()[:100])

    def form(stored: Event, data: Any = None) -> WordsForm:
        return WordsForm(data, phases=phases, campaigns=campaigns, initial=WordsForm.of(stored))

    return _edit(request, row, "office_event_words", form, person)


@require_http_methods(["GET", "HEAD", "POST"])
def stream(request: HttpRequest, key: str) -> HttpResponse:
    """Where people follow from home."""
    person, row = officer_and_event(request, key)

    def form(stored: Event, data: Any = None) -> StreamForm:
        return StreamForm(data, initial=StreamForm.of(stored))

    return _edit(request, row, "office_event_stream", form, person)


def _edit(
    request: HttpRequest, row: Event, current: str, form_of: Callable[..., WordsForm | StreamForm], person: Person
) -> HttpResponse:
    at, form = clock.now(), form_of(row, posted(request))

    def save() -> str:
        phase, campaign = row.phase, row.campaign
        if isinstance(form, WordsForm):
            phase, campaign = form.chosen_phase, form.chosen_campaign
        edit_event(
            actor=person,
            event=row,
            words=form.words(row),
            phase=phase,
            campaign=campaign,
            revision=form.seen,
            at=at,
        )
        return reverse(current, args=[row.key])

    def fresh() -> WordsForm | StreamForm:
        return form_of(event_of(row.key))

    return answer(request, Edit(form, save, "Gespeichert.", FORM_PAGE, frame(request, row, current, at), fresh))


@require_http_methods(["GET", "HEAD", "POST"])
def tracks(request: HttpRequest, key: str) -> HttpResponse:
    """Captions, sign language, translations."""
    person, row = officer_and_event(request, key)
    at, current = clock.now(), "office_event_tracks"

    def fresh(data: Any = None) -> TracksForm:
        stored = TracksForm.stored(list(row.tracks.all()))
        revision = Event.objects.values_list("revision", flat=True).get(pk=row.pk)
        return TracksForm(data, stored=stored, initial={"revision": revision})

    form = fresh(posted(request))

    def save() -> str:
        set_tracks(actor=person, event=row, tracks=form.tracks(), revision=form.seen, at=at)
        return reverse(current, args=[row.key])

    page = "events/office_event_tracks.html"
    return answer(request, Edit(form, save, "Gespeichert.", page, frame(request, row, current, at), fresh))
