"""Addresses from which values are pulled."""

from django.urls import URLPattern, URLResolver

from soesmart.strategy.office import sources
from soesmart.strategy.office.urls import HOME, page

SOURCES = f"{HOME}quellen/"

urlpatterns: list[URLPattern | URLResolver] = [
    page(SOURCES, sources.source_list, "office-sources"),
    page(f"{SOURCES}neu/<slug:kind>/", sources.new, "office-source-new"),
    page(f"{SOURCES}<int:pk>/", sources.edit, "office-source"),
    page(f"{SOURCES}<int:pk>/entfernen/", sources.remove, "office-source-remove"),
    page(f"{SOURCES}<int:pk>/schalten/", sources.switch, "office-source-switch"),
    page(f"{SOURCES}<int:pk>/abrufen/", sources.pull, "office-source-pull"),
]
