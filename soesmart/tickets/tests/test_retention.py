"""The deletion clock: what is due goes at its time, whatever happens, and a search proves it."""

from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django_scopes import scope

from soesmart.core import clock
from soesmart.core.models import AuditEntry, OutboxMessage
from soesmart.core.outbox import queue_mail
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from soesmart.tickets import erasure_journal
from soesmart.tickets.jobs.retention import PersonalDataLeft, forget_visitors
from soesmart.tickets.models import Booking, Deletion, Sale, Ticket, WaitingEntry
from soesmart.tickets.queries import retention as found
from soesmart.tickets.rules import BookingState
from soesmart.tickets.rules.retention import NOT_PERSONAL, PERSONAL, forget_at_of, waiting_forget_at_of
from soesmart.tickets.services import retention
from soesmart.tickets.tests.bookings import a_booking, a_sale, a_waiting_entry, counts

TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


@pytest.fixture
def sale(in_soest: Municipality, at: datetime) -> Sale:
    return a_sale(an_event(in_soest, at), asks_phone=True, retention_reason="§ 2a CoronaSchVO")


def run(at: datetime) -> None:
    with clock.stopped_at(at):
        forget_visitors()


def after(sale: Sale, **span: float) -> datetime:
    return sale.event.ends_at + timedelta(**span)


def test_every_text_of_tickets_is_listed_with_its_end_or_told_to_be_of_no_person() -> None:
    own = apps.get_app_config("tickets").get_models()
    texts = {f"{one.__name__}.{field.name}" for one in own for field in one._meta.fields if isinstance(field, TEXTS)}
    personal = {f"{one.table}.{one.field}" for one in PERSONAL if one.table != "OutboxMessage"}
    assert personal | NOT_PERSONAL.keys() == texts
    assert not personal & NOT_PERSONAL.keys()


def test_a_booking_given_back_forgets_after_a_week_and_never_later_than_one_that_was_kept(at: datetime) -> None:
    assert forget_at_of(at, days=28) == at + timedelta(days=28)
    assert forget_at_of(at, days=28, cancelled_at=at - timedelta(days=3)) == at + timedelta(days=4)
    assert forget_at_of(at, days=2, cancelled_at=at) == at + timedelta(days=2)
    assert waiting_forget_at_of(at) == at


def test_when_its_time_has_come_a_booking_forgets_its_person_and_the_counts_stay(sale: Sale, at: datetime) -> None:
    row = a_booking(sale, at, seats=3, phone="02921 103-0", address="Am Vreithof 8")
    row.tickets.update(guest="Gerda Gast")
    entry = a_waiting_entry(sale, at)
    before = counts(sale)

    run(after(sale, minutes=-1))
    row.refresh_from_db()
    assert (row.name, row.forgotten_at) == ("Paula Probst", None)

    run(after(sale, minutes=1))  # waiting ends with the evening
    entry.refresh_from_db()
    assert (entry.name, entry.email, entry.forgotten_at) == ("", "", after(sale, minutes=1))
    assert Booking.objects.get().name == "Paula Probst"

    run(after(sale, days=28, minutes=1))
    row.refresh_from_db()
    assert (row.name, row.email, row.phone, row.address) == ("", "", "", "")
    assert not row.tickets.exclude(guest="")
    assert counts(sale) == before
    newest = Deletion.objects.first()
    assert (newest.due, newest.deleted, newest.left, newest.after_restore) == (1, 1, 0, False)


def test_a_day_with_nothing_to_delete_is_proved_too_and_only_once(sale: Sale, at: datetime) -> None:
    run(at)
    run(at + timedelta(hours=1))
    assert [(one.due, one.left) for one in Deletion.objects.all()] == [(0, 0)]
    run(at + timedelta(days=1))
    assert Deletion.objects.count() == 2


def test_an_evening_that_is_moved_takes_the_end_of_its_bookings_along(sale: Sale, at: datetime) -> None:
    row = a_booking(sale, at)
    gone = a_booking(sale, at, state=BookingState.CANCELLED, cancelled_at=at)
    sale.event.ends_at += timedelta(days=60)
    sale.event.save()
    run(at + timedelta(days=6))
    gone.refresh_from_db()
    assert (gone.forgotten_at, gone.forget_at) == (None, at + timedelta(days=7))
    run(at + timedelta(days=35))
    row.refresh_from_db()
    gone.refresh_from_db()
    assert (row.forgotten_at, row.forget_at) == (None, sale.event.ends_at + timedelta(days=28))
    assert gone.forgotten_at == at + timedelta(days=35)


