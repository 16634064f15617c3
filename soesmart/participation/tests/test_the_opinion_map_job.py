"""The stored opinion map: when it is computed, what it rests on, and that it stays where it was."""

import json
from collections import Counter
from datetime import datetime, timedelta

import pytest

from soesmart.core import clock
from soesmart.participation.jobs.opinion_maps import is_map_waiting, refresh_maps
from soesmart.participation.map_frame import frame_of, outline_of
from soesmart.participation.models import Campaign, Idea, MapPlaces, Opinion, StoredMap, Voice
from soesmart.participation.rules import FormatState, Visibility, Voting
from soesmart.participation.services import give_opinion
from soesmart.participation.services.merging import merge_ideas
from soesmart.participation.services.opinion_map import LONGEST_WAIT, is_due, refresh_map
from soesmart.participation.tests.campaigns import browser
from soesmart.participation.tests.results import idea_of, said, spoken, two_camps
from soesmart.region.models import Municipality


def places(campaign: Campaign) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for part in MapPlaces.objects.filter(map__campaign=campaign):
        found |= part.places
    return found


def computed(campaign: Campaign, at: datetime) -> StoredMap:
    stored = refresh_map(campaign=campaign, at=at)
    assert stored is not None
    return stored


def test_counts_are_those_of_the_opinions(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    stored = computed(campaign, at)
    naive: dict[int, Counter[int]] = {}
    for opinion in Opinion.objects.select_related("idea"):
        naive.setdefault(opinion.idea.number, Counter())[opinion.value] += 1
    assert stored.result["counts"] == {str(key): [row[1], row[-1], row[0]] for key, row in naive.items()}
    assert stored.result["votes"] == Opinion.objects.count() == campaign.opinions
    assert (stored.outcome, stored.voices, len(places(campaign))) == ("ok", 40, 40)


def test_two_camps_are_two_groups(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    groups = computed(campaign, at).result["groups"]
    assert [group["people"] for group in groups] == [20, 20]
    labels = {int(number): place[2] for number, place in places(campaign).items()}
    assert len({labels[number] for number in range(1, 40, 2)}) == 1
    assert len({labels[number] for number in range(2, 41, 2)}) == 1


def test_computing_again_gives_the_same_in_the_same_row(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    first = computed(campaign, at)
    before = places(campaign)
    second = computed(campaign, at + timedelta(hours=1))
    assert (second.pk, second.result) == (first.pk, first.result)
    assert places(campaign) == before
    assert StoredMap.objects.count() == 1


def test_groups_keep_their_label_and_people_their_place_when_a_few_more_speak(
    in_soest: Municipality, at: datetime
) -> None:
    campaign = two_camps(in_soest, at)
    computed(campaign, at)
    before = places(campaign)
    spoken(campaign, [said(campaign, 41, number, 1 if number % 2 else -1, at) for number in range(1, 9)], at)
    computed(campaign, at + timedelta(hours=1))
    after = places(campaign)
    assert {number: after[number][2] for number in before} == {number: place[2] for number, place in before.items()}
    width = max(place[0] for place in before.values()) - min(place[0] for place in before.values())
    assert all(abs(after[number][0] - place[0]) < 0.1 * width for number, place in before.items())


def test_an_older_result_does_not_replace_a_newer_one(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    computed(campaign, at)
    computed(campaign, at - timedelta(hours=1))
    assert StoredMap.objects.get().computed_at == at


def test_removed_and_merged_ideas_take_no_part(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    Idea.objects.filter(campaign=campaign, number=2).update(visibility=Visibility.REMOVED)
    merge_ideas(actor="system:test", kept=idea_of(campaign, 1), gone=idea_of(campaign, 3), at=at)
    assert set(computed(campaign, at).result["counts"]) == {"1", "4", "5", "6", "7", "8"}


def test_it_holds_no_credential(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    stored = computed(campaign, at)
    text = json.dumps([stored.result, stored.centres, places(campaign)])
    assert not [row.credential for row in Voice.objects.all() if row.credential[:8] in text]
    assert all(len(point) == 3 for point in stored.result["points"])  # no number of a voice beside its place


@pytest.mark.parametrize("people", [0, 1, 6, 19])
def test_few_people_have_counts_and_no_picture(in_soest: Municipality, at: datetime, people: int) -> None:
    campaign = two_camps(in_soest, at, people=people)
    stored = computed(campaign, at)
    assert stored.outcome in ("one_person", "too_few_people")
    assert stored.result["points"] == []
    assert places(campaign) == {}


def test_no_group_is_smaller_than_the_campaign_allows(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at, smallest_group=15)
    assert all(group["people"] >= 15 for group in computed(campaign, at).result["groups"])


@pytest.mark.parametrize("voting", [voting for voting in Voting if voting != Voting.AGREE])
def test_other_ways_of_voting_have_no_map(in_soest: Municipality, at: datetime, voting: Voting) -> None:
    campaign = two_camps(in_soest, at)
    Campaign.objects.update(voting=voting)
    campaign.refresh_from_db()
    assert not is_due(campaign=campaign, at=at)
    assert refresh_map(campaign=campaign, at=at) is None


def test_a_live_map_waits_until_enough_has_changed(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    assert is_due(campaign=campaign, at=at)
    computed(campaign, at)
    soon, later = at + timedelta(minutes=4), at + LONGEST_WAIT
    assert not is_due(campaign=campaign, at=soon)
    assert not is_due(campaign=campaign, at=later)
    change = {"campaign_key": campaign.key, "number": 1, "credential": browser(f"{campaign.key}-0")}
    give_opinion(**change, value=1, at=at + timedelta(minutes=1))  # type: ignore[arg-type]
    campaign.refresh_from_db()
    assert campaign.opinions == StoredMap.objects.get().opinions  # a change of mind moves no counter
    assert not is_due(campaign=campaign, at=soon)  # one of 320 does not move the picture
    assert is_due(campaign=campaign, at=later)


def test_many_changes_are_seen_after_three_minutes_and_a_removal_too(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    computed(campaign, at)
    spoken(campaign, [said(campaign, 50, number, 1, at) for number in range(1, 9)], at)
    assert not is_due(campaign=campaign, at=at + timedelta(minutes=2))
    assert is_due(campaign=campaign, at=at + timedelta(minutes=4))
    computed(campaign, at + timedelta(minutes=4))
    Idea.objects.filter(number=2).update(visibility=Visibility.REMOVED)
    assert is_due(campaign=campaign, at=at + timedelta(minutes=9))


def test_a_map_that_takes_long_is_computed_less_often(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    computed(campaign, at)
    StoredMap.objects.update(seconds=10)
    spoken(campaign, [said(campaign, 50, number, 1, at) for number in range(1, 9)], at)
    assert not is_due(campaign=campaign, at=at + timedelta(minutes=9))
    assert is_due(campaign=campaign, at=at + timedelta(minutes=10))


def test_the_job_computes_what_waits_and_once_more_after_the_end(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    assert is_map_waiting(at)
    with clock.stopped_at(at):
        refresh_maps()
    assert StoredMap.objects.get().computed_at == at
    assert not is_map_waiting(at + timedelta(minutes=1))
    assert campaign.closes_at is not None
    after = campaign.closes_at + timedelta(minutes=1)
    assert is_map_waiting(after)
    with clock.stopped_at(after):
        refresh_maps()
        refresh_maps()
    assert StoredMap.objects.get().computed_at == after
    assert not is_map_waiting(after + timedelta(days=30))


def test_drafts_and_empty_campaigns_wait_for_nothing(in_soest: Municipality, at: datetime) -> None:
    two_camps(in_soest, at, people=0)
    assert not is_map_waiting(at)
    two_camps(in_soest, at, key="entwurf")
    Campaign.objects.filter(key="entwurf").update(state=FormatState.DRAFT)
    assert not is_map_waiting(at)


def test_of_many_people_the_same_are_drawn_again(
    in_soest: Municipality, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soesmart.participation.services.opinion_map.MOST_POINTS", 10)
    campaign = two_camps(in_soest, at)
    first = computed(campaign, at).result["points"]
    assert len(first) == 10
    spoken(campaign, [said(campaign, 50, number, 1, at) for number in range(1, 9)], at)
    second = computed(campaign, at + timedelta(hours=1)).result["points"]
    assert sum(any(abs(one[0] - two[0]) < 0.3 and one[2] == two[2] for two in second) for one in first) >= 9


def test_the_frame_stays_while_people_fit_into_it() -> None:
    square = [(x / 10, y / 10) for x in range(-10, 11) for y in range(-10, 11)]
    frame = frame_of(square)
    assert frame is not None
    assert frame_of([(x * 1.05, y * 1.05) for x, y in square], frame) == frame
    assert frame_of([(x * 3, y * 3) for x, y in square], frame) != frame
    assert frame_of([(x / 3, y / 3) for x, y in square], frame) != frame
    assert frame_of([]) is None


def test_the_outline_leaves_the_farthest_tenth_outside() -> None:
    members = [(x / 10, y / 10) for x in range(10) for y in range(10)] + [(90.0, 90.0)] * 5
    outline = outline_of(members, (0.45, 0.45))
    assert max(x for x, _ in outline) <= 0.9
    assert outline_of([(1.0, 1.0)] * 12, (1.0, 1.0)) == [[1.0, 1.0]]
