"""Addresses of a town's host. Every app brings its own; portal comes last, for it serves Wagtail's page tree."""

from django.urls import include, path

urlpatterns = [
    path("", include("soesmart.region.urls")),
    path("", include("soesmart.accounts.urls")),
    path("", include("soesmart.strategy.urls")),
    path("", include("soesmart.participation.urls")),
    path("", include("soesmart.pilots.urls")),
    path("", include("soesmart.events.urls")),
    path("", include("soesmart.tickets.urls")),
    path("", include("soesmart.demo.urls")),
    path("", include("soesmart.portal.urls")),
]

handler400 = "soesmart.core.errors.bad_request"
