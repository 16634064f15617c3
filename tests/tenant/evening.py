"""An evening with rows in all tables of events and tickets, so that every town has something of it to give away."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from soesmart.core.ids import new_id
from soesmart.events import models
from soesmart.events.credentials import Voter, token_for, voter_of
from soesmart.events.live.box import cast
from soesmart.events.live.papers import Paper
from soesmart.events.models import Event, Item
from soesmart.events.rules import Channel, Choice, ItemKind, TrackKind, canonical
from soesmart.events.services.counting import count_round
from soesmart.events.services.rounds import close_round, finish_round, open_round, show_result
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import Visibility
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal
from tests.tenant.marks import mark_of
from tests.tenant.taking_part import KEY

TEST = "system:test"


def hold_an_evening(town: Municipality, at: datetime) -> Event:
    """Inside the town's scope: an agenda, rounds of an open and of a secret item, questions, what the door gave out."""
    campaign = Campaign.objects.get(key=KEY)
    words = {"text": "Worum es geht", "access_notes": "Rampe", "contact": "Rathaus", "stream_host": "Sender"}
    stream = {"stream": "embed", "stream_url": "https://video.example.org/abend", "stream_delay": 4000}
    event = an_event(town, at, KEY, join_code="RUNDEN", campaign=campaign, **words | stream)
    models.Track.objects.create(event=event, position=1, kind=TrackKind.CAPTIONS, label="Untertitel")
    scene = a_scene(event, "Frühstück")
    item = an_item(scene, options=2, text="Bitte wählen", unit="Prozent", low_label="wenig", high_label="viel")
    secret = an_item(scene, options=2, title="Geheim gefragt", secret=True)
    cloud = an_item(scene, ItemKind.WORDS, options=0, title="Ein Wort", most=3)
    models.ItemLink.objects.create(item=item, idea=Idea.objects.filter(campaign=campaign)[0])
    models.ItemLink.objects.create(item=item, goal=Goal.objects.get(code="QX-1", strategy__is_current=True))
    # The words of the cloud are the town's mark, in the ballots as in the result.
    choices: list[tuple[Item, Choice]] = [(item, (1,)), (secret, (2,)), (cloud, (mark_of(town),))]
    for number, (each, choice) in enumerate(choices):
        vote(each, choice, event.starts_at + timedelta(minutes=2 * number))
    models.HiddenWord.objects.create(item=cloud, word="geheim")
    ask(scene, at)
    models.DelayReading.objects.create(event=event, probe_at=at, credential="a" * 32, delay=3900)
    models.HallPass.objects.create(event=event, digest="a" * 64, enabled_at=at)
    return event


def vote(item: Item, choice: Choice, at: datetime) -> None:
    """A round that was opened at `at`, voted on by six in the hall and six on the stream, counted and shown."""
    round_ = open_round(item=item, by=TEST, at=at)
    close_round(round_=round_, by=TEST, at=at, in_seconds=60)
    stored = canonical(choice)
    cast([Paper(item.event_id, round_.pk, voter, "1", stored, round_.stream_opens_at) for voter in audience(item)])
    ended = at + timedelta(seconds=90)
    finish_round(round_=round_, at=ended, hall=6, stream=6)
    count_round(round_=round_, at=ended)
    show_result(round_=round_, by=TEST, at=ended)


def audience(item: Item) -> Iterator[Voter]:
    for channel in Channel:
        for number in range(6):
            voter = voter_of(token_for(item.event_id, channel, f"{number}"))
            assert voter is not None
            yield voter


def ask(scene: models.Scene, at: datetime) -> None:
    item = an_item(scene, ItemKind.QUESTIONS, options=0, title="Ihre Fragen")
    for number, visibility in enumerate((Visibility.VISIBLE, Visibility.HELD), 1):
        question = models.AudienceQuestion.objects.create(
            item=item,
            number=number,
            text="Wer bezahlt das?",
            answer="Die Stadt.",
            channel=Channel.HALL,
            credential="b" * 32,
            visibility=visibility,
            asked_at=at,
            nonce=new_id(),
        )
        models.QuestionSupport.objects.create(question=question, credential="c" * 32)


def addresses_of_the_evening() -> list[str]:
    """Addresses with a key that no page links to as such, because a form posts to them or somebody types them."""
    event = Event.objects.get(key=KEY)
    item = Item.objects.filter(event=event).order_by("number")[0]
    one, code, asked, scene = [KEY], [event.join_code], [KEY, item.number], [KEY, item.scene_id]
    by_arguments: list[tuple[list[Any], str]] = [
        (one, "event event_ical projector event_results event_results_pdf event_results_xlsx event_results_json"),
        (one, "office_event office_event_changes office_event_words office_event_stream office_event_tracks"),
        (one, "office_event_publish office_event_drop office_event_copy office_event_agenda office_scene_new"),
        (one, "console console_step console_rehearsal console_delay event_moderation"),
        (scene, "office_scene office_scene_move office_scene_drop office_item_kinds"),
        ([*scene, "single"], "office_item_new"),
        (asked, "office_item office_item_links office_item_move office_item_copy office_item_drop"),
        (asked, "event_question event_moderation_question event_moderation_word"),
        ([*asked, 1], "round_result"),
        ([*asked, 1, "csv"], "round_ballots"),
        (code, "evening evening_join evening_vote evening_questions delay_tap"),
        (["abend"], "office_event_from_template"),
    ]
    return [reverse(name, args=args) for args, names in by_arguments for name in names.split()]
