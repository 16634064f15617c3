from django.urls import URLPattern, URLResolver, path

from soesmart.participation.office import register
from soesmart.participation.views import opinion_map, result_files, results

_CAMPAIGN = "mitmachen/<slug:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_CAMPAIGN}ergebnis/", results.results, name="campaign_results"),
    path(f"{_CAMPAIGN}ergebnis.pdf", result_files.pdf, name="campaign_results_pdf"),
    path(f"{_CAMPAIGN}ergebnis.xlsx", result_files.xlsx, name="campaign_results_xlsx"),
    path(f"{_CAMPAIGN}ergebnis.json", result_files.open_data, name="campaign_results_json"),
    path(f"{_CAMPAIGN}meinungsbild/", opinion_map.opinion_map, name="campaign_map"),
    path("verwaltung/mitmachen/register/", register.register, name="office_register"),
    path("verwaltung/mitmachen/register.xlsx", register.table, name="office_register_table"),
]
