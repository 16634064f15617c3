"""Addresses of events, part by part. Fixed words come before patterns that would swallow them."""

from soesmart.events.urls import console, office, public, results, voting

urlpatterns = [
    *office.urlpatterns,
    *console.urlpatterns,
    *results.urlpatterns,
    *voting.urlpatterns,
    *public.urlpatterns,
]
