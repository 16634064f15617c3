"""The agenda of an event: scenes, items of every kind with their bounds, order, and what stays once people voted."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from soesmart.core.ids import new_id
from soesmart.core.refusals import Conflict, Refused
from soesmart.events.models import Event, Item, ItemLink, Round, Scene, Stage
from soesmart.events.queries.agenda import agenda_of, ideas_by_number, most_supported
from soesmart.events.rules import ItemKind, RoundState
from soesmart.events.rules.item_words import ItemWords, checked
from soesmart.events.services.agenda import SceneWords, add_scene, delete_scene, edit_scene, move_scene
from soesmart.events.services.copying import copy_item
from soesmart.events.services.events import EventWords, create_event
from soesmart.events.services.items import (
    OptionWords,
    add_item,
    delete_item,
    edit_item,
    ideas_as_options,
    move_item,
    set_links,
)
from soesmart.events.services.rounds import open_round
from soesmart.events.tests.evenings import an_event
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import Visibility
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality

BY = "system:test"


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at)


@pytest.fixture
def scene(event: Event, at: datetime) -> Scene:
    return add_scene(actor=BY, event=event, words=SceneWords("Frühstück"), at=at)


def labels(*words: str) -> list[OptionWords]:
    return [OptionWords(word) for word in words]


def an_item_of(scene: Scene, at: datetime, kind: ItemKind = ItemKind.SINGLE, **facts: Any) -> Item:
    words = ItemWords(kind, "Wie weiter?", **facts)
    return add_item(actor=BY, scene=scene, words=words, options=labels("Ja", "Nein"), at=at)


def a_round(item: Item, at: datetime, **facts: Any) -> Round:
    facts = {"number": 1, "state": RoundState.CLOSED, "opened_at": at, "stream_opens_at": at} | facts
    return Round.objects.create(event=item.event, item=item, **facts)


def order_of(event: Event) -> list[str]:
    return [title for row in agenda_of(event) for title in (row.scene.title, *(item.title for item in row.items))]


@pytest.mark.parametrize(
    ("kind", "facts", "kept"),
    [
        ("single", {"most": 4}, {"least": 1, "most": 1}),
        ("multiple", {"least": 1, "most": 2}, {"least": 1, "most": 2}),
        ("scale", {"least": 0, "most": 10, "low_label": "nie"}, {"least": 0, "most": 10, "low_label": "nie"}),
        ("ranking", {"points": 3}, {"points": 0}),
        ("points", {"points": 5}, {"points": 5}),
        ("estimate", {"least": 0, "most": 100, "truth": 61, "unit": "Prozent"}, {"truth": 61, "unit": "Prozent"}),
        ("words", {"most": 3, "moderated": False}, {"least": 1, "most": 3, "moderated": False}),
        ("questions", {"secret": True, "unit": "m"}, {"secret": False, "unit": ""}),
        ("single", {"secret": True, "shows_live": True}, {"secret": True, "shows_live": False}),
    ],
)
def test_an_item_keeps_what_its_kind_needs_and_nothing_else(
    scene: Scene, at: datetime, kind: str, facts: dict[str, Any], kept: dict[str, Any]
) -> None:
    item = an_item_of(scene, at, ItemKind(kind), **facts)
    item.refresh_from_db()
    assert {name: getattr(item, name) for name in kept} == kept
    has_options = kind in ("single", "multiple", "ranking", "points")
    assert [row.label for row in item.options.all()] == (["Ja", "Nein"] if has_options else [])


@pytest.mark.parametrize(
    ("kind", "facts", "options", "field"),
    [
        ("single", {"title": "  "}, 2, "title"),
        ("single", {"seconds": 4}, 2, "seconds"),
        ("single", {"seconds": 3601}, 2, "seconds"),
        ("single", {}, 31, "options"),
        ("ranking", {}, 13, "options"),
        ("multiple", {"least": 0}, 3, "least"),
        ("multiple", {"least": 3, "most": 2}, 3, "most"),
        ("multiple", {"most": 4}, 3, "most"),
        ("scale", {"least": 5, "most": 5}, 0, "most"),
        ("scale", {"least": 0, "most": 21}, 0, "most"),
        ("points", {"points": 0}, 3, "points"),
        ("points", {"points": 101}, 3, "points"),
        ("estimate", {"least": 10, "most": 1}, 0, "most"),
        ("estimate", {"least": 0, "most": 2_000_000_000}, 0, "most"),
        ("estimate", {"least": 0, "most": 100, "truth": 101}, 0, "truth"),
        ("estimate", {"least": 0, "most": 100, "truth_source": "https://example.org"}, 0, "truth"),
        ("estimate", {"least": 0, "most": 9, "truth": 1, "truth_source": "javascript:x"}, 0, "truth_source"),
        ("words", {"most": 6}, 0, "most"),
    ],
)
def test_bounds_that_make_no_sense_are_told_at_their_field(
    kind: str, facts: dict[str, Any], options: int, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        checked(ItemWords(**{"kind": ItemKind(kind), "title": "Wie weiter?"} | facts), options)
    assert refused.value.field == field
    assert refused.value.text[0].isupper()


def test_an_answer_stands_once_and_empty_ones_vanish(scene: Scene, at: datetime) -> None:
    words = ItemWords(ItemKind.SINGLE, "Wie weiter?")
    item = add_item(actor=BY, scene=scene, words=words, options=labels(" Ja ", "", "Nein"), at=at)
    assert [(row.number, row.label) for row in item.options.all()] == [(1, "Ja"), (2, "Nein")]
    for bad in (labels("Ja", "JA "), labels("x" * 201)):
        with pytest.raises(Refused) as refused:
            add_item(actor=BY, scene=scene, words=words, options=bad, at=at)
        assert refused.value.field == "options"


def test_what_is_sent_twice_is_there_once(event: Event, at: datetime) -> None:
    nonce, other = new_id(), new_id()
    scenes = {add_scene(actor=BY, event=event, words=SceneWords("Eins"), nonce=nonce, at=at).pk for _ in range(2)}
    scene = Scene.objects.get()
    words = ItemWords(ItemKind.SCALE, "Wie gut?", most=5)
    items = {add_item(actor=BY, scene=scene, words=words, nonce=other, at=at).pk for _ in range(2)}
    copies = {copy_item(actor=BY, item=Item.objects.get(pk=min(items)), nonce=nonce, at=at).pk for _ in range(2)}
    assert (len(scenes), len(items), len(copies)) == (1, 1, 1)


def test_numbers_of_items_go_on_over_all_scenes(event: Event, scene: Scene, at: datetime) -> None:
    other = add_scene(actor=BY, event=event, words=SceneWords("Mittag"), at=at)
    made = [an_item_of(scene, at), an_item_of(other, at), an_item_of(scene, at)]
    assert [(item.number, item.position) for item in made] == [(1, 1), (2, 1), (3, 2)]


def test_scenes_move_by_one_and_stay_at_the_ends(event: Event, at: datetime) -> None:
    a, b, c = (add_scene(actor=BY, event=event, words=SceneWords(name), at=at) for name in "abc")
    for scene, up, order in (
        (c, True, "acb"),
        (c, True, "cab"),
        (c, True, "cab"),
        (b, False, "cab"),
        (a, False, "cba"),
    ):
        move_scene(actor=BY, scene=scene, up=up, at=at)
        assert "".join(order_of(event)) == order
    assert sorted(Scene.objects.values_list("position", flat=True)) == [1, 2, 3]


def test_items_move_within_their_scene_and_over_its_end(event: Event, scene: Scene, at: datetime) -> None:
    other = add_scene(actor=BY, event=event, words=SceneWords("Mittag"), at=at)
    items = {name: an_item_of(scene if name in "ab" else other, at) for name in "abc"}
    for name, item in items.items():
        Item.objects.filter(pk=item.pk).update(title=name)

    def moved(name: str, *, up: bool) -> list[str]:
        move_item(actor=BY, item=Item.objects.get(pk=items[name].pk), up=up, at=at)
        return order_of(event)

    assert moved("b", up=True) == ["Frühstück", "b", "a", "Mittag", "c"]
    assert moved("a", up=False) == ["Frühstück", "b", "Mittag", "a", "c"]
    assert moved("c", up=False) == ["Frühstück", "b", "Mittag", "a", "c"], "there is no scene after it"
    assert moved("a", up=True) == ["Frühstück", "b", "a", "Mittag", "c"]


def test_two_editors_of_a_scene_or_an_item_do_not_overwrite_each_other(scene: Scene, at: datetime) -> None:
    item = an_item_of(scene, at)
    edit_scene(actor=BY, scene=scene, words=SceneWords("Morgens"), revision=1, at=at)
    edit_item(actor=BY, item=item, words=ItemWords(ItemKind.WORDS, "Welches Wort?"), revision=1, at=at)
    with pytest.raises(Conflict):
        edit_scene(actor=BY, scene=scene, words=SceneWords("Abends"), revision=1, at=at)
    with pytest.raises(Conflict):
        edit_item(actor=BY, item=item, words=ItemWords(ItemKind.WORDS, "Ein anderes?"), revision=1, at=at)
    assert (Scene.objects.get().title, Item.objects.get().title) == ("Morgens", "Welches Wort?")


def test_what_was_voted_on_stays_as_it_was_asked(scene: Scene, at: datetime) -> None:
    item = an_item_of(scene, at)
    a_round(item, at)
    asked = ItemWords(ItemKind.SINGLE, "Wie weiter?")
    changed: list[tuple[ItemWords, Sequence[OptionWords]]] = [
        (ItemWords(ItemKind.RANKING, "Wie weiter?"), labels("Ja", "Nein")),
        (ItemWords(ItemKind.SINGLE, "Wohin?"), labels("Ja", "Nein")),
        (asked, labels("Ja", "Nein", "Weiß nicht")),
    ]
    for words, options in changed:
        with pytest.raises(Refused, match="schon abgestimmt"):
            edit_item(actor=BY, item=item, words=words, options=options, revision=1, at=at)
    for refused in (
        lambda: delete_item(actor=BY, item=item, at=at),
        lambda: delete_scene(actor=BY, scene=scene, at=at),
    ):
        with pytest.raises(Refused, match="abgestimmt"):
            refused()
    words = ItemWords(ItemKind.SINGLE, "Wie weiter?", text="Bitte ehrlich.", seconds=90)
    edit_item(actor=BY, item=item, words=words, options=labels("Ja", "Nein"), revision=1, at=at)
    assert (Item.objects.get().text, Item.objects.get().seconds, Round.objects.count()) == ("Bitte ehrlich.", 90, 1)


def test_a_copy_of_what_was_voted_on_can_ask_something_else(scene: Scene, at: datetime) -> None:
    first, last = an_item_of(scene, at), an_item_of(scene, at)
    a_round(first, at)
    copy = copy_item(actor=BY, item=first, at=at)
    edit_item(actor=BY, item=copy, words=ItemWords(ItemKind.WORDS, "Warum?"), revision=1, at=at)
    assert [item.pk for item in agenda_of(scene.event)[0].items] == [first.pk, copy.pk, last.pk]
    assert copy.number == 3
    assert not copy.rounds.exists()


def test_a_rehearsal_does_not_hold_a_question_fast(scene: Scene, at: datetime) -> None:
    item = an_item_of(scene, at)
    a_round(item, at, is_rehearsal=True)
    running = a_round(item, at, number=2, state=RoundState.OPEN, is_rehearsal=True)
    words = ItemWords(ItemKind.SINGLE, "Wohin?")
    with pytest.raises(Refused, match="Probe"):
        edit_item(actor=BY, item=item, words=words, options=labels("Ja", "Nein"), revision=1, at=at)
    Round.objects.filter(pk=running.pk).update(state=RoundState.CLOSED)
    edit_item(actor=BY, item=item, words=words, options=labels("Ja", "Nein"), revision=1, at=at)
    assert not Round.objects.exists()


def test_what_is_on_the_stage_is_not_taken_away_and_tells_its_changes(scene: Scene, at: datetime) -> None:
    item = an_item_of(scene, at)
    open_round(item=item, by=BY, at=at, is_rehearsal=True)
    Round.objects.update(state=RoundState.DISCARDED)
    with pytest.raises(Refused, match="gerade zu sehen"):
        delete_item(actor=BY, item=item, at=at)
    before = Stage.objects.get().version
    words = ItemWords(ItemKind.SINGLE, "Wie weiter?", text="Noch ein Satz.")
    edit_item(actor=BY, item=item, words=words, options=labels("Ja", "Nein"), revision=1, at=at)
    assert Stage.objects.get().version == before + 1


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    campaign = a_campaign(in_soest, at)
    for number, (score, visibility) in enumerate([(3, "visible"), (9, "held"), (7, "visible"), (7, "visible")], 1):
        idea = an_idea(campaign, at, title="Bank im Park" if number == 1 else "Baum")
        Idea.objects.filter(pk=idea.pk).update(score=score, visibility=Visibility(visibility))
    return campaign


def test_the_most_supported_visible_ideas_become_the_answers(scene: Scene, campaign: Campaign, at: datetime) -> None:
    ideas = most_supported(campaign, 2)
    assert [idea.number for idea in ideas] == [3, 4]
    words = ItemWords(ItemKind.NEXT_IDEA, "Welche Idee als Nächstes?")
    item = add_item(actor=BY, scene=scene, words=words, options=ideas_as_options(ideas), campaign=campaign, at=at)
    assert [(row.label, row.idea) for row in item.options.all()] == [
        ("Baum (Idee 3)", ideas[0]),
        ("Baum (Idee 4)", ideas[1]),
    ]
    assert item.campaign == campaign


def test_chosen_ideas_come_in_their_order_and_hidden_ones_not_at_all(
    scene: Scene, campaign: Campaign, at: datetime
) -> None:
    assert [idea.number for idea in ideas_by_number(campaign, [4, 2, 1, 4, 99])] == [4, 1]
    words = ItemWords(ItemKind.NEXT_IDEA, "Welche?")
    hidden = ideas_as_options([Idea.objects.get(number=2)])
    for options, of in ((hidden, campaign), (labels("Frei erfunden", "Auch"), campaign), (hidden, None)):
        with pytest.raises(Refused):
            add_item(actor=BY, scene=scene, words=words, options=options, campaign=of, at=at)


def test_an_idea_that_was_hidden_later_does_not_stop_other_changes(
    scene: Scene, campaign: Campaign, at: datetime
) -> None:
    options = ideas_as_options(most_supported(campaign, 3))
    words = ItemWords(ItemKind.NEXT_IDEA, "Welche?")
    item = add_item(actor=BY, scene=scene, words=words, options=options, campaign=campaign, at=at)
    Idea.objects.filter(number=1).update(visibility=Visibility.HELD)
    longer = ItemWords(ItemKind.NEXT_IDEA, "Welche?", seconds=90)
    others = ideas_as_options(list(Idea.objects.filter(number__in=(3, 4))))
    options = [*others, OptionWords("Bank im Park", Idea.objects.get(number=1))]
    edit_item(actor=BY, item=item, words=longer, options=options, campaign=campaign, revision=1, at=at)
    assert Item.objects.get().seconds == 90


def test_an_item_names_the_ideas_and_goals_that_it_is_about(scene: Scene, campaign: Campaign, at: datetime) -> None:
    item = an_item_of(scene, at)
    ideas = list(Idea.objects.filter(number__in=(1, 3)))
    set_links(actor=BY, item=item, ideas=ideas, at=at)
    set_links(actor=BY, item=item, ideas=ideas[:1], at=at)
    assert [link.idea for link in ItemLink.objects.all()] == ideas[:1]


def test_a_town_has_its_letters_once(in_soest: Municipality, at: datetime) -> None:
    starts = at + timedelta(days=9)
    words = EventWords("Abend", starts, starts, starts + timedelta(hours=1))
    made = [create_event(actor=BY, municipality=in_soest, words=words, at=at, rng=random.Random(7)) for _ in range(3)]
    assert [event.key for event in made] == ["abend", "abend-2", "abend-3"]
    assert len({event.join_code for event in made}) == 3, "the same chance draws on until the letters are free"
    assert not set("".join(event.join_code for event in made)) & set("AEIOUQY")
