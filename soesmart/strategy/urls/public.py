"""Public pages of the strategy and its goals."""

from django.urls import URLPattern, URLResolver, path

from soesmart.strategy import views
from soesmart.strategy.house.views import house_svg
from soesmart.strategy.pdf.views import pdf

urlpatterns: list[URLPattern | URLResolver] = [
    path("strategie/", views.house, name="strategy"),
    path("strategie/haus.svg", house_svg, name="strategy-house-svg"),
    path("strategie/strategie.pdf", pdf, name="strategy-pdf"),
    path("strategie/ziele.csv", views.goals_csv, name="strategy-goals-csv"),
    path("strategie/kennzahlen/", views.measurements, name="strategy-measurements"),
    path("strategie/suche/", views.search, name="strategy-search"),
    path("strategie/vergleich/", views.compare, name="strategy-compare"),
    path("strategie/fassungen/", views.versions, name="strategy-versions"),
    path("strategie/fassungen/<str:label>/", views.version, name="strategy-version"),
    path("strategie/fassungen/<str:label>/ziele/<slug:code>/", views.old_goal, name="strategy-version-goal"),
    path("strategie/felder/<slug:key>/", views.field, name="strategy-field"),
    path("strategie/ziele/<slug:code>/", views.goal, name="strategy-goal"),
    path("strategie/ziele/<slug:code>/werte.csv", views.values_csv, name="strategy-goal-csv"),
    path("strategie/ziele/<slug:code>/bewertung/", views.rating, name="strategy-goal-rating"),
    path("strategie/ziele/<slug:code>/bewertung.csv", views.rating_csv, name="strategy-goal-rating-csv"),
]
