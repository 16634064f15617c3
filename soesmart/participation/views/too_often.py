"""What costs the server much is braked, with words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.core import clock
from soesmart.participation import limits


def too_often(request: HttpRequest, limit: limits.Limit) -> HttpResponse | None:
    """Count one try of the internet address; the page that says "later" when none is left."""
    try:
        limits.spend(limit, limits.where_from(request), clock.now())
    except limits.TooOften as refusal:
        return render(request, "refused.html", {"refusal": refusal}, status=429)
    return None
