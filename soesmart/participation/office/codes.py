"""The office makes codes for letters; the file with them exists once, in the answer to the form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.code_letters import MOST_LETTERS, code_file
from soesmart.participation.forms.windows import CodesForm
from soesmart.participation.models import Campaign, CodeBatch
from soesmart.participation.office.campaigns import frame, officer_and_campaign
from soesmart.participation.office.editing import posted
from soesmart.participation.queries.office import batches_of
from soesmart.participation.rules import Who
from soesmart.participation.services.codes import allow_codes_again, make_codes, revoke_codes

CURRENT = "office_campaign_codes"


@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest, key: str) -> HttpResponse:
    """The batches, and the form for another one; its answer is the file."""
    person, row = officer_and_campaign(request, key)
    # Where anyone may take part the codes stand on cards of paper, not in letters.
    opens = row.who == Who.CODE
    form, status = CodesForm(posted(request), with_letters=opens), 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return _handed_out(request, person, row, form)
            except Conflict as conflict:
                status, form = 409, CodesForm(with_letters=opens)
                messages.error(request, conflict.text)
            except Refused as refusal:
                form.refuse(refusal)
    needed = row.who in (Who.CODE, Who.ANYONE)
    context = frame(request, row, CURRENT, clock.now()) | {"form": form, "batches": batches_of(row), "is_open": needed}
    return render(request, "participation/office_campaign_codes.html", context, status=status)


def _handed_out(request: HttpRequest, person: Person, row: Campaign, form: CodesForm) -> HttpResponse:
    typed, at = form.cleaned_data, clock.now()
    if typed["form"] == "pdf" and typed["number"] > MOST_LETTERS:
        text = f"Als Briefe höchstens {MOST_LETTERS} auf einmal. Für mehr bitte die Tabelle nehmen."
        raise Refused("participation.codes.letters", text, "number")
    batch, made = make_codes(
        actor=person, campaign=row, label=typed["label"], number=typed["number"], nonce=typed["nonce"], at=at
    )
    door = request.build_absolute_uri(reverse("campaign_door", args=[row.key]))
    content, content_type = code_file(typed["form"], made, row, door=door, at=at)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="codes-{row.key}-{batch.pk}.{typed["form"]}"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def switch(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Revoke a batch, or allow it again."""
    person, row = officer_and_campaign(request, key)
    batch = get_object_or_404(CodeBatch, campaign=row, pk=pk)
    if batch.revoked_at:
        allow_codes_again(actor=person, batch=batch, at=clock.now())
        messages.success(request, f"Die Codes „{batch.label}“ gelten wieder.")
    else:
        revoke_codes(actor=person, batch=batch, at=clock.now())
        messages.success(request, f"Die Codes „{batch.label}“ sind gesperrt. Was damit gesagt wurde, zählt weiter.")
    return redirect(CURRENT, key=row.key)
