"""The office sets when a campaign opens what."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.participation.forms.windows import WindowsForm
from soesmart.participation.models import Campaign
from soesmart.participation.office.campaigns import frame, officer_and_campaign
from soesmart.participation.office.editing import Edit, answer, posted
from soesmart.participation.queries.windows import windows_before, windows_of
from soesmart.participation.rules.windows import warnings_of
from soesmart.participation.services.windows import set_windows, undo_windows

CURRENT = "office_campaign_windows"


@require_http_methods(["GET", "HEAD", "POST"])
def windows(request: HttpRequest, key: str) -> HttpResponse:
    """All windows of a campaign as rows."""
    person, row = officer_and_campaign(request, key)
    at = clock.now()

    def fresh(data: Any = None) -> WindowsForm:
        revision = Campaign.objects.values_list("revision", flat=True).get(pk=row.pk)
        return WindowsForm(data, stored=WindowsForm.stored(windows_of(row)), initial={"revision": revision})

    form = fresh(posted(request))

    def save() -> str:
        set_windows(actor=person, campaign=row, windows=form.windows(), revision=form.seen, at=at)
        return reverse(CURRENT, args=[row.key])

    context = frame(request, row, CURRENT, at) | {
        "row_label": "Fenster",
        "warnings": warnings_of(windows_of(row)),
        "may_undo": windows_before(row) is not None,
    }
    page = "participation/office_campaign_windows.html"
    return answer(request, Edit(form, save, "Die Fenster sind gespeichert.", page, context, fresh))


@require_POST
def undo(request: HttpRequest, key: str) -> HttpResponse:
    """Take the last change of the windows back."""
    person, row = officer_and_campaign(request, key)
    try:
        undo_windows(actor=person, campaign=row, at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, "Die Fenster sind wieder wie vorher.")
    return redirect(CURRENT, key=row.key)
