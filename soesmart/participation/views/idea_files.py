"""The public ideas of a campaign as a file."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.participation import limits
from soesmart.participation.access import actor_of, may_see_campaign
from soesmart.participation.idea_files import as_file, rows_out
from soesmart.participation.idea_table import COLUMNS, RESULTS, STANDING
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import Visibility
from soesmart.participation.views.too_often import too_often


@require_safe
def ideas_file(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Visible ideas with the columns of the import; the results only once everybody may see them."""
    campaign: Campaign = get_object_or_404(Campaign.objects.select_related("municipality"), key=key)
    if not may_see_campaign(actor_of(request), campaign):
        raise Http404
    if ending == "xlsx" and (later := too_often(request, limits.FILE)):
        return later
    visible = Q(visibility=Visibility.VISIBLE)
    with_results = campaign.shows_results(clock.now())
    rows = rows_out(campaign, Idea.objects.filter(visible, campaign=campaign), with_results=with_results, only=visible)
    standing = [column for column in STANDING if column.key != "visibility"]
    columns = (*COLUMNS, *standing, *(RESULTS if with_results else ()))
    return as_file(f"ideen-{key}", ending, columns, rows, campaign)
