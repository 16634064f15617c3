"""The result of a campaign as files."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.spreadsheets import XLSX_TYPE
from soesmart.participation import limits
from soesmart.participation.access import may_see_results
from soesmart.participation.results_open_data import results_data
from soesmart.participation.results_pdf import results_pdf
from soesmart.participation.results_table import results_table
from soesmart.participation.results_words import WholeResult, whole_result
from soesmart.participation.views.campaigns import campaign_seen
from soesmart.participation.views.too_often import too_often


@require_safe
def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The tagged document (PDF/UA-1)."""
    if later := too_often(request, limits.FILE):
        return later
    document = results_pdf(_whole(request, key), request.town)  # type: ignore[attr-defined]
    return _file(request, key, document, "application/pdf", "pdf", "inline")


@require_safe
def xlsx(request: HttpRequest, key: str) -> HttpResponse:
    later = too_often(request, limits.FILE)
    return later or _file(request, key, results_table(_whole(request, key)), XLSX_TYPE, "xlsx", "attachment")


@require_safe
def open_data(request: HttpRequest, key: str) -> HttpResponse:
    return JsonResponse(results_data(_whole(request, key)), json_dumps_params={"ensure_ascii": False})


def _whole(request: HttpRequest, key: str) -> WholeResult:
    """404 as long as the results are hidden: the page says from when."""
    actor, campaign = campaign_seen(request, key)
    at = clock.now()
    if not may_see_results(actor, campaign, at):
        raise Http404
    address = request.build_absolute_uri(reverse("campaign_results", args=[key]))
    return whole_result(campaign, at, address)


def _file(request: HttpRequest, key: str, content: bytes, kind: str, ending: str, how: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    town = request.town.slug  # type: ignore[attr-defined]
    answer["Content-Disposition"] = f'{how}; filename="ergebnis-{town}-{key}.{ending}"'
    return answer
