from django.urls import URLPattern, URLResolver, path

from soesmart.participation.office import way as office
from soesmart.participation.views import way as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("prozess/", views.way, name="way"),
    path("verwaltung/prozess/", office.overview, name="participation_office"),
    path("verwaltung/prozess/abschnitte/neu/", office.phase, name="participation_new_phase"),
    path("verwaltung/prozess/abschnitte/<slug:key>/", office.phase, name="participation_phase"),
    path("verwaltung/prozess/abschnitte/<slug:key>/entfernen/", office.drop_phase, name="participation_drop_phase"),
    path("verwaltung/prozess/termine/neu/", office.new_milestone, name="participation_new_milestone"),
    path("verwaltung/prozess/termine/<slug:key>/", office.milestone, name="participation_milestone"),
    path(
        "verwaltung/prozess/termine/<slug:key>/entfernen/",
        office.drop_milestone,
        name="participation_drop_milestone",
    ),
]
