"""From draft to archive: what is missing, what everybody relies on then, calling off, and who is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.events import related
from soesmart.events.models import Event, Round, Stage
from soesmart.events.queries.office import changes_of
from soesmart.events.queries.readiness import readiness
from soesmart.events.rules import Entry, EventState, Showing, StreamKind
from soesmart.events.rules.templates import TEMPLATES
from soesmart.events.services.events import EventWords, create_event, draw_join_code, edit_event
from soesmart.events.services.publishing import (
    NotReady,
    archive_event,
    cancel_event,
    publish_event,
    take_from_archive,
)
from soesmart.events.services.tracks import TrackWords, set_tracks
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.region.models import Municipality

BY = "system:test"
HOUR = timedelta(hours=1)


def words_for(at: datetime, **facts: Any) -> EventWords:
    starts = at + timedelta(days=9)
    words = EventWords(
        title="Zukunftsreise",
        doors_at=starts - timedelta(minutes=15),
        starts_at=starts,
        ends_at=starts + HOUR,
        summary="Ein Abend.",
        place="Kulturgräfte",
        access_notes="Stufenlos.",
        contact="stadtLABOR",
    )
    return replace(words, **facts)


@pytest.fixture
def draft(in_soest: Municipality, at: datetime) -> Event:
    event = create_event(actor=BY, municipality=in_soest, words=words_for(at), at=at)
    a_scene(event)
    return event


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at)


@pytest.fixture
def told() -> Iterator[list[tuple[str, datetime]]]:
    """Who listens to cancellations for one test."""
    heard: list[tuple[str, datetime]] = []

    def listen(event: Event, at: datetime) -> None:
        heard.append((f"{event.key} {event.state} {event.cancelled_because}", at))

    related.CANCELLED.append(listen)
    yield heard
    related.CANCELLED.remove(listen)


@pytest.mark.parametrize(
    ("facts", "what"),
    [
        ({"summary": " "}, "summary"),
        ({"contact": ""}, "contact"),
        ({"place": "", "access_notes": ""}, "place"),
        ({"access_notes": ""}, "access"),
        ({"summary": TEMPLATES[0].words["summary"]}, "summary"),
    ],
)
def test_what_is_missing_is_told_with_the_page_that_mends_it(
    draft: Event, at: datetime, facts: dict[str, Any], what: str
) -> None:
    words = words_for(at, **facts)
    edit_event(actor=BY, event=draft, words=words, phase=None, campaign=None, revision=1, at=at)
    (missing,) = readiness(draft, at)
    assert (missing.what, missing.where) == (what, "office_event_words")
    with pytest.raises(NotReady, match=missing.sentence[:20].replace("[", r"\[")):
        publish_event(actor=BY, event=draft, at=at)


def test_an_agenda_without_scenes_or_with_too_few_answers_is_not_ready(draft: Event, at: datetime) -> None:
    item = an_item(draft.scenes.get(), options=1)
    assert [row.what for row in readiness(draft, at)] == ["options"]
    item.scene.delete()
    assert [row.what for row in readiness(draft, at)] == ["scenes"]
    assert [row.what for row in readiness(draft, draft.ends_at)] == ["times", "scenes"]


def test_a_stream_alone_is_a_place(draft: Event, at: datetime) -> None:
    stream = {"stream": StreamKind.HLS, "stream_url": "https://a.example/x.m3u8"}
    words = words_for(at, place="", access_notes="", **stream)
    edit_event(actor=BY, event=draft, words=words, phase=None, campaign=None, revision=1, at=at)
    assert readiness(draft, at) == []


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"doors": 1}, "doors_at"),
        ({"ends": 0}, "ends_at"),
        ({"smallest_group": 2}, "smallest_group"),
        ({"stream": StreamKind.EMBED, "stream_host": "Haus"}, "stream_url"),
        ({"stream": StreamKind.EMBED, "stream_url": "http://a.example", "stream_host": "Haus"}, "stream_url"),
        ({"stream": StreamKind.EMBED, "stream_url": "https://a.example"}, "stream_host"),
        ({"stream": StreamKind.HLS, "stream_url": "https://a.example", "stream_delay": 300_001}, "stream_delay"),
        ({"stream": StreamKind.HLS, "stream_url": "https://a.example", "stream_delay": -1}, "stream_delay"),
    ],
)
def test_senseless_facts_are_told_at_their_field(
    in_soest: Municipality, at: datetime, facts: dict[str, Any], field: str
) -> None:
    words = words_for(at)
    if "doors" in facts:
        facts = {"doors_at": words.starts_at + timedelta(seconds=1)}
    elif "ends" in facts:
        facts = {"ends_at": words.starts_at}
    with pytest.raises(Refused) as refused:
        create_event(actor=BY, municipality=in_soest, words=replace(words, **facts), at=at)
    assert refused.value.field == field
    assert not Event.objects.exists()


def test_publishing_happens_once_and_is_written_down(draft: Event, at: datetime) -> None:
    for _ in range(2):
        publish_event(actor=BY, event=draft, at=at)
    assert (draft.state, draft.published_at) == (EventState.PUBLISHED, at)
    assert AuditEntry.objects.filter(action="events.event.published", town="soest").count() == 1
    assert [row.what for row in changes_of(draft)] == ["veröffentlicht", "Entwurf angelegt"]


def test_without_a_stream_nothing_of_it_is_kept(draft: Event, at: datetime) -> None:
    words = words_for(at, stream_url="https://a.example", stream_host="Haus", stream_delay=900)
    edit_event(actor=BY, event=draft, words=words, phase=None, campaign=None, revision=1, at=at)
    assert (draft.stream_url, draft.stream_host, draft.stream_delay) == ("", "", 0)


def test_calling_off_needs_a_reason_and_tells_once_who_wants_to_know(
    event: Event, at: datetime, told: list[tuple[str, datetime]]
) -> None:
    Stage.objects.create(event=event, showing=Showing.QUESTION, version=3)
    with pytest.raises(Refused) as refused:
        cancel_event(actor=BY, event=event, reason="  ", at=at)
    assert (refused.value.field, told) == ("reason", [])
    for _ in range(2):
        cancel_event(actor=BY, event=event, reason=" Sturm ", at=at)
    assert told == [("zukunftsreise cancelled Sturm", at)]
    assert (event.state, Stage.objects.get().showing) == (EventState.CANCELLED, Showing.HOUSE)
    with pytest.raises(Refused):
        publish_event(actor=BY, event=event, at=at)


def test_when_telling_fails_nothing_is_called_off(event: Event, at: datetime) -> None:
    def fail(_: Event, __: datetime) -> None:
        raise Refused("tickets.full", "Geht nicht.")

    related.CANCELLED.append(fail)
    try:
        with pytest.raises(Refused):
            cancel_event(actor=BY, event=event, reason="Sturm", at=at)
    finally:
        related.CANCELLED.remove(fail)
    assert Event.objects.get().state == EventState.PUBLISHED


def test_an_open_vote_is_closed_before_an_evening_is_called_off_or_put_away(event: Event, at: datetime) -> None:
    item = an_item(a_scene(event))
    Round.objects.create(event=event, item=item, number=1, opened_at=at, stream_opens_at=at)
    with pytest.raises(Refused, match="läuft noch"):
        cancel_event(actor=BY, event=event, reason="Sturm", at=at)
    with pytest.raises(Refused, match="läuft noch"):
        archive_event(actor=BY, event=event, at=event.ends_at)
    assert Event.objects.get().state == EventState.PUBLISHED


def test_what_is_over_is_not_called_off_but_put_away_and_taken_out_again(event: Event, at: datetime) -> None:
    with pytest.raises(Refused):
        archive_event(actor=BY, event=event, at=at)
    with pytest.raises(Refused):
        cancel_event(actor=BY, event=event, reason="Zu spät", at=event.ends_at)
    archive_event(actor=BY, event=event, at=event.ends_at)
    assert event.state == EventState.ARCHIVED
    take_from_archive(actor=BY, event=event, at=event.ends_at)
    assert event.state == EventState.PUBLISHED
    Event.objects.update(state=EventState.CANCELLED, cancelled_because="Sturm")
    archive_event(actor=BY, event=event, at=at)
    take_from_archive(actor=BY, event=event, at=at)
    assert event.state == EventState.CANCELLED
    with pytest.raises(Refused):
        take_from_archive(actor=BY, event=event, at=at)


def test_once_people_voted_what_they_relied_on_stays(event: Event, at: datetime) -> None:
    item = an_item(a_scene(event))
    rehearsal = {"opened_at": at, "stream_opens_at": at, "closed_at": at, "state": "closed"}
    held = Round.objects.create(event=event, item=item, number=1, is_rehearsal=True, **rehearsal)
    words = EventWords.of(event)

    def edit(**facts: Any) -> None:
        stored = Event.objects.get()
        changed = replace(words, **facts)
        edit_event(actor=BY, event=stored, words=changed, phase=None, campaign=None, revision=stored.revision, at=at)

    edit(entry=Entry.TICKET)
    Round.objects.filter(pk=held.pk).update(is_rehearsal=False)
    for facts, field in (({"entry": Entry.DEVICE}, "entry"), ({"smallest_group": 4}, "smallest_group")):
        with pytest.raises(Refused) as refused:
            edit(**{"entry": Entry.TICKET} | facts)
        assert refused.value.field == field
    edit(entry=Entry.TICKET, smallest_group=9)
    assert Event.objects.get().smallest_group == 9


def test_letters_are_drawn_anew_until_the_evening_is_over(event: Event, at: datetime) -> None:
    draw_join_code(actor=BY, event=event, at=at)
    assert event.join_code != "REISEN"
    assert Stage.objects.get().version == 1, "the projector shows the new letters at once"
    with pytest.raises(Refused):
        draw_join_code(actor=BY, event=event, at=event.ends_at)


def test_helps_are_replaced_as_a_whole_and_only_as_they_were_read(event: Event, at: datetime) -> None:
    kinds = TrackWords("captions", "de", "Untertitel", "https://a.example/a.vtt")  # type: ignore[arg-type]
    set_tracks(actor=BY, event=event, tracks=[kinds], revision=1, at=at)
    with pytest.raises(Conflict):
        set_tracks(actor=BY, event=event, tracks=[], revision=1, at=at)
    for bad in (replace(kinds, label=" "), replace(kinds, url="http://a.example")):
        with pytest.raises(Refused) as refused:
            set_tracks(actor=BY, event=event, tracks=[kinds, bad], at=at)
        assert refused.value.field in ("label_1", "url_1")
    assert event.tracks.count() == 1
