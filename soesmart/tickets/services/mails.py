"""Mails about places: written into the outbox with what they tell of, once each. Who has no address gets none.

home: address of the town's pages without a slash at its end.
"""

from datetime import datetime

from django.urls import reverse

from soesmart.core.outbox import queue_mail
from soesmart.tickets.links import path_of_booking, path_of_waiting
from soesmart.tickets.models import Booking, Sale, WaitingEntry
from soesmart.tickets.services import mail_words as words


def confirm_booking(booking: Booking, *, home: str, at: datetime) -> None:
    """The link to the tickets, how to come, and what happens with the data."""
    sale = booking.sale
    link = home + path_of_booking(booking)
    parts = [
        f"die Buchung ist da: {words.places(booking.seats)} für „{sale.event.title}“.",
        *words.coming(sale),
        (
            f"Zu den Karten: {link}\nAm Eingang genügt der Code auf dem Telefon oder auf Papier, oder die Nummer "
            f"{booking.reference[:4]}-{booking.reference[4:]}."
        ),
        f"Doch verhindert? Dann bitte dort zurückgeben, auch einzelne Karten. Andere warten vielleicht: {link}zurueck/",
        *words.voting(sale),
        words.data_note(sale, booking.forget_at),
    ]
    _send(f"tickets.booking.booked:{booking.pk}", booking.email, f"Karten für „{sale.event.title}“", parts, sale, at)


def confirm_return(booking: Booking, returned: int, *, home: str, at: datetime) -> None:
    sale = booking.sale
    parts = [
        (
            f"{words.places(returned)} für „{sale.event.title}“ {'ist' if returned == 1 else 'sind'} zurückgegeben. "
            "Danke, so kann noch jemand kommen."
        ),
        f"Was noch gilt, steht hier: {home}{path_of_booking(booking)}",
        f"War das ein Versehen? Solange Plätze frei sind, hier neu buchen: {home}{_book(sale)}",
    ]
    # A booking can be returned ticket by ticket; the same moment is the same return.
    key = f"tickets.booking.returned:{booking.pk}:{at.timestamp():.6f}"
    _send(key, booking.email, f"Zurückgegeben: „{sale.event.title}“", parts, sale, at)


def confirm_waiting(entry: WaitingEntry, *, position: int, home: str, at: datetime) -> None:
    sale = entry.sale
    parts = [
        (
            f"{words.places(entry.seats)} für „{sale.event.title}“ {'ist' if entry.seats == 1 else 'sind'} auf der "
            f"Warteliste vorgemerkt, an Stelle {position} ({entry.category.name}). Gebucht ist damit noch nichts."
        ),
        (
            "Sobald Plätze frei werden, kommt eine E-Mail mit einem Angebot. Es gilt eine Zeit lang, danach geht es "
            "an die Nächsten weiter. Niemand wird überholt."
        ),
        f"Stand ansehen oder abmelden: {home}{path_of_waiting(entry)}",
        words.waiting_note(sale, entry.forget_at),
    ]
    _send(f"tickets.waiting.entered:{entry.pk}", entry.email, f"Warteliste: „{sale.event.title}“", parts, sale, at)


def offer_places(entry: WaitingEntry, *, home: str, at: datetime) -> None:
    """The offer, and until when it holds."""
    assert entry.offer_ends_at is not None
    sale = entry.sale
    parts = [
        f"es gibt {words.places(entry.seats)} für „{sale.event.title}“ ({entry.category.name}).",
        (
            f"Das Angebot gilt bis {words.moment(entry.offer_ends_at)}. Bis dahin bitte hier annehmen: "
            f"{home}{path_of_waiting(entry)}"
        ),
        "Wer nicht mehr kommen kann, lehnt dort ab: Dann sind die Nächsten sofort dran.",
        *words.coming(sale),
    ]
    subject = f"Platz frei: „{sale.event.title}“"
    _send(f"tickets.offer.made:{entry.pk}", entry.email, subject, parts, sale, at)


def end_offer(entry: WaitingEntry, *, home: str, at: datetime) -> None:
    sale = entry.sale
    parts = [
        f"das Angebot für „{sale.event.title}“ ist abgelaufen, und die Plätze sind weitergegeben.",
        f"Wer noch kommen möchte, kann es hier neu versuchen: {home}{_book(sale)}",
        "Name und Adresse zu diesem Eintrag sind gelöscht.",
    ]
    _send(f"tickets.offer.expired:{entry.pk}", entry.email, f"Abgelaufen: „{sale.event.title}“", parts, sale, at)


def end_waiting(entry: WaitingEntry, *, is_off: bool, home: str, at: datetime) -> None:
    sale = entry.sale
    said = [f"„{sale.event.title}“ ist abgesagt. Die Warteliste ist damit zu Ende.", sale.event.cancelled_because]
    if not is_off:
        said = [
            (
                f"die Türen für „{sale.event.title}“ sind offen, und es hat leider nicht gereicht. Die Warteliste "
                "ist zu Ende. Manchmal bleiben Plätze leer: An der Kasse vor Ort kann man noch fragen."
            ),
            f"Zur Veranstaltung: {home}{words.event_path(sale)}",
        ]
    parts = [*filter(None, said), "Name und Adresse zu diesem Eintrag sind gelöscht."]
    subject = f"{'Abgesagt' if is_off else 'Warteliste beendet'}: „{sale.event.title}“"
    _send(f"tickets.waiting.ended:{entry.pk}", entry.email, subject, parts, sale, at)


def tell_cancelled(booking: Booking, *, home: str, at: datetime) -> None:
    """The event does not take place; once for each booking."""
    sale = booking.sale
    parts = [
        f"„{sale.event.title}“ am {words.moment(sale.event.starts_at)} ist abgesagt. Die Karten gelten nicht mehr.",
        *filter(None, [sale.event.cancelled_because]),
        f"Mehr dazu: {home}{words.event_path(sale)}",
        words.data_note(sale, booking.forget_at),
    ]
    _send(f"tickets.event.cancelled:{booking.pk}", booking.email, f"Abgesagt: „{sale.event.title}“", parts, sale, at)


def _book(sale: Sale) -> str:
    return reverse("book", args=[sale.event.key])


def _send(key: str, to: str, subject: str, parts: list[str], sale: Sale, at: datetime) -> None:
    """One query; none where there is no address."""
    if not to:
        return
    town = sale.event.municipality
    text = "\n\n".join(["Guten Tag,", *parts, f"Diese Nachricht kommt von soesmart {town.name}."]) + "\n"
    queue_mail(key=key, to=to, subject=subject, text=text, at=at, town=town.slug)