def test_a_run_that_fails_in_the_middle_tells_nothing_and_the_next_one_completes_it(
    sale: Sale, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        a_booking(sale, at)
    monkeypatch.setattr(retention, "PORTION", 2)
    calls, real = [], retention._drop_mails

    def fail_later(*args: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise OSError("no space left")
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(retention, "_drop_mails", fail_later)
    with pytest.raises(OSError, match="no space"):
        run(after(sale, days=29))
    states = list(Booking.objects.values_list("name", "email", "forgotten_at"))
    assert states.count(("", "", after(sale, days=29))) == 2  # the portion before it, whole
    assert states.count(("Paula Probst", "paula@example.org", None)) == 3
    assert not Deletion.objects.exists()

    run(after(sale, days=29, hours=1))
    assert not Booking.objects.exclude(name="", email="")
    proof = Deletion.objects.get()
    assert (proof.due, proof.deleted, proof.left, proof.after_restore) == (5, 5, 0, False)


def test_a_row_that_is_filled_after_its_time_is_emptied_or_cannot_be_written_at_all(sale: Sale, at: datetime) -> None:
    row = a_booking(sale, at)
    run(after(sale, days=29))
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=row.pk).update(name="Doch wieder")
    Ticket.objects.filter(booking=row).update(guest="Nachgetragen")
    run(after(sale, days=29, hours=2))
    assert Ticket.objects.get().guest == ""
    late = a_booking(sale, at, "Nachzügler Klaus")
    run(after(sale, days=29, hours=3))
    late.refresh_from_db()
    assert late.name == ""
    assert [proof.left for proof in Deletion.objects.all()] == [0, 0, 0]


def test_what_is_left_after_all_is_proved_told_to_the_office_and_fails_the_job(
    sale: Sale, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = a_booking(sale, at)
    assert list(found.complaints(after(sale, days=28))) == []
    assert "mehr als einem Tag" in " ".join(found.complaints(after(sale, days=30)))
    # A clock that overlooks a row, as an error in it would do.
    monkeypatch.setattr(retention, "due_rows", lambda model, at: model.objects.none())
    with pytest.raises(PersonalDataLeft, match="soest: 2"):
        run(after(sale, days=29))
    row.refresh_from_db()
    assert (row.name, Deletion.objects.get().left) == ("Paula Probst", 2)
    assert "2 Angaben" in next(found.complaints(after(sale, days=29)))


def test_a_mail_that_waits_goes_with_its_booking_and_one_that_failed_after_a_week(sale: Sale, at: datetime) -> None:
    later = a_sale(an_event(sale.event.municipality, at + timedelta(days=10), key="spaeter", join_code="SPAETE"))
    row, other = a_booking(sale, at), a_booking(later, at, "Otto Offen")
    for one in (row, other):
        key = f"tickets.booking.returned:{one.pk}:17.25"
        queue_mail(key=key, to=one.email, subject="Ihre Karte", text=one.name, at=after(sale, days=28), town="soest")
    queue_mail(key="events.x:1:mail", to="x@example.org", subject="x", text="x", at=at, town="soest")
    run(after(sale, days=28, hours=1))
    kept = set(OutboxMessage.objects.exclude(recipient="").values_list("recipient", flat=True))
    assert kept == {"x@example.org", "otto@example.org"}
    run(after(sale, days=35, hours=1))
    assert set(OutboxMessage.objects.exclude(recipient="").values_list("recipient", flat=True)) == {"x@example.org"}


def test_neither_the_audit_log_nor_any_other_table_knows_who_was_there(sale: Sale, at: datetime) -> None:
    row = a_booking(sale, at, "Quirin Quittenbaum", phone="0171 5550815", address="Quittenweg 3")
    row.tickets.update(guest="Quendolin Quast")
    a_waiting_entry(sale, at, "Quitta Queue")
    run(after(sale, days=29))
    assert AuditEntry.objects.filter(action="tickets.retention.proved").count() == 1
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            text = str(cursor.fetchall())
        assert not [word for word in ("Qui", "quirin@", "quitta@", "5550815", "Quast") if word in text], table


def test_the_journal_names_rows_and_no_people_and_survives_a_torn_line(sale: Sale, at: datetime) -> None:
    row, entry = a_booking(sale, at), a_waiting_entry(sale, at)
    erasure_journal.path().write_text("soest Booking 99 0123")  # the machine stopped while it wrote
    run(after(sale, days=29))
    lines = erasure_journal.path().read_text().splitlines()
    digest = erasure_journal.digest_of(row.nonce)
    assert lines[1:] == [
        f"soest Booking {row.pk} {digest}",
        f"soest WaitingEntry {entry.pk} {erasure_journal.digest_of(entry.nonce)}",
    ]
    assert [one.pk for one in erasure_journal.entries("soest")] == [row.pk, entry.pk]
    assert not list(erasure_journal.entries("olpe"))
    assert erasure_journal.path().stat().st_mode & 0o077 == 0


def test_the_clock_of_one_town_touches_nothing_of_another(sale: Sale, olpe: Municipality, at: datetime) -> None:
    a_booking(sale, at)
    with scope(municipality=olpe):
        a_booking(a_sale(an_event(olpe, at)), at, "Franz Fremd", forget_at=at + timedelta(days=900))
        theirs = Sale.objects.get()
        theirs.event.ends_at += timedelta(days=800)
        theirs.event.save()
    run(after(sale, days=29))
    assert not Booking.objects.exclude(name="")
    with scope(municipality=olpe):
        assert Booking.objects.get().name == "Franz Fremd"
        assert WaitingEntry.objects.count() == 0
