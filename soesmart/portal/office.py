"""The office's first page, and the dates that the office enters."""

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.portal.access import require_office
from soesmart.portal.due import due_for
from soesmart.portal.forms import DateForm
from soesmart.portal.models import CalendarDate
from soesmart.portal.paging import NoSuchPage, no_such_page, page_of
from soesmart.portal.services import dates


def office(request: HttpRequest) -> HttpResponse:
    """Where everybody with a task in this town begins: what is due, and the ways to everything else."""
    require_office(request)
    return render(request, "portal/office.html", {"tasks": due_for(request)})


def date_list(request: HttpRequest) -> HttpResponse:
    require_role(request, Role.EDITOR)
    rows = CalendarDate.objects.filter(is_deleted=False).order_by("-starts_on", "title")
    try:
        page = page_of(request, rows, 30)
    except NoSuchPage as problem:
        return no_such_page(request, problem)
    gone = CalendarDate.objects.filter(is_deleted=True).order_by("-changed_at")[:5]
    return render(request, "portal/office_dates.html", {"page": page, "gone": gone})


def new_date(request: HttpRequest) -> HttpResponse:
    person = require_role(request, Role.EDITOR)
    form = DateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            town = request.town  # type: ignore[attr-defined]
            made = dates.add_date(actor=person, town=town, facts=form.facts(), at=clock.now())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
        else:
            messages.success(request, f"„{made.title}“ steht im Kalender.")
            return redirect("office_dates")
    return render(request, "portal/office_date.html", {"form": form})


def edit_date(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = require_role(request, Role.EDITOR)
    entry = get_object_or_404(CalendarDate, pk=pk, is_deleted=False)
    form = DateForm(request.POST or None, initial=DateForm.initial_of(entry))
    if request.method == "POST" and form.is_valid():
        seen_at = _moment(form.cleaned_data["seen_at"])
        try:
            dates.change_date(actor=person, entry=entry, facts=form.facts(), seen_at=seen_at, at=clock.now())
        except Refused as refusal:
            form.add_error(refusal.field, refusal.text)
            # Saving once more means: I have compared.
            form.data = {**request.POST.dict(), "seen_at": entry.changed_at.isoformat()}
        else:
            messages.success(request, "Der Termin ist gespeichert.")
            return redirect("office_dates")
    return render(request, "portal/office_date.html", {"form": form, "date": entry})


@require_POST
def delete_date(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = require_role(request, Role.EDITOR)
    entry = get_object_or_404(CalendarDate, pk=pk)
    dates.delete_date(actor=person, entry=entry, at=clock.now())
    messages.success(request, f"„{entry.title}“ ist gelöscht. Unten auf der Seite lässt sich das zurücknehmen.")
    return redirect("office_dates")


@require_POST
def restore_date(request: HttpRequest, pk: UUID) -> HttpResponse:
    person = require_role(request, Role.EDITOR)
    entry = get_object_or_404(CalendarDate, pk=pk)
    dates.restore_date(actor=person, entry=entry, at=clock.now())
    messages.success(request, f"„{entry.title}“ steht wieder im Kalender.")
    return redirect("office_dates")


def _moment(text: str) -> datetime:
    """A moment that is lost or unreadable counts as long ago: nothing is overwritten unseen."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime(1970, 1, 1, tzinfo=UTC)
