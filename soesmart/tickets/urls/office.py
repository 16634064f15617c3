"""Addresses of the office that plans places. Those of the box office and the doors: urls/door.py."""

from django.urls import URLPattern, URLResolver, path

from soesmart.tickets.office import bookings, contingents, sales

ALL = "verwaltung/karten/"
ONE = f"{ALL}<slug:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(ALL, sales.overview, name="office_sales"),
    path(ONE, sales.sale, name="office_sale"),
    path(f"{ONE}zeiten/", sales.times, name="office_sale_times"),
    path(f"{ONE}buchung/", sales.switch, name="office_sale_switch"),
    path(f"{ONE}plaetze/neu/", contingents.new, name="office_category_new"),
    path(f"{ONE}plaetze/art/<slug:category>/", contingents.category, name="office_category"),
    path(f"{ONE}buchungen/", bookings.bookings, name="office_bookings"),
]
