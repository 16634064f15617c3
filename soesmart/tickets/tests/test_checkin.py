"""The door: a ticket lets one person in, whatever is shown, scanned twice, forged, or sent late."""

import random
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django_scopes import scope

from soesmart.core.refusals import Refused
from soesmart.events.models import Event, HallPass
from soesmart.events.rules import Entry
from soesmart.events.services.passes import pass_for
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from soesmart.tickets.models import DoorDevice, Sale, Scan, Ticket
from soesmart.tickets.queries.door import doubles_of, inside_of
from soesmart.tickets.rules import ScanOutcome, TicketState
from soesmart.tickets.rules.scans import corrected, read_typed
from soesmart.tickets.services.checkin import Answer, Shown, check_in, code_of, undo_check_in
from soesmart.tickets.services.devices import make_device, revoke_device
from soesmart.tickets.signing import ticket_text
from soesmart.tickets.tests.bookings import a_booking, a_sale
from tests.clients import CountQueries


@pytest.fixture
def sale(in_soest: Municipality, at: datetime) -> Sale:
    return a_sale(an_event(in_soest, at))


def door(sale: Sale, at: datetime, name: str = "Haupteingang") -> DoorDevice:
    return make_device(actor="test", sale=sale, name=name, nonce=uuid.uuid4(), at=at)[0]


def a_ticket(sale: Sale, at: datetime, **facts: object) -> Ticket:
    return a_booking(sale, at, **facts).tickets.first()  # type: ignore[return-value, arg-type]


def qr(ticket: Ticket) -> str:
    return ticket_text(ticket.sale.event_id, ticket.serial)


def show(
    sale: Sale, text: str, at: datetime, device: DoorDevice | None = None, *, offline_at: datetime | None = None
) -> Answer:
    shown = Shown(text, uuid.uuid4(), offline_at or at, was_offline=offline_at is not None)
    return check_in(sale=sale, shown=shown, device=device, at=at)


def test_a_genuine_ticket_opens_the_door_and_is_then_used(sale: Sale, at: datetime) -> None:
    ticket = a_ticket(sale, at, seats=3)
    answer = show(sale, qr(ticket), at, door(sale, at))
    assert (answer.outcome, answer.words.tone, answer.words.title) == (ScanOutcome.ADMITTED, "good", "Herein!")
    assert answer.words.text == "Saal, Karte 1 von 3, Buchung R000-0001."
    ticket.refresh_from_db()
    assert (ticket.state, ticket.used_at) == (TicketState.USED, at)
    assert (inside_of(sale).inside, inside_of(sale).expected) == (1, 3)


def test_what_opens_nothing_gets_a_clear_answer(sale: Sale, in_soest: Municipality, at: datetime) -> None:
    device = door(sale, at)
    ticket = a_ticket(sale, at)
    other = a_sale(an_event(in_soest, at, key="zweiter", join_code="ANDERE"))
    given_back = a_ticket(sale, at)
    Ticket.objects.filter(pk=given_back.pk).update(state=TicketState.CANCELLED)
    forged = qr(ticket)[:-4] + "AAAA"
    said = {
        "forged": show(sale, forged, at, device),
        "foreign": show(sale, qr(a_ticket(other, at)), at, device),
        "unknown": show(sale, ticket_text(sale.event_id, uuid.uuid4()), at, device),
        "misspelled": show(sale, "ACDE-FGHJ-1", at, device),
        "rubbish": show(sale, "https://example.org/" + "x" * 900, at, device),
        "given back": show(sale, qr(given_back), at, device),
    }
    assert {name: answer.words.title for name, answer in said.items()} == {
        "forged": "Keine gültige Karte",
        "foreign": "Andere Veranstaltung",
        "unknown": "Keine gültige Karte",
        "misspelled": "Nicht gefunden",
        "rubbish": "Keine gültige Karte",
        "given back": "Zurückgegeben",
    }
    assert {answer.words.tone for answer in said.values()} == {"bad"}
    assert inside_of(sale).inside == 0


def test_a_ticket_that_is_shown_again_is_told_when_and_where_it_came_in(sale: Sale, at: datetime) -> None:
    ticket = a_ticket(sale, at)
    show(sale, qr(ticket), at, door(sale, at))
    answer = show(sale, qr(ticket), at + timedelta(minutes=5), door(sale, at, "Nebeneingang"))
    assert (answer.outcome, answer.words.tone) == (ScanOutcome.DOUBLE, "bad")
    assert "um 12:00 Uhr (Haupteingang) eingelassen" in answer.words.text
    assert inside_of(sale).inside == 1


