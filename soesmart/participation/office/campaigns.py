"""The office builds campaigns: the list, one campaign at a glance, its words, who and how, its headings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.accounts.access import has_role, require_role
from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.participation.forms.campaigns import HowForm, WordsForm
from soesmart.participation.forms.windows import CategoriesForm
from soesmart.participation.models import Campaign, Phase
from soesmart.participation.office.editing import Edit, answer, posted
from soesmart.participation.queries.office import (
    Opening,
    Stage,
    campaigns_wanted,
    changes_of,
    openings_of,
    row_of,
    stage_of,
)
from soesmart.participation.queries.readiness import readiness
from soesmart.participation.queries.windows import windows_of
from soesmart.participation.rules import FormatState, Right
from soesmart.participation.rules.windows import RESIDENTS, warnings_of
from soesmart.participation.services.campaigns import edit_campaign, set_categories

PER_PAGE = 25
FORM_PAGE = "participation/office_campaign_form.html"
READERS = (Role.PARTICIPATION_OFFICER, Role.AUDITOR)

# Label and URL name of the sections, in the order in which a campaign is built.
SECTIONS = (
    ("Übersicht", "office_campaign"),
    ("Worum es geht", "office_campaign_words"),
    ("Wer und wie", "office_campaign_how"),
    ("Fenster", "office_campaign_windows"),
    ("Themen", "office_campaign_categories"),
    ("Codes", "office_campaign_codes"),
    ("Veröffentlichen", "office_campaign_publish"),
    ("Änderungen", "office_campaign_changes"),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_current: bool


def officer_and_campaign(request: HttpRequest, key: str) -> tuple[Person, Campaign]:
    """First line of a page that changes a campaign: the officer, and the campaign of her town (404 without one)."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    rows = Campaign.objects.select_related("phase", "municipality").prefetch_related("windows")
    return person, get_object_or_404(rows, key=key)


def frame(request: HttpRequest, campaign: Campaign, current: str, at: datetime) -> dict[str, Any]:
    """What all pages of a campaign in the office share: its state and, for officers, the sections."""
    is_writer = has_role(request, Role.PARTICIPATION_OFFICER)
    sections = SECTIONS if is_writer else (SECTIONS[0], SECTIONS[-1])
    tabs = [Tab(label, reverse(name, args=[campaign.key]), name == current) for label, name in sections]
    name = next(label for label, name in SECTIONS if name == current)
    stage = stage_of(campaign, at)
    return {"campaign": campaign, "stage": stage, "tabs": tabs, "section": name, "is_writer": is_writer}


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All campaigns of the town, by state, phase and word."""
    require_role(request, *READERS)
    at = clock.now()
    asked = {name: request.GET.get(name, "")[:100] for name in ("zustand", "abschnitt", "q")}
    found = campaigns_wanted(stage=asked["zustand"], phase=asked["abschnitt"], words=asked["q"], at=at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "rows": [row_of(campaign, at) for campaign in page.object_list],
        "stages": list(Stage),
        "phases": list(Phase.objects.all()),
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "is_writer": has_role(request, Role.PARTICIPATION_OFFICER),
    }
    return render(request, "participation/office_campaigns.html", context)


@require_safe
def campaign(request: HttpRequest, key: str) -> HttpResponse:
    """At a glance: what is missing, when what is open, what was changed by whom."""
    require_role(request, *READERS)
    at = clock.now()
    row: Campaign = get_object_or_404(
        Campaign.objects.select_related("phase", "municipality").prefetch_related("windows"), key=key
    )
    context = frame(request, row, "office_campaign", at) | {
        "missing": readiness(row) if row.state == FormatState.DRAFT else [],
        "openings": openings_of(row, at),
        "warnings": warnings_of(windows_of(row)),
        "questionnaires": list(row.questionnaires.all()),
        "categories": list(row.categories.all()),
    }
    return render(request, "participation/office_campaign.html", context)


@require_safe
def changes(request: HttpRequest, key: str) -> HttpResponse:
    """Who changed what, newest first."""
    require_role(request, *READERS)
    row: Campaign = get_object_or_404(Campaign.objects.select_related("municipality"), key=key)
    context = frame(request, row, "office_campaign_changes", clock.now()) | {"changes": changes_of(row)}
    return render(request, "participation/office_campaign_changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, key: str) -> HttpResponse:
    """Title, texts, contact, phase."""
    person, row = officer_and_campaign(request, key)
    phases = list(Phase.objects.all())

    def form(data: Any = None) -> WordsForm:
        stored = Campaign.objects.get(pk=row.pk) if data is None else row
        return WordsForm(data, phases=phases, initial=WordsForm.of(stored))

    return _edit(request, row, "office_campaign_words", form, person)


@require_http_methods(["GET", "HEAD", "POST"])
def how(request: HttpRequest, key: str) -> HttpResponse:
    """Who may take part, how opinions are given, what is promised."""
    person, row = officer_and_campaign(request, key)

    def form(data: Any = None) -> HowForm:
        stored = Campaign.objects.get(pk=row.pk) if data is None else row
        return HowForm(data, initial=HowForm.of(stored))

    return _edit(request, row, "office_campaign_how", form, person)


def _edit(
    request: HttpRequest, row: Campaign, current: str, form_of: Callable[..., WordsForm | HowForm], person: Person
) -> HttpResponse:
    at, sent = clock.now(), posted(request)
    form = form_of(sent) if sent is not None else form_of()

    def save() -> str:
        phase = form.chosen_phase if isinstance(form, WordsForm) else row.phase
        edit_campaign(actor=person, campaign=row, words=form.words(row), phase=phase, revision=form.seen, at=at)
        return reverse(current, args=[row.key])

    context = frame(request, row, current, at)
    return answer(request, Edit(form, save, "Gespeichert.", FORM_PAGE, context, fresh=form_of))


@require_http_methods(["GET", "HEAD", "POST"])
def categories(request: HttpRequest, key: str) -> HttpResponse:
    """The headings under which ideas stand."""
    person, row = officer_and_campaign(request, key)
    at, current = clock.now(), "office_campaign_categories"

    def fresh(data: Any = None) -> CategoriesForm:
        rows = [{"name": one.name, "place": one.position, "key": one.key} for one in row.categories.all()]
        revision = Campaign.objects.values_list("revision", flat=True).get(pk=row.pk)
        return CategoriesForm(data, stored=rows, initial={"revision": revision})

    form = fresh(posted(request))

    def save() -> str:
        known = set(row.categories.values_list("key", flat=True))
        wanted = form.categories(known)
        set_categories(actor=person, campaign=row, categories=wanted, revision=form.seen, at=at)
        return reverse(current, args=[row.key])

    context = frame(request, row, current, at) | {"row_label": "Thema"}
    edit = Edit(form, save, "Die Themen sind gespeichert.", "participation/office_campaign_rows.html", context, fresh)
    return answer(request, edit)


def residents(openings: list[Opening]) -> list[Right]:
    """The rights of residents that are still open or to come: what closing and extending can touch."""
    ahead = {opening.right for opening in openings if opening.state != "vorbei"}
    return [right for right in RESIDENTS if right in ahead]
