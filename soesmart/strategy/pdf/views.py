"""The address of the document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.region.models import Municipality
from soesmart.strategy import queries
from soesmart.strategy.pdf.document import strategy_pdf


@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    """The valid strategy, or with `?fassung=1.0` an earlier version. Drafts are not to be had here."""
    at = clock.now()
    strategy = queries.strategy_at(at, request.GET.get("fassung"))
    if strategy is None:
        raise Http404
    town: Municipality = request.town  # type: ignore[attr-defined]
    address = request.build_absolute_uri(reverse("strategy"))
    document = strategy_pdf(strategy, queries.version_rows(at), town, address=address, at=at)
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="strategie-{town.slug}-{strategy.version.label}.pdf"'
    return response
