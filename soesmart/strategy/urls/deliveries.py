"""Values on their way in: deliveries and their findings."""

from django.urls import URLPattern, URLResolver

from soesmart.strategy.office import deliveries, delivery_decisions
from soesmart.strategy.office.urls import HOME, page

VALUES = f"{HOME}werte/"
ONE = f"{VALUES}<uuid:pk>/"

urlpatterns: list[URLPattern | URLResolver] = [
    page(VALUES, deliveries.deliveries, "office-deliveries"),
    page(ONE, deliveries.delivery, "office-delivery"),
    page(f"{ONE}zuordnung/", deliveries.mapping, "office-delivery-mapping"),
    page(f"{ONE}pruefen/", deliveries.check_now, "office-delivery-check"),
    page(f"{ONE}neu-zuordnen/", deliveries.map_again, "office-delivery-reopen"),
    page(f"{ONE}befunde/<int:finding>/", delivery_decisions.decide_one, "office-delivery-decide"),
    page(f"{ONE}befunde/", delivery_decisions.decide_several, "office-delivery-decide-several"),
    page(f"{ONE}uebernehmen/", delivery_decisions.approve_it, "office-delivery-approve"),
    page(f"{ONE}verwerfen/", delivery_decisions.reject_it, "office-delivery-reject"),
    page(f"{ONE}protokoll.csv", delivery_decisions.log, "office-delivery-log"),
]
