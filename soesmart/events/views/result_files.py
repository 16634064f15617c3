"""The results of an evening as files, and the ballots of a round to count them again."""

from datetime import timedelta

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.spreadsheets import XLSX_TYPE
from soesmart.events.results_open_data import TYPES, ballots_file, results_data
from soesmart.events.results_pdf import results_pdf
from soesmart.events.results_table import results_table
from soesmart.events.results_words import WholeEvening, whole_evening
from soesmart.events.rules import RoundState
from soesmart.events.views.events import event_or_404
from soesmart.events.views.results import address_of, result_or_404
from soesmart.participation import limits
from soesmart.participation.views.too_often import too_often

KEEP = timedelta(minutes=10)


@require_safe
def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The tagged document (PDF/UA-1)."""
    whole = _whole(request, key)
    later = too_often(request, limits.FILE)
    return later or _file(key, results_pdf(whole, clock.now()), "application/pdf", "pdf", "inline")


@require_safe
def xlsx(request: HttpRequest, key: str) -> HttpResponse:
    whole = _whole(request, key)
    return too_often(request, limits.FILE) or _file(key, results_table(whole), XLSX_TYPE, "xlsx", "attachment")


@require_safe
def open_data(request: HttpRequest, key: str) -> HttpResponse:
    return JsonResponse(results_data(_whole(request, key)), json_dumps_params={"ensure_ascii": False})


@require_safe
def ballots(request: HttpRequest, key: str, item: int, number: int, ending: str) -> HttpResponse:
    """The ballots of a counted round. The whole hall may ask for them at once, so the file is kept for a while."""
    event = event_or_404(request, key)
    result = result_or_404(request, event, item, number)
    if ending not in TYPES or result.round.state != RoundState.COUNTED:
        raise Http404
    kept = f"events:ballots:{ending}:{result.state}"
    content = cache.get(kept)
    if content is None:
        content = ballots_file(result, ending, address_of(request, result.round))
        cache.set(kept, content, timeout=KEEP.total_seconds())
    how = "attachment" if ending == "csv" else "inline"
    return _file(f"{key}-{item}-{number}", content, TYPES[ending], ending, how, "stimmen")


def _whole(request: HttpRequest, key: str) -> WholeEvening:
    event = event_or_404(request, key)
    return whole_evening(event, request.build_absolute_uri(reverse("event_results", args=[key])))


def _file(key: str, content: bytes, kind: str, ending: str, how: str, name: str = "ergebnisse") -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'{how}; filename="{name}-{key}.{ending}"'
    return answer
