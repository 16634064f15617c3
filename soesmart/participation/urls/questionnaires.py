from django.urls import URLPattern, URLResolver, path, re_path

from soesmart.participation.office import questionnaire_results as office_results
from soesmart.participation.office import questionnaire_sheets as sheets
from soesmart.participation.office import questionnaires as office
from soesmart.participation.office import questions
from soesmart.participation.views import questionnaire_door as doors
from soesmart.participation.views import questionnaire_results as results
from soesmart.participation.views import questionnaires as views

OFFICE = "verwaltung/fragebogen"
FILE = rf"^{OFFICE}/(?P<key>[-a-zA-Z0-9_]+)"

urlpatterns: list[URLPattern | URLResolver] = [
    path("fragebogen/", views.questionnaires, name="questionnaires"),
    path("fragebogen/<slug:key>/", views.questionnaire, name="questionnaire"),
    path("fragebogen/<slug:key>/zugang/", doors.enter, name="questionnaire_door"),
    path("fragebogen/<slug:key>/weiter/<uuid:draft>/", views.questionnaire, name="questionnaire_continue"),
    path("fragebogen/<slug:key>/gespeichert/", doors.saved, name="questionnaire_saved"),
    path("fragebogen/<slug:key>/danke/", views.thanks, name="questionnaire_thanks"),
    path("fragebogen/<slug:key>/zuruecknehmen/", views.withdraw, name="questionnaire_withdraw"),
    path("fragebogen/<slug:key>/ergebnis/", results.results, name="questionnaire_results"),
    path(f"{OFFICE}/", office.overview, name="office_questionnaires"),
    path(f"{OFFICE}/neu/", office.begin, name="office_new_questionnaire"),
    path(f"{OFFICE}/<slug:key>/", office.questionnaire, name="office_questionnaire"),
    path(f"{OFFICE}/<slug:key>/angaben/", office.words, name="office_questionnaire_words"),
    path(f"{OFFICE}/<slug:key>/vorschau/", office.preview, name="office_questionnaire_preview"),
    path(f"{OFFICE}/<slug:key>/veroeffentlichen/", office.publish, name="office_questionnaire_publish"),
    path(f"{OFFICE}/<slug:key>/ablegen/", office.archive, name="office_questionnaire_archive"),
    path(f"{OFFICE}/<slug:key>/loeschen/", office.drop, name="office_questionnaire_drop"),
    path(f"{OFFICE}/<slug:key>/fragen/neu/", questions.add, name="office_question_new"),
    path(f"{OFFICE}/<slug:key>/fragen/<slug:question>/", questions.edit, name="office_question"),
    path(f"{OFFICE}/<slug:key>/fragen/<slug:question>/wann/", questions.condition, name="office_question_condition"),
    path(f"{OFFICE}/<slug:key>/fragen/<slug:question>/immer/", questions.free, name="office_question_free"),
    path(f"{OFFICE}/<slug:key>/fragen/<slug:question>/verschieben/", questions.move, name="office_question_move"),
    path(f"{OFFICE}/<slug:key>/fragen/<slug:question>/loeschen/", questions.drop, name="office_question_drop"),
    path(f"{OFFICE}/<slug:key>/bogen/", sheets.sheet, name="office_questionnaire_sheet"),
    path(f"{OFFICE}/<slug:key>/ergebnis/", office_results.results, name="office_questionnaire_results"),
    path(f"{OFFICE}/<slug:key>/texte/", office_results.texts, name="office_questionnaire_texts"),
    re_path(
        rf"{FILE}/ergebnis\.(?P<ending>xlsx|csv)$",
        office_results.results_file,
        name="office_questionnaire_results_file",
    ),
    re_path(
        rf"{FILE}/antworten\.(?P<ending>xlsx|csv)$",
        office_results.responses_file,
        name="office_questionnaire_responses_file",
    ),
]
