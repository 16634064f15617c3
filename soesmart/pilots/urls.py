from django.urls import URLPattern, URLResolver, path

from soesmart.pilots import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("pilotprojekte/", views.overview, name="pilots"),
    path("pilotprojekte.csv", views.export, name="pilots_csv"),
    path("pilotprojekte/<slug:key>/", views.pilot, name="pilot"),
]
