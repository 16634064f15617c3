"""Error pages that need more than a template."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's seal did not fit: mostly a page that stood open for too long."""
    return render(request, "csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Unlike Django's own it does not look for the form's seal: reading the form may be what failed."""
    return HttpResponseBadRequest(render_to_string("400.html"))
