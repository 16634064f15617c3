"""Ideas as a table: out with one click, in after a look at what it changes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.core.spreadsheets import read_table
from soesmart.participation.access import actor_of, may_see_results
from soesmart.participation.forms.office_ideas import MOST_BYTES, UploadForm
from soesmart.participation.idea_check import compare, hidden_ones, seen_by
from soesmart.participation.idea_files import MOST_IN_XLSX, as_file, rows_out, template_file
from soesmart.participation.idea_reading import Problem, read_lines
from soesmart.participation.idea_table import COLUMNS, RESULTS, STANDING
from soesmart.participation.models import Campaign, Idea, IdeaUpload
from soesmart.participation.office.ideas import READERS
from soesmart.participation.queries.idea_rows import known_in
from soesmart.participation.services.idea_import import keep_upload, lines_of, look_again, take_over, upload_of

MOST_ROWS = 5_000


@require_safe
def download(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """All ideas with all columns, results as far as one may see them; for an empty file to fill in, `?leer=1`."""
    require_role(request, *READERS)
    campaign = get_object_or_404(Campaign, key=key)
    if "leer" in request.GET:
        return template_file("ideen-vorlage", ending, COLUMNS)
    with_results = may_see_results(actor_of(request), campaign, clock.now())
    rows = rows_out(campaign, Idea.objects.filter(campaign=campaign), with_results=with_results)
    columns = (*COLUMNS, *STANDING, *(RESULTS if with_results else ()))
    return as_file(f"ideen-{key}-alle", ending, columns, rows, campaign)


def table(request: HttpRequest, key: str) -> HttpResponse:
    """Upload a table: it is checked, and nothing of it is stored but its rows."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    campaign: Campaign = get_object_or_404(Campaign.objects.select_related("municipality"), key=key)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    problems: list[Problem] = []
    if form.is_bound and form.is_valid():
        try:
            found = _check(person, campaign, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            if isinstance(found, IdeaUpload):
                return redirect("office_ideas_check", key, found.pk)
            if not found:
                messages.info(request, "Keine Änderung: Die Tabelle sagt dasselbe wie die Ideen hier.")
                return redirect("office_ideas_table", key)
            problems = found
    context = {"campaign": campaign, "form": form, "problems": problems, "columns": COLUMNS, "most": MOST_IN_XLSX}
    return render(
        request, "participation/office_ideas_table.html", context, status=422 if problems or form.errors else 200
    )


def _check(person: Person, campaign: Campaign, form: UploadForm) -> IdeaUpload | list[Problem]:
    """The kept upload, or what is wrong in the file, or an empty list when it changes nothing."""
    columns = (*COLUMNS, *STANDING, *RESULTS)
    rows = read_table(form.cleaned_data["file"], columns, max_rows=MOST_ROWS, max_bytes=MOST_BYTES)
    known = known_in(campaign)
    lines, problems = read_lines(rows, known, clock.today())
    changes = compare(lines, known)
    problems += [] if problems else hidden_ones(changes, known)
    if problems or not changes:
        return problems
    return keep_upload(actor=person, campaign=campaign, lines=lines, seen=seen_by(lines, known), at=clock.now())


def check(request: HttpRequest, key: str, pk: UUID) -> HttpResponse:
    """What the file adds and changes; one click takes it over."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    campaign: Campaign = get_object_or_404(Campaign.objects.select_related("municipality"), key=key)
    upload, problem = upload_of(actor=person, campaign=campaign, pk=pk, at=clock.now()), ""
    if request.method == "POST":
        try:
            changes = take_over(actor=person, upload=upload, at=clock.now())
        except Conflict as refusal:
            if refusal.code != "participation.upload.stale":
                raise
            problem = refusal.text
        else:
            messages.success(request, f"Übernommen: {len(changes.new)} neu, {len(changes.changed)} geändert.")
            return redirect("office_ideas", key)
    lines, known = lines_of(upload), known_in(campaign)
    if (seen := seen_by(lines, known)) != upload.seen:
        look_again(upload=upload, seen=seen)
    context = {"campaign": campaign, "upload": upload, "changes": compare(lines, known), "problem": problem}
    return render(request, "participation/office_ideas_check.html", context, status=409 if problem else 200)
