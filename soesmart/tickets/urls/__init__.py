"""Addresses of tickets, part by part. Fixed words come before patterns that would swallow them."""

from soesmart.tickets.urls import booking, door, office

urlpatterns = [
    *door.urlpatterns,
    *office.urlpatterns,
    *booking.urlpatterns,
]
