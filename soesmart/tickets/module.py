"""What tickets offer to the rest of the house."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Sum
from django.http import HttpRequest
from django.urls import reverse

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date
from soesmart.core.module import Card, Link, Module, SitemapEntry, nothing
from soesmart.events.rules import EventState
from soesmart.tickets import personal
from soesmart.tickets.access import actor_of, may_see_deletions, may_sell
from soesmart.tickets.models import Sale
from soesmart.tickets.rules import Source


def _office_menu() -> list[Link]:
    return [
        Link("Karten", reverse("office_sales"), weight=31, may=_may_sell),
        Link("Gelöschte Angaben", reverse("office_deletions"), weight=32, may=_only_reads_deletions),
    ]


def _may_sell(request: HttpRequest) -> bool:
    return may_sell(actor_of(request))


def _only_reads_deletions(request: HttpRequest) -> bool:
    """Who sells finds the proofs on the page of tickets, below which their address lies."""
    actor = actor_of(request)
    return may_see_deletions(actor) and not may_sell(actor)


def _cards(at: datetime) -> Iterator[Card]:
    """Events for which places can be booked now."""
    rows = Sale.objects.filter(opens_at__lte=at, closes_at__gt=at, event__state=EventState.PUBLISHED)
    online = {"categories__contingents__source": Source.ONLINE}
    rows = rows.filter(event__ends_at__gt=at, **online).annotate(free=Sum("categories__contingents__free"))
    for sale in rows.select_related("event").order_by("event__starts_at"):
        event = sale.event
        starts_at = event.starts_at.astimezone(BERLIN)
        day = f"{format_date(starts_at.date())}, {starts_at:%H:%M} Uhr"
        left = (
            "Plätze frei"
            if vars(sale)["free"]
            else "ausgebucht, Warteliste"
            if sale.with_waiting_list
            else "ausgebucht"
        )
        text = f"{day}{f', {event.place}' if event.place else ''}. Die Plätze im Saal sind begrenzt."
        closes = sale.closes_at.astimezone(BERLIN).date()
        url = reverse("book", args=[event.key])
        yield Card(f"Karten: {event.title}", text, url, "Karten", "Buchen", weight=22, state=left, closes_on=closes)


def _sitemap() -> Iterator[SitemapEntry]:
    rows = Sale.objects.exclude(event__state=EventState.DRAFT).values_list("event__key", flat=True)
    for key in rows.order_by("event__key"):
        yield SitemapEntry(reverse("book", args=[key]))


MODULE = Module(
    name="tickets",
    label="Karten",
    menu=list,
    office_menu=_office_menu,
    cards=_cards,
    calendar=nothing("Die Termine stehen bei den Veranstaltungen."),
    search_documents=nothing("Gefunden wird die Veranstaltung; Karten selbst sind nicht öffentlich."),
    sitemap=_sitemap,
    exports=nothing("Wer kommt, geht niemanden etwas an; wie viele kamen, steht bei der Veranstaltung."),
    export_person=personal.export_person,
    erase_person=personal.erase_person,
    tasks=nothing("wer Karten hat, findet sie über den Link der E-Mail"),
)
