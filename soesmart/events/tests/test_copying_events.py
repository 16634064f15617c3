"""An event begins with a template or with an earlier one: what comes along and what does not."""

from datetime import datetime, timedelta

import pytest

from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.events.models import Event, Item, ItemLink, Option, Round, Scene, Track
from soesmart.events.queries.readiness import readiness
from soesmart.events.rules import EventState, ItemKind, RoundState
from soesmart.events.rules.item_words import checked
from soesmart.events.rules.templates import EMPTY, EVENING, TEMPLATES
from soesmart.events.services.copying import copy_event, create_from_template
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from tests.clients import CountQueries

BY = "system:test"
WEEK = timedelta(days=7)


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    """An evening with a vote that was held, an idea, a help, and a question about ideas."""
    event = an_event(in_soest, at, contact="stadtLABOR", smallest_group=7)
    first, second = a_scene(event), a_scene(event, "Mittag")
    asked, chosen = an_item(first, seconds=90), an_item(second, ItemKind.NEXT_IDEA, options=2)
    idea = an_idea(a_campaign(in_soest, at), at)
    ItemLink.objects.create(item=asked, idea=idea)
    Option.objects.filter(item=chosen, number=1).update(idea=idea)
    Track.objects.create(event=event, position=1, kind="captions", label="Untertitel")
    times = {"opened_at": at, "stream_opens_at": at}
    Round.objects.create(event=event, item=asked, number=1, state=RoundState.CLOSED, **times)
    return event


def test_a_copy_has_the_whole_agenda_but_no_votes_and_letters_of_its_own(event: Event, at: datetime) -> None:
    made = copy_event(actor=BY, event=event, title="Noch eine Reise", starts_at=event.starts_at + WEEK, at=at)
    assert (made.state, made.published_at, made.key) == (EventState.DRAFT, None, "noch-eine-reise")
    assert (made.contact, made.smallest_group) == ("stadtLABOR", 7)
    assert (made.doors_at - event.doors_at, made.ends_at - event.ends_at) == (WEEK, WEEK)
    assert made.join_code != event.join_code

    def agenda(of: Event) -> list[object]:
        return [
            [
                (item.number, item.position, item.kind, item.title, item.seconds),
                [(option.number, option.label, option.idea_id) for option in item.options.all()],
                [link.idea_id for link in item.links.all()],
            ]
            for scene in of.scenes.all()
            for item in scene.items.all()
        ]

    assert agenda(made) == agenda(event)
    assert [scene.title for scene in made.scenes.all()] == [scene.title for scene in event.scenes.all()]
    assert [track.label for track in made.tracks.all()] == ["Untertitel"]
    assert (made.rounds.count(), event.rounds.count()) == (0, 1)


def test_copying_asks_as_much_for_a_long_agenda_as_for_a_short_one(
    event: Event, at: datetime, count_queries: CountQueries
) -> None:
    counts = []
    for number in (1, 30):
        for _ in range(number):
            an_item(event.scenes.first() or a_scene(event))
        with count_queries() as queries:
            copy_event(actor=BY, event=event, title=f"Kopie {number}", starts_at=at + WEEK, at=at)
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 3, "but for the first entry of the audit log"


def test_sent_twice_there_is_one_copy_and_a_used_form_makes_nothing_else(event: Event, at: datetime) -> None:
    nonce = new_id()
    for _ in range(2):
        copy_event(actor=BY, event=event, title="Kopie", starts_at=at + WEEK, nonce=nonce, at=at)
    assert Event.objects.count() == 2
    assert Scene.objects.count() == 4
    made = create_from_template(
        actor=BY, municipality=event.municipality, template=EVENING, title="X", starts_at=at, nonce=nonce, at=at
    )
    assert made.key == "kopie", "the form is known by its nonce"


def test_a_form_that_was_used_in_another_town_makes_nothing(
    in_soest: Municipality, olpe: Municipality, at: datetime
) -> None:
    from django_scopes import scope

    nonce = new_id()
    with scope(municipality=olpe):
        create_from_template(
            actor=BY, municipality=olpe, template=EMPTY, title="In Olpe", starts_at=at, nonce=nonce, at=at
        )
    with pytest.raises(Refused, match="schon für etwas anderes"):
        create_from_template(
            actor=BY, municipality=in_soest, template=EMPTY, title="In Soest", starts_at=at, nonce=nonce, at=at
        )
    assert not Event.objects.exists()


def test_the_prepared_evening_fits_into_its_time_and_names_what_is_still_missing(
    in_soest: Municipality, at: datetime
) -> None:
    starts = at + WEEK
    event = create_from_template(
        actor=BY,
        municipality=in_soest,
        template=EVENING,
        title="Abend",
        starts_at=starts,
        place="Rathaus",
        at=at,
    )
    minutes = sum(scene.minutes for scene in Scene.objects.all())
    assert event.ends_at - event.starts_at == timedelta(minutes=minutes)
    assert event.starts_at - event.doors_at == EVENING.doors
    assert {row.what for row in readiness(event, at)} == {"summary", "access_notes", "contact", "options"}
    assert [item.number for item in Item.objects.order_by("number")] == [1, 2, 3, 4]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_every_prepared_item_keeps_within_the_bounds_of_its_kind(template: object) -> None:
    assert template in TEMPLATES
    for scene in template.scenes:  # type: ignore[attr-defined]
        for item in scene.items:
            assert checked(item.words, len(item.options)) == item.words
