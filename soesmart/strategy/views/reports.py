"""The yearly reports, for everybody: as they were published, whatever came later."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core.spreadsheets import XLSX_TYPE
from soesmart.strategy.models import Report
from soesmart.strategy.queries import reports as reads
from soesmart.strategy.reports.content import Content
from soesmart.strategy.reports.workbook import workbook
from soesmart.strategy.views.report_pages import page_of, pdf_answer


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    context = {"reports": reads.published_reports(), "withdrawn": reads.withdrawn_reports()}
    return render(request, "strategy/reports.html", context)


@require_safe
def report(request: HttpRequest, year: int) -> HttpResponse:
    """Foreword, how all goals stand, the list of chapters."""
    found = _published(year)
    return render(request, "strategy/report.html", page_of(reads.content_of(found)) | {"report": found})


@require_safe
def report_part(request: HttpRequest, year: int, part: str) -> HttpResponse:
    """One chapter."""
    found = _published(year)
    return render(request, "strategy/report_part.html", page_of(reads.content_of(found), part) | {"report": found})


@require_safe
def pdf(request: HttpRequest, year: int) -> HttpResponse:
    """The file that was published, byte for byte."""
    found = _published(year)
    town = request.town  # type: ignore[attr-defined]
    return pdf_answer(reads.file_of(found), f"bericht-{town.slug}-{year}.pdf")


@require_safe
def xlsx(request: HttpRequest, year: int) -> HttpResponse:
    """All its numbers."""
    found = _published(year)
    town = request.town  # type: ignore[attr-defined]
    answered = HttpResponse(_book(reads.content_of(found)), content_type=XLSX_TYPE)
    answered["Content-Disposition"] = f'attachment; filename="bericht-{town.slug}-{year}.xlsx"'
    return answered


@lru_cache(maxsize=8)
def _book(content: Content) -> bytes:
    """Written once (0.1 s): a published report never changes."""
    return workbook(content)


def _published(year: int) -> Report:
    found = reads.published_report(year)
    if found is None:
        raise Http404
    return found
