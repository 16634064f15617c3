"""The yearly report tells of the evenings of a year."""

from datetime import date, datetime, timedelta
from typing import Any

from soesmart.events.models import Event, Round
from soesmart.events.report import chapter
from soesmart.events.rules import EventState, RoundState
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.region.models import Municipality

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def a_round(event: Event, at: datetime, number: int, **facts: Any) -> None:
    item = event.items.first() or an_item(a_scene(event))
    times = {"opened_at": at, "stream_opens_at": at, "hall_closes_at": at, "stream_closes_at": at, "closed_at": at}
    ended = {"counted_at": at, "shown_at": at, "state": RoundState.COUNTED, "result": {}, "digest": "0" * 64}
    Round.objects.create(event=event, item=item, number=number, **(times | ended | facts))


def test_it_lists_what_took_place_with_the_votes_that_are_public(in_soest: Municipality, at: datetime) -> None:
    evening = an_event(in_soest, at - timedelta(days=2))
    a_round(evening, at, 1)
    a_round(evening, at, 2, is_rehearsal=True)
    a_round(evening, at, 3, shown_at=None)
    an_event(in_soest, at + timedelta(days=9), "kommt", title="Kommt noch", join_code="KOMMTN")
    off = {"state": EventState.CANCELLED, "cancelled_because": "Sturm"}
    an_event(in_soest, at - timedelta(days=3), "faellt-aus", title="Fällt aus", join_code="FAELLT", **off)
    an_event(in_soest, at - timedelta(days=400), "alt", title="Voriges Jahr", join_code="VORIGE")
    found = chapter(*YEAR, at)
    assert found is not None
    assert found.table.rows == (("Eine Zukunftsreise", "30. Oktober 2026", "Kulturgräfte", "1", "nein"),)
    assert found.sentences == ("1 Veranstaltung mit 1 Abstimmung, deren Ergebnis öffentlich ist.",)
    assert found.frame[0].number == 4


def test_a_year_without_evenings_has_no_chapter(in_soest: Municipality, at: datetime) -> None:
    assert chapter(*YEAR, at) is None
