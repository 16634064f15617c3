"""Error pages that need more than a template."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's seal did not fit: mostly a page that stood open for too long."""
    return render(request, "csrf.html", status=403)
