"""Public addresses of places: book, look at one's tickets, wait."""

from django.urls import URLPattern, URLResolver, path

from soesmart.tickets.views import booking, my_booking, waiting

urlpatterns: list[URLPattern | URLResolver] = [
    path("veranstaltungen/<slug:key>/karten/", booking.book, name="book"),
    path("karten/warteliste/<str:secret>/", waiting.waiting, name="waiting"),
    path("karten/<str:secret>/", my_booking.booking, name="booking"),
    path("karten/<str:secret>/zurueck/", my_booking.give_back, name="give_back"),
    path("karten/<str:secret>/karten.pdf", my_booking.tickets_pdf, name="tickets_pdf"),
]
