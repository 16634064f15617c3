"""Addresses of the region's own host: read-only pages, no sign-in."""

from django.urls import URLPattern, URLResolver, path

from soesmart.region import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.region_start, name="region_start"),
    path("netzwerk/", views.network, name="network"),
]

handler400 = "soesmart.core.errors.bad_request"
