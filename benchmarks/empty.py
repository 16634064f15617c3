"""Addresses with one view that does nothing: what Django and the middleware cost without a page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nichts")


urlpatterns = [path("", nothing)]
