from django.urls import URLPattern, URLResolver, path

from soesmart.events.views import result_files, results

_EVENT = "veranstaltungen/<slug:key>/"
_ROUND = f"{_EVENT}ergebnisse/<int:item>-<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_EVENT}ergebnisse/", results.event_results, name="event_results"),
    path(f"{_EVENT}ergebnisse.pdf", result_files.pdf, name="event_results_pdf"),
    path(f"{_EVENT}ergebnisse.xlsx", result_files.xlsx, name="event_results_xlsx"),
    path(f"{_EVENT}ergebnisse.json", result_files.open_data, name="event_results_json"),
    path(f"{_EVENT}ergebnisse/frage-<int:number>/", results.event_question, name="event_question"),
    path(_ROUND, results.round_result, name="round_result"),
    path(f"{_ROUND}stimmen.<slug:ending>", result_files.ballots, name="round_ballots"),
]
