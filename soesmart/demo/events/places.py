"""Places of the three evenings: planned, booked, waited for, checked in, and in 2020 forgotten again."""

import random
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from soesmart.demo.cast import CAST
from soesmart.demo.events.visitors import Party, parties
from soesmart.demo.story import SEED
from soesmart.demo.towns import ACTOR
from soesmart.events.models import Event
from soesmart.region.addresses import home_in_mails
from soesmart.tickets.models import Booking, Category, Contingent, Sale, Ticket
from soesmart.tickets.rules import Source
from soesmart.tickets.rules.places import Visitor, Wish
from soesmart.tickets.services.booking import book
from soesmart.tickets.services.checkin import Shown, check_in, code_of
from soesmart.tickets.services.devices import make_device
from soesmart.tickets.services.places import SalePlan, add_category, plan_sale, set_flow
from soesmart.tickets.services.retention import run_clock

LAW = (
    "Beispiel: Im Sommer 2020 mussten Veranstalter vier Wochen lang sagen können, wer im Saal war "
    "(Coronaschutzverordnung des Landes). Danach wird gelöscht."
)
WHEELCHAIRS = "Plätze für Rollstühle"


def sell_past(event: Event) -> None:
    """A hall almost full in July 2020, everybody known for four weeks as the law wanted, then forgotten."""
    opens = event.doors_at - timedelta(days=14)
    plan = SalePlan(opens, event.doors_at, asks_phone=True, asks_address=True, retention_reason=LAW)
    sale = plan_sale(event=event, plan=plan, by=ACTOR, at=opens - timedelta(days=1))
    hall = add_category(sale=sale, name="Saal", online=96, box_office=16, by=ACTOR, at=sale.opens_at)
    add_category(sale=sale, name=WHEELCHAIRS, online=4, by=ACTOR, at=sale.opens_at)
    let_flow(hall, event.doors_at - timedelta(hours=6), at=sale.opens_at)
    rng = random.Random(f"{SEED}-{event.key}")  # noqa: S311  # a story, not a secret
    coming = list(parties(rng, 46, contact=True))
    bookings = list(fill(sale, hall, coming[:43], 94, opens, rng))
    at_the_door = [replace(party, visitor=replace(party.visitor, email="")) for party in coming[43:]]
    bookings += fill(sale, hall, at_the_door, 12, opens, rng, source=Source.BOX_OFFICE)
    let_in(sale, bookings, event.doors_at, rng)
    run_clock(municipality=event.municipality, at=event.ends_at + timedelta(days=sale.retention_days, hours=9))


def sell_coming(event: Event, at: datetime) -> None:
    """Booking is open: seats are left in the hall, the gallery is full and three parties wait for it."""
    opens = at - timedelta(days=9)
    plan = SalePlan(opens, event.doors_at, no_show_at=event.starts_at - timedelta(minutes=5))
    sale = plan_sale(event=event, plan=plan, by=ACTOR, at=opens)
    hall = add_category(sale=sale, name="Saal", online=60, box_office=10, by=ACTOR, at=opens)
    text = "Erhöht, mit freier Sicht auf die Leinwand. Treppe mit Geländer."
    gallery = add_category(sale=sale, name="Empore", text=text, online=12, by=ACTOR, at=opens)
    text = "Mit einem Platz für eine Begleitung daneben."
    add_category(sale=sale, name=WHEELCHAIRS, text=text, online=4, box_office=2, by=ACTOR, at=opens)
    let_flow(hall, event.doors_at - timedelta(hours=24), at=opens)
    rng = random.Random(f"{SEED}-{event.key}")  # noqa: S311
    coming = list(parties(rng, 30, contact=False))
    amira = Party(Visitor(CAST[0].name, CAST[0].email), 2)
    for _ in fill(sale, hall, [*coming[:14], amira], 34, opens, rng):
        pass
    for _ in fill(sale, hall, coming[14:16], 4, opens, rng, source=Source.BOX_OFFICE):
        pass
    pairs = [replace(party, seats=2) for party in coming[16:25]]
    for _ in fill(sale, gallery, pairs, 18, opens, rng):
        pass
    make_device(actor=ACTOR, sale=sale, name="Haupteingang", nonce=_nonce(sale, "door"), at=at)


def sell_now(event: Event, at: datetime) -> None:
    """An evening that has begun: half of those who booked are inside, at the door others come."""
    opens = at - timedelta(days=2)
    sale = plan_sale(event=event, plan=SalePlan(opens, event.ends_at), by=ACTOR, at=opens)
    hall = add_category(sale=sale, name="Saal", online=40, box_office=10, by=ACTOR, at=opens)
    rng = random.Random(f"{SEED}-{event.key}")  # noqa: S311
    bookings = list(fill(sale, hall, list(parties(rng, 8, contact=False)), 20, opens, rng))
    let_in(sale, bookings[:4], at - timedelta(minutes=20), rng)


def fill(
    sale: Sale,
    category: Category,
    coming: list[Party],
    most: int,
    first: datetime,
    rng: random.Random,
    *,
    source: Source = Source.ONLINE,
) -> Iterator[Booking]:
    """Let them book one after the other until `most` places are wanted; who finds none waits, where one can wait."""
    at, home, wanted = first, home_in_mails(sale.event.municipality), 0
    for number, party in enumerate(coming):
        wanted += party.seats
        if wanted > most:
            return
        at += timedelta(minutes=rng.randint(2, 90 if source == Source.ONLINE else 3))
        name = f"{category.key}-{source}-{number}"
        wish = Wish(category.key, party.seats, party.visitor, _nonce(sale, name), may_wait=True, source=source)
        made = book(event_key=sale.event.key, wish=wish, home=home, at=at, rng=rng)
        if isinstance(made, Booking):
            yield made


def let_in(sale: Sale, bookings: list[Booking], first: datetime, rng: random.Random) -> None:
    """At the door within a quarter of an hour; one in twenty stays away, one ticket is shown twice."""
    door, _ = make_device(actor=ACTOR, sale=sale, name="Osthofentor", nonce=_nonce(sale, "door"), at=first)
    tickets = Ticket.objects.filter(booking__in=bookings).select_related("booking")
    coming = [ticket for ticket in tickets if rng.random() > 0.05]
    for number, ticket in enumerate([*coming, coming[0]]):
        moment = first + timedelta(seconds=8 * number)
        shown = Shown(code_of(ticket), _nonce(sale, f"scan-{number}"), moment)
        check_in(sale=sale, shown=shown, device=door, at=moment)


def let_flow(category: Category, moment: datetime, *, at: datetime) -> None:
    """What the box office has not sold by then goes online."""
    rows = {row.source: row for row in Contingent.objects.filter(category=category)}
    home = home_in_mails(category.sale.event.municipality)
    set_flow(
        contingent=rows[Source.BOX_OFFICE],
        goal=rows[Source.ONLINE],
        flows_back_at=moment,
        by=ACTOR,
        home=home,
        at=at,
    )


def _nonce(sale: Sale, name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://soesmart.example.org/demo/{sale.event.key}/{name}")
