"""What events offer to the rest of the house."""

from django.http import HttpRequest
from django.urls import reverse

from soesmart.core.module import Link, Module, nothing
from soesmart.events import offers
from soesmart.events.access import may_read_office
from soesmart.participation.access import actor_of


def _menu() -> list[Link]:
    return [Link("Veranstaltungen", reverse("events"), weight=18)]


def _office_menu() -> list[Link]:
    return [Link("Veranstaltungen", reverse("office_events"), weight=29, may=_may_read)]


def _may_read(request: HttpRequest) -> bool:
    return may_read_office(actor_of(request))


MODULE = Module(
    name="events",
    label="Veranstaltungen",
    menu=_menu,
    office_menu=_office_menu,
    cards=offers.cards,
    calendar=offers.calendar,
    search_documents=offers.search_documents,
    sitemap=offers.sitemap,
    exports=offers.exports,
    export_person=nothing("Wer abstimmt oder fragt, tut es ohne Konto; was ein Gerät ausweist, kennt keine Person."),
    erase_person=nothing("Hier steht nichts, was zu einer Person führt; wer eine Karte hat, steht bei den Karten."),
    tasks=nothing("was ein Abend braucht, steht im Büro"),
)
