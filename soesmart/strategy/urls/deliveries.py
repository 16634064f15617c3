"""Values on their way in: deliveries and their findings."""

from django.urls import URLPattern, URLResolver

from soesmart.strategy.office.deliveries import decisions, pages
from soesmart.strategy.office.urls import HOME, page

VALUES = f"{HOME}werte/"
ONE = f"{VALUES}<uuid:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    page(VALUES, pages.deliveries, "office-deliveries"),
    page(ONE, pages.delivery, "office-delivery"),
    page(f"{ONE}zuordnung/", pages.mapping, "office-delivery-mapping"),
    page(f"{ONE}pruefen/", pages.check_now, "office-delivery-check"),
    page(f"{ONE}neu-zuordnen/", pages.map_again, "office-delivery-reopen"),
    page(f"{ONE}befunde/<int:finding>/", decisions.decide_one, "office-delivery-decide"),
    page(f"{ONE}befunde/", decisions.decide_several, "office-delivery-decide-several"),
    page(f"{ONE}uebernehmen/", decisions.approve_it, "office-delivery-approve"),
    page(f"{ONE}verwerfen/", decisions.reject_it, "office-delivery-reject"),
    page(f"{ONE}zuruecknehmen/", decisions.take_it_back, "office-delivery-take-back"),
    page(f"{ONE}protokoll.csv", decisions.log, "office-delivery-log"),
]