def test_a_scan_that_is_sent_again_gets_the_same_answer_and_counts_once(sale: Sale, at: datetime) -> None:
    device = door(sale, at)
    good = Shown(qr(a_ticket(sale, at)), uuid.uuid4(), at)
    bad = Shown("ACDE-FGHJ-1", uuid.uuid4(), at)
    for shown, title in ((good, "Herein!"), (bad, "Nicht gefunden")):
        answers = [check_in(sale=sale, shown=shown, device=device, at=at) for _ in range(3)]
        assert {(one.words.title, one.scan.pk) for one in answers} == {(title, answers[0].scan.pk)}
    assert Scan.objects.count() == 2
    with pytest.raises(Refused, match="anderen Gerät"):
        check_in(sale=sale, shown=good, device=door(sale, at, "Nebeneingang"), at=at)


def test_a_scan_that_another_town_has_already_is_refused(sale: Sale, olpe: Municipality, at: datetime) -> None:
    shown = Shown("ACDE-FGHJ-1", uuid.uuid4(), at)
    check_in(sale=sale, shown=shown, device=None, at=at)
    with scope(municipality=olpe):
        foreign = a_sale(an_event(olpe, at))
        with pytest.raises(Refused, match="anderen Gerät"):
            check_in(sale=foreign, shown=shown, device=None, at=at)


@pytest.mark.parametrize("typed", ["ACDE-FGHJ-2", "acde fghj 2", " ACDEFGHJ-2", "ACDEFGHJ2", "acde–fghj–2"])
def test_the_code_beside_the_qr_can_be_typed_the_way_people_type(sale: Sale, at: datetime, typed: str) -> None:
    a_booking(sale, at, seats=2, reference="ACDEFGHJ")
    answer = show(sale, typed, at, door(sale, at))
    assert (answer.outcome, answer.ticket.number) == (ScanOutcome.ADMITTED, 2)


def test_the_code_of_a_booking_lets_its_people_in_one_after_the_other(sale: Sale, at: datetime) -> None:
    a_booking(sale, at, seats=2, reference="ACDEFGHJ")
    device = door(sale, at)
    answers = [show(sale, "acde-fghj", at, device) for _ in range(3)]
    assert [one.ticket.number for one in answers] == [1, 2, 1]
    assert [one.outcome for one in answers] == [ScanOutcome.ADMITTED, ScanOutcome.ADMITTED, ScanOutcome.DOUBLE]
    assert read_typed("ACDE-FGH") is None


def test_of_two_doors_of_which_one_had_no_net_the_earlier_scan_counts_and_both_are_told(
    sale: Sale, at: datetime
) -> None:
    ticket, front, side = a_ticket(sale, at), door(sale, at), door(sale, at, "Nebeneingang")
    later = show(sale, qr(ticket), at, side)
    assert later.outcome == ScanOutcome.ADMITTED
    earlier = show(sale, qr(ticket), at + timedelta(minutes=9), front, offline_at=at - timedelta(minutes=3))
    assert earlier.outcome == ScanOutcome.ADMITTED
    later.scan.refresh_from_db()
    assert later.scan.outcome == ScanOutcome.DOUBLE
    for device in (front, side):
        (double,) = doubles_of(device)
        assert (double.first_door, double.second_door) == ("Haupteingang", "Nebeneingang")
        assert (double.first_at, double.second_at) == (at - timedelta(minutes=3), at)
    assert doubles_of(door(sale, at, "Rampe")) == []
    ticket.refresh_from_db()
    assert (ticket.used_at, inside_of(sale).inside) == (at - timedelta(minutes=3), 1)
    again = show(sale, qr(ticket), at + timedelta(minutes=20), side, offline_at=at + timedelta(minutes=1))
    assert again.outcome == ScanOutcome.DOUBLE


