"""The proofs of the deletion clock, in plain words: what is kept, why, until when, and that it went."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.accounts.access import require_role
from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.tickets.access import actor_of, may_see_deletions
from soesmart.tickets.models import Deletion
from soesmart.tickets.queries.retention import complaints, still_known
from soesmart.tickets.rules.retention import told

PER_PAGE = 25
READERS = (Role.PARTICIPATION_OFFICER, Role.BOX_OFFICE, Role.AUDITOR)


@require_safe
def deletions(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    require_role(request, *READERS)
    assert may_see_deletions(actor_of(request))
    at = clock.now()
    page = Paginator(Deletion.objects.all(), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "proofs": page.object_list,
        "complaints": list(complaints(at)),
        "fields": told(),
        "known": still_known(),
    }
    return render(request, "tickets/deletions.html", context)
