"""All addresses of the strategy, public ones and those of the office."""

from soesmart.strategy.office.urls import office_urls
from soesmart.strategy.urls import deciding, deliveries, duties, public, reports, sources

urlpatterns = [
    *office_urls,
    *public.urlpatterns,
    *deciding.urlpatterns,
    *deliveries.urlpatterns,
    *duties.urlpatterns,
    *reports.urlpatterns,
    *sources.urlpatterns,
]