def test_a_clock_that_is_ten_minutes_wrong_changes_nothing_about_who_was_first(at: datetime) -> None:
    for wrong in (timedelta(minutes=10), timedelta(minutes=-10), timedelta(0)):
        scanned, sent = at + wrong, at + wrong + timedelta(minutes=30)
        assert corrected(scanned, sent, received=at + timedelta(minutes=30)) == at
    assert corrected(at + timedelta(days=3), at, received=at) == at  # never from the future
    assert corrected(at - timedelta(days=9), at, received=at) == at - timedelta(days=1)
    ages = [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
    assert [corrected(scanned, sent, received=at) for scanned, sent in (ages, ages[::-1])] == [
        at - timedelta(days=1),
        at,
    ]


def test_letting_in_is_taken_back_by_the_device_that_did_it_and_by_no_other(sale: Sale, at: datetime) -> None:
    ticket, device = a_ticket(sale, at), door(sale, at)
    nonce = show(sale, qr(ticket), at, device).scan.nonce
    assert undo_check_in(sale=sale, nonce=nonce, device=door(sale, at, "Rampe"), at=at) is None
    for _ in range(2):
        undone = undo_check_in(sale=sale, nonce=nonce, device=device, at=at)
        assert undone.words.title == "Zurückgenommen"
    ticket.refresh_from_db()
    assert (ticket.state, ticket.used_at) == (TicketState.VALID, None)
    assert show(sale, qr(ticket), at, device).outcome == ScanOutcome.ADMITTED


def test_where_a_ticket_opens_the_vote_the_door_grants_the_pass_and_takes_it_back(sale: Sale, at: datetime) -> None:
    Event.objects.update(entry=Entry.TICKET)
    sale.event.refresh_from_db()
    ticket, device = a_ticket(sale, at), door(sale, at)
    assert pass_for(sale.event, code_of(ticket)) is None
    answer = show(sale, qr(ticket), at, device)
    assert pass_for(sale.event, code_of(ticket).lower()) is not None
    undo_check_in(sale=sale, nonce=answer.scan.nonce, device=device, at=at)
    assert pass_for(sale.event, code_of(ticket)) is None
    Event.objects.update(entry=Entry.DEVICE)
    sale.event.refresh_from_db()
    show(sale, qr(a_ticket(sale, at)), at, device)
    assert HallPass.objects.count() == 1


def test_an_answer_takes_at_most_ten_queries(sale: Sale, at: datetime, count_queries: CountQueries) -> None:
    Event.objects.update(entry=Entry.TICKET)
    sale.event.refresh_from_db()
    ticket, device = a_ticket(sale, at), door(sale, at)
    for _ in range(2):  # let in, then double
        with count_queries() as queries:
            show(sale, qr(ticket), at, device)
        assert len(queries) <= 10, queries


def test_a_device_is_made_once_by_one_form_and_revoked_for_good(sale: Sale, at: datetime) -> None:
    nonce = uuid.uuid4()
    made = [make_device(actor="test", sale=sale, name=" Haupt  eingang", nonce=nonce, at=at) for _ in range(2)]
    assert made[0] == made[1]
    assert (DoorDevice.objects.get().name, made[0][1] in str(vars(made[0][0]))) == ("Haupt eingang", False)
    revoke_device(actor="test", device=made[0][0], at=at)
    revoke_device(actor="test", device=made[0][0], at=at + timedelta(days=1))
    assert DoorDevice.objects.get().revoked_at == at
    with pytest.raises(Refused, match="welche Tür"):
        make_device(actor="test", sale=sale, name="  ", nonce=uuid.uuid4(), at=at)


@pytest.mark.django_db(transaction=True)
def test_one_ticket_at_two_doors_in_the_same_moment_lets_one_person_in(soest: Municipality, at: datetime) -> None:
    with scope(municipality=soest):
        sale = a_sale(an_event(soest, at))
        tickets = list(a_booking(sale, at, seats=6).tickets.all())
        doors = [door(sale, at, f"Tür {number}") for number in (1, 2)]
    rng = random.Random(30)
    shown = [(ticket, device) for ticket in tickets for device in doors]
    rng.shuffle(shown)

    def at_the_door(one: tuple[Ticket, DoorDevice]) -> ScanOutcome:
        try:
            with scope(municipality=soest):
                return show(sale, qr(one[0]), at, one[1]).outcome
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(at_the_door, shown))
    assert (outcomes.count(ScanOutcome.ADMITTED), outcomes.count(ScanOutcome.DOUBLE)) == (6, 6)
    with scope(municipality=soest):
        assert inside_of(sale).inside == 6
