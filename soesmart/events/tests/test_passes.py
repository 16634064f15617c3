"""Passes that a checked-in ticket gives: opened once, taken back, and nothing of the ticket can be read from them."""

from datetime import datetime, timedelta

import pytest

from soesmart.core.models import AuditEntry
from soesmart.events.models import Event, HallPass
from soesmart.events.services.passes import grant_pass, pass_for, revoke_pass
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at)


def test_a_ticket_scanned_twice_gives_one_pass(event: Event, at: datetime) -> None:
    one = grant_pass(event=event, code="ABCD-1234", at=at)
    two = grant_pass(event=event, code="abcd1234", at=at + timedelta(minutes=1))
    assert one.pk == two.pk
    assert HallPass.objects.get().enabled_at == at
    assert AuditEntry.objects.filter(action="events.pass.granted").count() == 1


def test_only_a_hash_is_kept_and_another_event_gives_another(
    event: Event, at: datetime, in_soest: Municipality
) -> None:
    other = an_event(in_soest, at, "anderer", join_code="ANDERE")
    one, two = (grant_pass(event=row, code="ABCD-1234", at=at) for row in (event, other))
    assert one.digest != two.digest
    assert "abcd" not in str(vars(one)).lower()
    assert "1234" not in str(AuditEntry.objects.values_list("facts", "target").last())


def test_a_pass_taken_back_is_none_until_it_is_given_again(event: Event, at: datetime) -> None:
    grant_pass(event=event, code="A1", at=at)
    assert pass_for(event, "a 1")
    assert revoke_pass(event=event, code="A1", at=at)
    assert not revoke_pass(event=event, code="A1", at=at)
    assert pass_for(event, "A1") is None
    later = grant_pass(event=event, code="A1", at=at + timedelta(hours=1))
    assert later.revoked_at is None
    assert pass_for(event, "A1")


@pytest.mark.parametrize("code", ["", "B2", "-- --", "Ä" * 50])
def test_an_unknown_code_is_no_pass(event: Event, at: datetime, code: str) -> None:
    grant_pass(event=event, code="A1", at=at)
    assert pass_for(event, code) is None
