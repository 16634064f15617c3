from django.urls import URLPattern, URLResolver, path

from soesmart.events.views import projector

urlpatterns: list[URLPattern | URLResolver] = [
    path("veranstaltungen/<slug:key>/leinwand/", projector.projector, name="projector"),
]
