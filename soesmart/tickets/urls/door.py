"""Addresses of the door, and of the pages on which the office sells, checks and counts."""

from django.urls import URLPattern, URLResolver, path

from soesmart.tickets.office import box_office, deletions, doors, lists
from soesmart.tickets.views import door

urlpatterns: list[URLPattern | URLResolver] = [
    path("einlass/<str:secret>/", door.door, name="door"),
    path("einlass/<str:secret>/suche/", door.search, name="door_search"),
    path("einlass/<str:secret>/zurueck/", door.undo, name="door_undo"),
    path("einlass/<str:secret>/scans/", door.sync, name="door_sync"),
    path("einlass/<str:secret>/karten.json", door.entries, name="door_entries"),
    path("verwaltung/karten/loeschungen/", deletions.deletions, name="office_deletions"),
    path("verwaltung/karten/<slug:key>/kasse/", box_office.box_office, name="box_office"),
    path("verwaltung/karten/<slug:key>/kasse/suche/", box_office.find, name="box_office_find"),
    path("verwaltung/karten/<slug:key>/kasse/<int:number>/", box_office.booking, name="box_office_booking"),
    path(
        "verwaltung/karten/<slug:key>/kasse/<int:number>/karten.pdf", box_office.print_tickets, name="box_office_print"
    ),
    path("verwaltung/karten/<slug:key>/kasse/<int:number>/einlassen/", box_office.let_in, name="box_office_let_in"),
    path("verwaltung/karten/<slug:key>/kasse/<int:number>/doch-nicht/", box_office.let_out, name="box_office_let_out"),
    path("verwaltung/karten/<slug:key>/kasse/<int:number>/zurueck/", box_office.give_back, name="box_office_give_back"),
    path("verwaltung/karten/<slug:key>/einlass/", doors.doors, name="office_doors"),
    path("verwaltung/karten/<slug:key>/einlass/<int:pk>/sperren/", doors.revoke, name="office_doors_revoke"),
    path("verwaltung/karten/<slug:key>/listen/", lists.lists, name="office_lists"),
    path("verwaltung/karten/<slug:key>/listen/gaeste.<str:form>", lists.guest_list, name="office_guest_list"),
]
