"""Addresses of participation, part by part. Fixed words come before patterns that would swallow them."""

from soesmart.participation.urls import (
    comments,
    ideas,
    moderation,
    office,
    office_ideas,
    public,
    questionnaires,
    results,
    trail,
    way,
)

urlpatterns = [
    *way.urlpatterns,
    *moderation.urlpatterns,
    *trail.urlpatterns,
    *questionnaires.urlpatterns,
    *results.urlpatterns,
    *office_ideas.urlpatterns,
    *office.urlpatterns,
    *comments.urlpatterns,
    *ideas.urlpatterns,
    *public.urlpatterns,
]
