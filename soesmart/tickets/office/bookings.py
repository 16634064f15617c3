"""The list of bookings of an event, for who sells."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from soesmart.tickets.forms.box_office import FindForm
from soesmart.tickets.office.box_office_frame import frame, seller_and_sale
from soesmart.tickets.queries.box_office import wanted
from soesmart.tickets.queries.office_sales import bookings_of

PER_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bookings(request: HttpRequest, key: str) -> HttpResponse:
    """All, the latest first; or those of a name or code."""
    _, sale = seller_and_sale(request, key)
    form = FindForm(request.POST if request.method == "POST" else None)
    page = Paginator(bookings_of(sale), PER_PAGE).get_page(request.GET.get("seite"))
    is_searched = form.is_bound and form.is_valid()
    rows = wanted(sale, form.cleaned_data["words"]) if is_searched else list(page.object_list)
    context = frame(request, sale, "office_bookings") | {
        "form": form,
        "page": page,
        "rows": rows,
        "is_searched": is_searched,
    }
    status = 422 if form.is_bound and not is_searched else 200
    return render(request, "tickets/office_bookings.html", context, status=status)
