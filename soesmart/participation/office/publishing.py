"""The office lets people see a campaign, closes it, holds it open longer, puts it away, throws a draft away."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation.forms.windows import ExtendForm
from soesmart.participation.models import Campaign
from soesmart.participation.office.campaigns import frame, officer_and_campaign, residents
from soesmart.participation.queries.office import openings_of
from soesmart.participation.queries.readiness import readiness
from soesmart.participation.queries.windows import windows_of
from soesmart.participation.rules import FormatState, Right
from soesmart.participation.rules.windows import RESIDENTS, warnings_of
from soesmart.participation.services.campaigns import delete_draft, has_taken_part
from soesmart.participation.services.publishing import (
    archive_campaign,
    publish_campaign,
    take_from_archive,
    withdraw_publication,
)
from soesmart.participation.services.windows import close_early, extend

PAGE = "participation/office_campaign_publish.html"
# What a button of the page does, and what is said then.
STEPS = {
    "publish": (publish_campaign, "Veröffentlicht. Die Fenster öffnen und schließen von selbst."),
    "withdraw": (withdraw_publication, "Die Beteiligung ist wieder ein Entwurf."),
    "archive": (archive_campaign, "Abgelegt. Alles bleibt nachlesbar."),
    "unarchive": (take_from_archive, "Die Beteiligung steht wieder bei den beendeten."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """What is missing, and the steps that are possible now."""
    person, row = officer_and_campaign(request, key)
    at, refused = clock.now(), ""
    form = _extend_form(request, row, at)
    if request.method == "POST":
        try:
            done = _step(request.POST.get("do", ""), person, row, form, at)
        except Refused as refusal:
            refused = refusal.text
            if refusal.field and form.is_bound:
                form.refuse(refusal)
        else:
            if done:
                messages.success(request, done)
                return redirect("office_campaign_publish", key=row.key)
        row.refresh_from_db()
    context = frame(request, row, "office_campaign_publish", at) | _possible(row, at)
    context |= {"form": form, "refused": "" if form.errors else refused}
    return render(request, PAGE, context, status=422 if request.method == "POST" else 200)


def _step(do: str, person: Person, row: Campaign, form: ExtendForm, at: datetime) -> str:
    """What was done, in words; "" when the form is not right yet or the button is unknown."""
    if do in STEPS:
        step, said = STEPS[do]
        step(actor=person, campaign=row, at=at)
        return said
    if do == "close":
        close_early(actor=person, campaign=row, rights=RESIDENTS, at=at)
        return "Geschlossen. Unter „Fenster“ lässt sich das zurücknehmen."
    if do == "extend" and form.is_valid():
        right, until = Right(form.cleaned_data["right"]), form.cleaned_data["until"]
        extend(actor=person, campaign=row, right=right, until=until, at=at)
        return f"„{right.label}“ ist länger offen."
    return ""


def _extend_form(request: HttpRequest, row: Campaign, at: datetime) -> ExtendForm:
    is_sent = request.method == "POST" and request.POST.get("do") == "extend"
    return ExtendForm(request.POST if is_sent else None, rights=residents(openings_of(row, at)))


def _possible(row: Campaign, at: datetime) -> dict[str, object]:
    is_published = row.state == FormatState.PUBLISHED
    open_now = residents(openings_of(row, at)) if is_published else []
    return {
        "missing": readiness(row) if row.state == FormatState.DRAFT else [],
        "warnings": warnings_of(windows_of(row)),
        "may_withdraw": is_published and not has_taken_part(row),
        "may_close": bool(open_now),
        "may_archive": is_published and row.has_ended(at),
        "may_delete": row.state == FormatState.DRAFT and not has_taken_part(row),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then throw the draft away."""
    person, row = officer_and_campaign(request, key)
    if request.method != "POST":
        return render(request, "participation/office_campaign_drop.html", {"campaign": row})
    delete_draft(actor=person, campaign=row, at=clock.now())
    messages.success(request, f"Der Entwurf „{row.title}“ ist gelöscht.")
    return redirect("office_campaigns")
