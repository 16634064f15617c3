from django.urls import URLPattern, URLResolver, path

from soesmart.participation.views import questionnaire_door as doors
from soesmart.participation.views import questionnaire_results as results
from soesmart.participation.views import questionnaires as views

urlpatterns: list[URLPattern | URLResolver] = [
    path("fragebogen/", views.questionnaires, name="questionnaires"),
    path("fragebogen/<slug:key>/", views.questionnaire, name="questionnaire"),
    path("fragebogen/<slug:key>/zugang/", doors.enter, name="questionnaire_door"),
    path("fragebogen/<slug:key>/weiter/<uuid:draft>/", views.questionnaire, name="questionnaire_continue"),
    path("fragebogen/<slug:key>/gespeichert/", doors.saved, name="questionnaire_saved"),
    path("fragebogen/<slug:key>/danke/", views.thanks, name="questionnaire_thanks"),
    path("fragebogen/<slug:key>/zuruecknehmen/", views.withdraw, name="questionnaire_withdraw"),
    path("fragebogen/<slug:key>/ergebnis/", results.results, name="questionnaire_results"),
]
