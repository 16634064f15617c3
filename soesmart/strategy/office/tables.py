"""The strategy as a spreadsheet: out for everybody, in for officers after a look at what changes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Refused
from soesmart.core.spreadsheets import XLSX_TYPE, read_book
from soesmart.strategy import queries, spreadsheet
from soesmart.strategy.access import require_reader, require_writer
from soesmart.strategy.forms.uploads import UploadForm
from soesmart.strategy.models import SpreadsheetUpload, Version
from soesmart.strategy.office import reads
from soesmart.strategy.queries.known import Asked, day_asked
from soesmart.strategy.services.tables import keep_upload, lines_of, take_over, try_out, upload_of
from soesmart.strategy.spreadsheet_check import Problem, compare, read_lines
from soesmart.strategy.spreadsheet_rows import rows_of

MOST_ROWS = 3_000
# A row is a dozen statements in one transaction, and while it runs nobody else can write (SQLite).
MOST_CHANGES = 500


@require_safe
def public_table(request: HttpRequest) -> HttpResponse:
    """The valid version as a workbook. `?stand=`: with the numbers as known on a day."""
    version = queries.current_version(clock.now())
    if version is None:
        raise Http404
    return _workbook(request, version, day_asked(request.GET, clock.today()), is_public=True)


@require_safe
def draft_table(request: HttpRequest) -> HttpResponse:
    require_reader(request)
    return _workbook(request, reads.work(), Asked(), is_public=False)


def _workbook(request: HttpRequest, version: Version, asked: Asked, *, is_public: bool) -> HttpResponse:
    town = request.town.slug  # type: ignore[attr-defined]
    title = f"{version.strategy.name}, Fassung {version.label}"
    rows = rows_of(version, is_public=is_public, before=asked.end)
    answer = HttpResponse(spreadsheet.write(rows, title), content_type=XLSX_TYPE)
    kind = "" if is_public else "-entwurf"
    label = "".join(sign if sign.isalnum() else "-" for sign in version.label)
    answer["Content-Disposition"] = f'attachment; filename="strategie-{town}{kind}-{label}{asked.suffix}.xlsx"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest) -> HttpResponse:
    """Download and upload; an upload is checked and nothing of it stored but its rows."""
    person = require_writer(request)
    version = reads.work_to_write(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    problems: list[Problem] = []
    if form.is_bound and form.is_valid():
        try:
            found = _check(person, version, form)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            if isinstance(found, SpreadsheetUpload):
                return redirect("strategy-office-table-check", pk=found.pk)
            problems = found
            if not problems:
                messages.info(request, "Keine Änderung: Die Tabelle sagt dasselbe wie der Entwurf.")
                return redirect("strategy-office-table")
    context = {"form": form, "problems": problems, "version": version}
    return render(request, "strategy/office/table.html", context, status=422 if problems or form.errors else 200)


def _check(person: Person, version: Version, form: UploadForm) -> SpreadsheetUpload | list[Problem]:
    """The kept upload, or what is wrong in the file, or an empty list when it changes nothing."""
    book = read_book(form.cleaned_data["file"], spreadsheet.SHEETS, max_rows=MOST_ROWS)
    current = rows_of(version)
    units = {name.casefold(): unit.key for unit in reads.units() for name in (unit.name, unit.key)}
    lines, problems = read_lines(book, current, units)
    changes = compare(lines, current)
    if len(changes.rows) > MOST_CHANGES:
        raise Refused(
            "strategy.table.too_many",
            f"Die Tabelle ändert {len(changes.rows)} Zeilen. Bitte höchstens {MOST_CHANGES} auf einmal ändern.",
            "file",
        )
    at = clock.now()
    # Rows that are already known to be wrong are not tried; all others are, so that one upload tells everything.
    wrong = {(problem.sheet, problem.row) for problem in problems}
    problems += try_out(actor=person, version=version, changes=changes.without(wrong), at=at)
    if problems or not (changes.rows or changes.missing):
        return sorted(problems, key=lambda problem: (problem.sheet != "Ziele", problem.sheet, problem.row))
    seen = spreadsheet.digest(current)
    return keep_upload(actor=person, version=version, lines=lines, seen=seen, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
def table_check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the file changes, cell by cell; one click takes it over."""
    person = require_writer(request)
    at = clock.now()
    upload = upload_of(actor=person, pk=pk, at=at)
    problem = ""
    if request.method == "POST":
        try:
            count = take_over(actor=person, upload=upload, remove_missing="missing" in request.POST, at=at)
        except Refused as refusal:
            if isinstance(refusal, Conflict) and refusal.code != "strategy.upload.stale":
                raise
            problem = refusal.text
        else:
            messages.success(request, f"Übernommen: {count} {'Zeile' if count == 1 else 'Zeilen'}.")
            return redirect("strategy-office-draft")
    return _changes(request, person, upload, problem)


def _changes(request: HttpRequest, person: Person, upload: SpreadsheetUpload, problem: str) -> HttpResponse:
    """The comparison with the draft as it is now; the upload from here on waits for exactly these changes."""
    lines, current = lines_of(upload), rows_of(upload.version)
    seen = spreadsheet.digest(current)
    if seen != upload.seen:
        upload = keep_upload(actor=person, version=upload.version, lines=lines, seen=seen, at=clock.now())
    changes = compare(lines, current)
    context = {
        "upload": upload,
        "changes": changes,
        "groups": [(sheet.title, changes.of(sheet)) for sheet in spreadsheet.SHEETS],
        "problem": problem,
        "action": reverse("strategy-office-table-check", args=[upload.pk]),
        "version": upload.version,
    }
    return render(request, "strategy/office/table_check.html", context, status=409 if problem else 200)
