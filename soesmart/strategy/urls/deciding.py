"""The dashboard, decision sheets, measures and assumptions."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
