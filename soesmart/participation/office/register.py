"""The office types or uploads how many people live where and how old they are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets import XLSX_TYPE
from soesmart.participation.forms.register import RegisterForm, RegisterUpload
from soesmart.participation.models import RegisterCount
from soesmart.participation.queries.register import Register, register_of_the_town
from soesmart.participation.register_table import read_register, write_register
from soesmart.participation.services.register import RegisterFact, record_register

TITLES = {"district": "Nach Ortsteilen", "age": "Nach Alter"}


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """A form per dimension, and one for a table of both."""
    person = require_role(request, Role.PARTICIPATION_OFFICER)
    known = register_of_the_town()
    typed = request.POST if request.method == "POST" and "upload" not in request.POST else None
    forms = [_form(name, known, typed) for name in TITLES]
    upload = RegisterUpload(request.POST, request.FILES) if "upload" in request.POST else RegisterUpload()
    problems: list[str] = []
    for form in forms:
        if form.is_bound and form.is_valid():
            _record(request, person, known, {form.cleaned_data["dimension"]: form.facts()})
            return redirect("office_register")
    if upload.is_bound and upload.is_valid():
        problems = _take(request, person, known, upload)
        if not problems and not upload.errors:
            return redirect("office_register")
    is_wrong = bool(problems or upload.errors or any(form.errors for form in forms))
    parts = [(TITLES[form.prefix or ""], form) for form in forms]
    page = {"parts": parts, "upload": upload, "problems": problems}
    return render(request, "participation/office_register.html", page, status=422 if is_wrong else 200)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The register as a workbook to fill in."""
    require_role(request, Role.PARTICIPATION_OFFICER)
    answer = HttpResponse(write_register(register_of_the_town()), content_type=XLSX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="einwohner-{request.town.slug}.xlsx"'  # type: ignore[attr-defined]
    return answer


def _form(dimension: str, known: Register, typed: "dict[str, str] | None") -> RegisterForm:
    is_sent = typed is not None and f"{dimension}-dimension" in typed
    return RegisterForm(dimension, known[dimension], typed if is_sent else None)


def _take(request: HttpRequest, person: Person, known: Register, upload: RegisterUpload) -> list[str]:
    """What is wrong in the file, row by row; nothing of it is stored then."""
    try:
        facts, problems = read_register(upload.cleaned_data["file"], known)
    except Refused as refusal:
        upload.add_error("file", refusal.text)
        return []
    if not problems:
        _record(request, person, known, facts)
    return problems


def _record(request: HttpRequest, person: Person, known: Register, facts: dict[str, list[RegisterFact]]) -> None:
    stored = {
        name: [RegisterFact(*vars(part).values()) for part in parts if part.people is not None]
        for name, parts in known.items()
    }
    changed = {name: rows for name, rows in facts.items() if sorted(rows, key=str) != sorted(stored[name], key=str)}
    for dimension, rows in changed.items():
        record_register(
            actor=person,
            municipality=request.town,  # type: ignore[attr-defined]
            dimension=RegisterCount.Dimension(dimension),
            counts=rows,
            at=clock.now(),
        )
    said = "Die Zahlen sind gespeichert. In den Ergebnissen stehen sie spätestens nach fünf Minuten."
    messages.success(request, said if changed else "Keine Änderung: Diese Zahlen waren schon gespeichert.")
