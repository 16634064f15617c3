"""Opinions from paper, workshops and events: a table of many cards, or one card after the other."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets import read_table
from soesmart.participation.card_entry import Card, card_from, next_card, rows_for
from soesmart.participation.forms.office_entry import CardForm, PileForm
from soesmart.participation.forms.office_ideas import MOST_BYTES
from soesmart.participation.idea_files import template_file
from soesmart.participation.idea_reading import Problem
from soesmart.participation.models import Campaign
from soesmart.participation.opinion_table import COLUMNS, Setting, read_opinions
from soesmart.participation.rules import Channel, Voting
from soesmart.participation.services.entry import EntryErrors, EntryReport, record_opinions, try_out_opinions
from soesmart.participation.services.entry_checks import voice_spans
from soesmart.region.models import District

MOST_ROWS = 30_000


@require_safe
def template(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """An empty table to fill in."""
    require_role(request, Role.PARTICIPATION_OFFICER)
    return template_file("meinungen-vorlage", ending, COLUMNS)


def table(request: HttpRequest, key: str) -> HttpResponse:
    """Upload a table of opinions; all its rows are stored or none. The file is not kept, for it may hold codes."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    campaign = get_object_or_404(Campaign, key=key)
    form = PileForm(request.POST, request.FILES) if request.method == "POST" else PileForm()
    context: dict[str, Any] = {"campaign": campaign, "form": form, "columns": COLUMNS, "problems": []}
    if form.is_bound and form.is_valid():
        try:
            report, context["problems"] = _enter_pile(person, campaign, form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            if report and form.cleaned_data["only_check"]:
                return render(request, "participation/office_entry.html", context | {"report": report})
            if report:
                messages.success(request, f"Gespeichert: {report.new} neue Meinungen, {report.changed} geänderte.")
                return redirect("office_entry", key)
    status = 422 if context["problems"] or form.errors else 200
    return render(request, "participation/office_entry.html", context, status=status)


def _enter_pile(person: Any, campaign: Campaign, typed: dict[str, Any]) -> tuple[EntryReport | None, list[Problem]]:
    """The report, or what is wrong in which row of the file."""
    rows = read_table(typed["file"], COLUMNS, max_rows=MOST_ROWS, max_bytes=MOST_BYTES)
    districts = {name.casefold(): row for row in District.objects.all() for name in (row.name, row.slug)}
    at = clock.now()
    setting = Setting(
        Voting(campaign.voting), Channel(typed["channel"]), voice_spans(campaign), districts, typed["day"], at
    )
    opinions, problems = read_opinions(rows, setting)
    if problems:
        return None, problems
    write = try_out_opinions if typed["only_check"] else record_opinions
    try:
        return write(actor=person, campaign=campaign, rows=opinions, at=at), []
    except EntryErrors as refusal:
        return None, [Problem(rows[place - 1].number, "", text) for place, text in refusal.errors]


def card(request: HttpRequest, key: str) -> HttpResponse:
    """One card: who, then a row of choices per idea. Afterwards the page is empty for the next one."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    campaign = get_object_or_404(Campaign, key=key)
    if request.method != "POST":
        shown = {name: request.GET.get(name, "") for name in ("card", "channel", "day")}
        return _show_card(request, campaign, CardForm(initial={name: typed for name, typed in shown.items() if typed}))
    form = CardForm(request.POST)
    if not form.is_valid():
        return _show_card(request, campaign, form, status=422)
    try:
        read = card_from(campaign, form.cleaned_data, request.POST, clock.now())
        if read.before and not read.is_same and "change" not in request.POST:
            return _show_card(request, campaign, form, status=409, known=read)
        if not read.is_same:
            record_opinions(actor=person, campaign=campaign, rows=read.opinions, at=clock.now())
    except EntryErrors as refusal:
        form.add_error(None, " ".join(dict.fromkeys(text for _, text in refusal.errors)))
        return _show_card(request, campaign, form, status=422)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.text)
        return _show_card(request, campaign, form, status=422)
    messages.success(request, f"Gespeichert: {len(read.opinions)} Meinungen der Karte {form.cleaned_data['card']}.")
    return redirect(f"{request.path}?{_next(form)}")


def _next(form: CardForm) -> str:
    """What stays in the fields for the next card of the pile."""
    query = QueryDict(mutable=True)
    query.update({"card": next_card(form.cleaned_data["card"]), "channel": form.cleaned_data["channel"]})
    query.update({"day": form.data.get("day", "")})
    return query.urlencode()


def _show_card(
    request: HttpRequest, campaign: Campaign, form: CardForm, *, status: int = 200, known: Card | None = None
) -> HttpResponse:
    rows, more = rows_for(campaign, request.POST)
    context = {"campaign": campaign, "form": form, "rows": rows, "more": more, "known": known}
    return render(request, "participation/office_entry_card.html", context, status=status)
