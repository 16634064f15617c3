"""A restored backup brings nobody back: what was erased since goes once more, before anybody can read it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django_scopes import scope
from pytest_django import Settings

from soesmart.core import clock
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from soesmart.tickets import erasure_journal
from soesmart.tickets.jobs.retention import forget_visitors
from soesmart.tickets.models import Booking, Deletion, WaitingEntry
from soesmart.tickets.rules import BookingState
from soesmart.tickets.rules.retention import CANCELLED_KEPT
from soesmart.tickets.services.retention import forget_rows
from soesmart.tickets.tests.bookings import a_booking, a_sale, a_waiting_entry

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is restored by pg_restore"),
]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return tmp_path


def test_who_was_erased_after_the_backup_stays_erased_when_it_is_restored(
    soest: Municipality, at: datetime, folder: Path
) -> None:
    with scope(municipality=soest):
        sale = a_sale(an_event(soest, at))
        early = a_booking(sale, at, "Erika Früh", state=BookingState.CANCELLED, cancelled_at=at - CANCELLED_KEPT)
        late = a_booking(sale, at, "Ludwig Spät")
        kept, entry = a_booking(sale, at, "Kora Bleibt"), a_waiting_entry(sale, at)
        call_command("backup", str(folder / "sicherung.tar.gz"))

        with clock.stopped_at(at + timedelta(minutes=5)):
            forget_visitors()
            # By wish of the person, long before its time, and after the last run of the clock.
            rows = [(late.pk, late.nonce)]
            forget_rows(town="soest", table="Booking", rows=rows, at=clock.now())
        journal = erasure_journal.path().read_text()

        with clock.stopped_at(at + timedelta(minutes=10)):
            call_command("restore", str(folder / "sicherung.tar.gz"))

        names = dict(Booking.objects.values_list("pk", "name"))
        assert names == {early.pk: "", late.pk: "", kept.pk: "Kora Bleibt"}
        assert WaitingEntry.objects.get(pk=entry.pk).name == "Willi Wartet"
        proof = Deletion.objects.get()  # the proof from before went with its database
        assert (proof.after_restore, proof.due, proof.deleted, proof.left) == (True, 2, 2, 0)
    assert erasure_journal.path().read_text().startswith(journal)
    assert b"Ludwig" not in Path(connection.settings_dict["NAME"]).read_bytes()


def test_a_database_restored_by_other_means_is_cleaned_by_the_next_run_of_the_clock(
    soest: Municipality, at: datetime, folder: Path
) -> None:
    with scope(municipality=soest):
        row = a_booking(a_sale(an_event(soest, at)), at, "Ludwig Spät")
        forget_rows(town="soest", table="Booking", rows=[(row.pk, row.nonce)], at=at)
        Booking.objects.filter(pk=row.pk).update(name="Ludwig Spät", forgotten_at=None)  # as a backup has it
        with clock.stopped_at(at + timedelta(hours=1)):
            forget_visitors()
        assert Booking.objects.get().name == ""
        assert Deletion.objects.get().after_restore


def test_a_new_row_that_got_the_number_of_an_erased_one_is_left_alone(
    soest: Municipality, at: datetime, folder: Path
) -> None:
    with scope(municipality=soest):
        row = a_booking(a_sale(an_event(soest, at)), at, "Neu Nachher")
        stranger = erasure_journal.Erased("soest", "Booking", row.pk, "0" * 32)
        erasure_journal.append([stranger])
        with clock.stopped_at(at):
            forget_visitors()
        assert Booking.objects.get().name == "Neu Nachher"
