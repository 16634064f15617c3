"""The decision sheet on one page A4."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "strategy" / "pdf" / "sheet.typ"


@require_safe
def sheet_pdf(request: HttpRequest, code: str) -> HttpResponse:
    raise Http404
