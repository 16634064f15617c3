"""Addresses of the door, and of the pages on which the office sells, checks and counts."""

from django.urls import URLPattern, URLResolver, path

from soesmart.tickets.views import door

urlpatterns: list[URLPattern | URLResolver] = [
    path("einlass/<str:secret>/", door.door, name="door"),
    path("einlass/<str:secret>/suche/", door.search, name="door_search"),
    path("einlass/<str:secret>/zurueck/", door.undo, name="door_undo"),
    path("einlass/<str:secret>/scans/", door.sync, name="door_sync"),
    path("einlass/<str:secret>/karten.json", door.entries, name="door_entries"),
]
