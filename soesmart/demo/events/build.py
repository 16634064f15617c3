"""Three evenings in the hall and on the stream: one that is over, one to book, one that runs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django_scopes import scope

from soesmart.core.clock import BERLIN
from soesmart.demo.events.agenda import prepare
from soesmart.demo.events.places import sell_coming, sell_now, sell_past
from soesmart.demo.events.played import play
from soesmart.demo.story import read
from soesmart.demo.towns import ACTOR
from soesmart.events.models import Event
from soesmart.events.rules import Showing
from soesmart.events.services.forgetting import forget_voters
from soesmart.events.services.stage import show
from soesmart.region.models import Municipality

Plan = Mapping[str, Any]
# The evening that runs goes on for as long as anybody keeps a demo.
AS_LONG_AS_THE_DEMO = timedelta(days=3 * 365)


def build_events(at: datetime) -> None:
    """Soest's evenings, those that are missing. Campaigns and strategy must stand."""
    soest = Municipality.objects.get(slug="soest")
    with scope(municipality=soest):
        known = set(Event.objects.values_list("key", flat=True))
        for name, build in (("past", _build_past), ("coming", _build_coming), ("now", _build_now)):
            plan = read("evening")[name]
            if plan["key"] not in known:
                build(soest, plan, at)


def _build_past(town: Municipality, plan: Plan, at: datetime) -> None:
    """The evening of 30 July 2020, as the way of the process knows it; told two weeks before."""
    known = _milestone()
    times = (_moment(known["stream_from"]), _moment(known["start"]), _moment(known["end"]))
    told = times[0] - timedelta(days=16)
    event = prepare(town, plan, times, known["place"], phase="bewerten", campaign="projektideen", at=told)
    play(event, plan)
    forget_voters(event=event, at=event.ends_at + timedelta(days=7, hours=3))
    sell_past(event)


def _build_coming(town: Municipality, plan: Plan, at: datetime) -> None:
    """In twelve days from seven to half past eight."""
    day = _midnight(at) + timedelta(days=12)
    times = (day.replace(hour=18, minute=30), day.replace(hour=19), day.replace(hour=20, minute=40))
    told = at - timedelta(days=15)
    event = prepare(town, plan, times, _milestone()["place"], phase="weiterdenken", campaign="weiterdenken", at=told)
    sell_coming(event, at)


def _build_now(town: Municipality, plan: Plan, at: datetime) -> None:
    """The agenda of 2020 once more, on an evening that began a quarter of an hour ago; phones are asked to join."""
    begins = at.replace(second=0, microsecond=0) - timedelta(minutes=15)
    ends = _midnight(at + AS_LONG_AS_THE_DEMO).replace(hour=23, minute=45)
    times = (begins - timedelta(minutes=15), begins, ends)
    whole = {**read("evening")["past"], **plan}
    told = at - timedelta(days=3)
    event = prepare(town, whole, times, _milestone()["place"], phase="weiterdenken", campaign="weiterdenken", at=told)
    show(event=event, showing=Showing.JOIN, by=ACTOR, at=at)
    sell_now(event, at)


def _milestone() -> Plan:
    row: Plan = next(row for row in read("process")["events"] if row["key"] == "zukunftsreise")
    return row


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def _midnight(at: datetime) -> datetime:
    return at.astimezone(BERLIN).replace(hour=0, minute=0, second=0, microsecond=0)
