from django.urls import URLPattern, URLResolver, path

from soesmart.participation.views import opinion_map, results

_CAMPAIGN = "mitmachen/<slug:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_CAMPAIGN}ergebnis/", results.results, name="campaign_results"),
    path(f"{_CAMPAIGN}meinungsbild/", opinion_map.opinion_map, name="campaign_map"),
]
