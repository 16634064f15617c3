"""What a wish for places must hold, said in words that help. It writes nothing."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q, Sum

from soesmart.core.refusals import Refused
from soesmart.events.models import Event
from soesmart.events.rules import EventState
from soesmart.tickets.models import Contingent, Sale
from soesmart.tickets.rules import Source
from soesmart.tickets.rules.places import (
    MOST_AT_THE_BOX_OFFICE,
    MOST_BOOKINGS_OF_ONE,
    Full,
    SaleMoment,
    Visitor,
    Wish,
    sale_moment,
)
from soesmart.tickets.services.mail_words import moment

_LONGEST = {"name": 100, "email": 254, "phone": 40, "address": 200}
_MISSING = {
    "name": "Bitte einen Namen angeben, unter dem wir die Karten wiederfinden.",
    "email": "Bitte eine E-Mail-Adresse angeben. Dorthin gehen die Karten. Ohne E-Mail hilft die Kasse.",
    "phone": "Bitte eine Telefonnummer angeben. Warum sie verlangt wird, steht beim Feld.",
    "address": "Bitte eine Anschrift angeben. Warum sie verlangt wird, steht beim Feld.",
}


def tidied(wish: Wish) -> Wish:
    """Without blanks around what was typed, and without lines of names that are empty."""
    visitor = wish.visitor
    words = {name: " ".join(getattr(visitor, name).split()) for name in _LONGEST}
    guests = tuple(name for guest in visitor.guests if (name := " ".join(guest.split())))
    return replace(wish, visitor=Visitor(**words, guests=guests))


def check_is_on(event: Event, at: datetime) -> None:
    """Refused when the event is not public, was called off, or is over."""
    if event.state == EventState.DRAFT:
        raise Refused("tickets.event.draft", "Die Veranstaltung ist noch nicht veröffentlicht.")
    if event.state == EventState.CANCELLED:
        raise Refused("tickets.event.cancelled", "Die Veranstaltung ist abgesagt. Karten gibt es nicht mehr.")
    if event.state != EventState.PUBLISHED or at >= event.ends_at:
        raise Refused("tickets.event.over", "Für diese Veranstaltung gibt es keine Karten mehr.")


def check_place_and_time(sale: Sale, source: Source, at: datetime) -> None:
    """Refused outside the time of booking; at the box office until the event is over."""
    check_is_on(sale.event, at)
    if source != Source.ONLINE:
        return
    match sale_moment(at, opens=sale.opens_at, closes=sale.closes_at):
        case SaleMoment.BEFORE:
            text = f"Die Buchung beginnt: {moment(sale.opens_at)}."
            raise Refused("tickets.sale.before", text)
        case SaleMoment.CLOSED:
            text = f"Die Buchung ist zu Ende ({moment(sale.closes_at)}). An der Kasse kann es noch Karten geben."
            raise Refused("tickets.sale.closed", text)


def check_visitor(sale: Sale, ground: Contingent, wish: Wish) -> None:
    """Refused when places or data are missing or too many. ground: as read by queries.booking.ground_of_booking."""
    online = wish.source == Source.ONLINE
    most = sale.most_per_booking if online else MOST_AT_THE_BOX_OFFICE
    if not 1 <= wish.seats <= most:
        raise Refused("tickets.seats", f"Bitte 1 bis {most} Plätze wählen.", "seats")
    check_contact(sale, wish.visitor, wish.seats, needs_address=online)
    if online:
        _check_mailbox(sale, vars(ground), wish.seats)


def check_contact(sale: Sale, visitor: Visitor, seats: int, *, needs_address: bool) -> None:
    """Refused when something is missing that the sale asks for. needs_address: of e-mail; also a name."""
    needed = {
        "name": needs_address or asks_by_law(sale),
        "email": needs_address,
        "phone": sale.asks_phone,
        "address": sale.asks_address,
    }
    for name, most in _LONGEST.items():
        said = getattr(visitor, name)
        if needed[name] and not said:
            raise Refused(f"tickets.{name}.missing", _MISSING[name], name)
        if len(said) > most:
            raise Refused(f"tickets.{name}.long", f"Das ist zu lang: höchstens {most} Zeichen.", name)
    if visitor.email:
        _check_email(visitor.email)
    _check_guests(sale, visitor, seats)


def asks_by_law(sale: Sale) -> bool:
    """Whether every visitor has to be known."""
    return sale.asks_phone or sale.asks_address


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        text = "Das ist keine E-Mail-Adresse. Sie sieht so aus: name@beispiel.de"
        raise Refused("tickets.email.wrong", text, "email") from None


def _check_guests(sale: Sale, visitor: Visitor, seats: int) -> None:
    if asks_by_law(sale) and len(visitor.guests) != seats - 1:
        wanted = "ein Name" if seats == 2 else f"{seats - 1} Namen"
        text = f"Für {seats} Plätze fehlt noch etwas: Hier gehört {wanted} hin, je Zeile einer, ohne den eigenen."
        if seats == 1:
            text = "Bei einem Platz kommt niemand mit: Bitte dieses Feld leer lassen oder mehr Plätze wählen."
        raise Refused("tickets.guests", text, "guests")
    if any(len(guest) > 100 for guest in visitor.guests):
        raise Refused("tickets.guests.long", "Ein Name ist zu lang: höchstens 100 Zeichen.", "guests")


def _check_mailbox(sale: Sale, found: dict[str, int], seats: int) -> None:
    taken = found["standing"] + found["in_line"]
    if taken + seats > sale.most_per_booking:
        left = sale.most_per_booking - taken
        rest = f"Es {'geht' if left == 1 else 'gehen'} noch {left}." if left > 0 else "Mehr gehen nicht."
        text = (
            f"Für diese E-Mail-Adresse {'ist' if taken == 1 else 'sind'} schon {taken} "
            f"{'Platz' if taken == 1 else 'Plätze'} gebucht oder vorgemerkt, höchstens {sale.most_per_booking} sind "
            f"möglich, damit viele kommen können. {rest}"
        )
        raise Refused("tickets.mailbox.most", text if taken else f"Bitte höchstens {left} Plätze wählen.", "email")
    if found["booked_before"] >= MOST_BOOKINGS_OF_ONE:
        text = "Mit dieser E-Mail-Adresse wurde sehr oft gebucht und zurückgegeben. Bitte an die Kasse wenden."
        raise Refused("tickets.mailbox.often", text, "email")


def can_wait(ground: Contingent, wish: Wish, at: datetime) -> bool:
    """Whether one may wait for so many places. A query where a line is kept."""
    sale = ground.category.sale
    is_kept = sale.with_waiting_list and at < sale.event.doors_at and wish.source == Source.ONLINE
    return is_kept and wish.seats <= most_ever(ground)


def most_ever(ground: Contingent) -> int:
    """So many places a category may have, with all that may flow to it: who waits for more holds up all behind her."""
    flowing = Q(category__sale=ground.category.sale_id, flows_to__isnull=False)
    rows = Contingent.objects.filter(Q(category=ground.category_id) | flowing)
    return int(rows.aggregate(seats=Sum("seats"))["seats"] or 0)


def full(ground: Contingent, wish: Wish, at: datetime) -> Full:
    """Why it cannot be booked now, and whether one may wait."""
    left, most = Contingent.objects.values_list("free", flat=True).get(pk=ground.pk), most_ever(ground)
    if left >= wish.seats:
        text = f"Für „{ground.category.name}“ warten andere schon länger. Wer zuerst da war, kommt zuerst dran."
    elif left:
        some = "ist nur noch 1 Platz" if left == 1 else f"sind nur noch {left} Plätze"
        text = f"In „{ground.category.name}“ {some} frei. Gebucht wurde nichts."
    elif most < wish.seats:
        ever = "1 Platz" if most == 1 else f"{most} Plätze"
        text = f"„{ground.category.name}“ hat überhaupt nur {ever}. Auf mehr zu warten, hilft nicht."
    else:
        text = f"In „{ground.category.name}“ ist gerade alles vergeben. Gebucht wurde nichts."
    return Full(text, can_wait=can_wait(ground, wish, at))
