from datetime import datetime
from hashlib import sha256
from time import process_time

import pytest

from soesmart.core.refusals import Conflict
from soesmart.events.jobs.counting import ResultDrifted, recount_rounds
from soesmart.events.models import Ballot, Event, Item, Round
from soesmart.events.rules import Choice, ItemKind, RoundState
from soesmart.events.services.counting import count_round, drift_of, recounted
from soesmart.events.services.rounds import open_round, reset_round
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.events.tests.polls import HALL, STREAM, a_poll, audience, counts_of
from soesmart.region.models import Municipality
from tests.clients import CountQueries


@pytest.fixture
def item(in_soest: Municipality, at: datetime) -> Item:
    return an_item(a_scene(an_event(in_soest, at)))


VOTES = audience([(1,)] * 6 + [(2,)] * 3, [(1,)] * 2 + [(3,)] * 5)


def test_a_closed_round_is_counted_from_its_ballots_and_sealed(item: Item, at: datetime) -> None:
    round_ = count_round(round_=a_poll(item, VOTES, at), at=at)
    assert (round_.state, round_.ballots_hall, round_.ballots_stream) == (RoundState.COUNTED, 9, 7)
    assert [counts_of(round_, part) for part in ("all", "hall", "stream")] == [[8, 3, 5], [6, 3, 0], [2, 0, 5]]
    assert len(round_.digest) == 64


def test_the_digest_is_that_of_the_sorted_lines(item: Item, at: datetime) -> None:
    round_ = count_round(round_=a_poll(item, VOTES, at), at=at)
    rows = Ballot.objects.values_list("receipt", "channel", "choice")
    text = "".join(sorted(f"{receipt} {channel} {choice}\n" for receipt, channel, choice in rows))
    assert round_.digest == sha256(text.encode()).hexdigest()


def test_too_small_a_hall_is_neither_told_nor_to_be_subtracted_nor_in_the_digest(item: Item, at: datetime) -> None:
    round_ = count_round(round_=a_poll(item, audience([(2,)] * 4, [(1,)] * 9), at), at=at)
    assert [counts_of(round_, part) for part in ("all", "hall", "stream")] == [[9, 4, 0], None, None]
    rows = Ballot.objects.values_list("receipt", "choice")
    text = "".join(sorted(f"{receipt} - {choice}\n" for receipt, choice in rows))
    assert round_.digest == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("kind", sorted(set(ItemKind) - {ItemKind.QUESTIONS}))
def test_every_kind_is_counted_also_without_a_single_ballot(in_soest: Municipality, at: datetime, kind: str) -> None:
    item = an_item(a_scene(an_event(in_soest, at)), ItemKind(kind), most=3, points=5)
    round_ = count_round(round_=a_poll(item, [], at), at=at)
    assert (round_.state, round_.result["all"]["ballots"]) == (RoundState.COUNTED, 0)  # type: ignore[index]
    assert round_.digest == sha256(b"").hexdigest()


CHOICES: dict[str, Choice] = {
    "single": (2,), "multiple": (1, 3), "scale": (3,), "ranking": (3, 1, 2), "points": (0, 4, 1), "estimate": (2,),
    "words": ("Ruhe", "Grün"), "next_idea": (1,),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHOICES)
def test_every_kind_is_counted_in_both_channels(in_soest: Municipality, at: datetime, kind: str) -> None:
    item = an_item(a_scene(an_event(in_soest, at)), ItemKind(kind), most=3, points=5)
    round_ = count_round(round_=a_poll(item, audience([CHOICES[kind]] * 5, [CHOICES[kind]] * 6), at), at=at)
    result = round_.result or {}
    assert [result[part]["ballots"] for part in ("all", "hall", "stream")] == [11, 5, 6]
    assert not drift_of(Round.objects.get(pk=round_.pk))


def test_counting_a_second_time_changes_nothing(item: Item, at: datetime) -> None:
    first = count_round(round_=a_poll(item, VOTES, at), at=at)
    second = count_round(round_=first, at=at.replace(year=2027))
    assert (second.counted_at, second.digest) == (at, first.digest)


def test_a_ballot_that_the_item_forbids_stops_the_count(item: Item, at: datetime) -> None:
    round_ = a_poll(item, VOTES, at)
    Ballot.objects.filter(pk=Ballot.objects.first().pk).update(choice="[9]")
    with pytest.raises(ValueError, match="no such option"):
        count_round(round_=round_, at=at)
    assert Round.objects.get(pk=round_.pk).state == RoundState.CLOSED


@pytest.mark.parametrize("change", [{"choice": "[2]"}, {"receipt": "0" * 16}, {"channel": "stream"}])
def test_the_nightly_recount_fails_loudly_when_a_ballot_was_changed(
    item: Item, at: datetime, change: dict[str, str]
) -> None:
    count_round(round_=a_poll(item, VOTES, at), at=at)
    recount_rounds()
    Ballot.objects.filter(pk=Ballot.objects.first().pk).update(**change)
    with pytest.raises(ResultDrifted, match="soest: Runde"):
        recount_rounds()


def test_the_nightly_recount_finds_a_changed_result_and_a_lost_ballot(item: Item, at: datetime) -> None:
    round_ = count_round(round_=a_poll(item, VOTES, at), at=at)
    Round.objects.filter(pk=round_.pk).update(result={**(round_.result or {}), "all": {"ballots": 17}})
    assert drift_of(Round.objects.get(pk=round_.pk)).endswith("Ergebnis")
    Ballot.objects.first().delete()
    assert "Saal, Prüfsumme, Ergebnis" in drift_of(Round.objects.get(pk=round_.pk))


@pytest.mark.parametrize("secret", [False, True])
def test_a_smallest_group_that_grew_later_makes_no_sealed_result_wrong(item: Item, at: datetime, secret: bool) -> None:
    Item.objects.update(secret=secret)
    item.refresh_from_db()
    count_round(round_=a_poll(item, VOTES, at), at=at)
    Event.objects.update(smallest_group=8)
    recount_rounds()


def test_twenty_thousand_ballots_are_counted_in_a_moment(item: Item, at: datetime, count_queries: CountQueries) -> None:
    round_ = a_poll(item, [], at)
    Ballot.objects.bulk_create(
        Ballot(
            round=round_, credential=f"{n:032x}", channel=(HALL, STREAM)[n % 2], choice=f"[{n % 3 + 1}]",
            receipt=f"{n:016d}", cast_at=at,
        )
        for n in range(20_000)
    )  # fmt: skip
    with count_queries() as queries:
        before = process_time()
        recounted(Round.objects.select_related("event", "item").get(pk=round_.pk))
        spent = process_time() - before
    assert len(queries) == 4
    assert spent < 1


def test_an_open_round_is_not_counted(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by="system:test", at=at)
    with pytest.raises(Conflict):
        count_round(round_=round_, at=at)


def test_a_discarded_round_is_not_counted(item: Item, at: datetime) -> None:
    round_ = a_poll(item, VOTES, at)
    reset_round(round_=round_, by="system:test", at=at)
    with pytest.raises(Conflict):
        count_round(round_=Round.objects.get(pk=round_.pk), at=at)
