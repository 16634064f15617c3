"""A week after an evening nothing tells any more which votes came from one device; what was voted stays and adds up."""

from datetime import datetime, timedelta

import pytest

from soesmart.events.jobs.forgetting import forget_who_voted
from soesmart.events.models import Ballot, DelayReading, Event, HallPass, Round, SecretBallot, Voter
from soesmart.events.rules import ItemKind, RoundState
from soesmart.events.services.counting import drift_of
from soesmart.events.services.forgetting import forget_voters, with_voters
from soesmart.events.services.rounds import open_round
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.events.tests.polls import a_result, audience
from soesmart.region.models import Municipality

WEEK = timedelta(days=7)
VOTES = audience([(1,), (2,), (1,), (3,), (2,), (1,)], [(1,), (1,), (2,), (3,), (2,)])


@pytest.fixture
def evening(in_soest: Municipality, at: datetime) -> Event:
    event = an_event(in_soest, at)
    scene = a_scene(event)
    for secret in (False, True, False):
        a_result(an_item(scene, ItemKind.SINGLE, secret=secret), VOTES, at)
    DelayReading.objects.create(event=event, probe_at=at, credential="a" * 32, delay=4000)
    HallPass.objects.create(event=event, digest="b" * 64, enabled_at=at)
    return event


def test_no_credential_is_left_and_every_result_still_adds_up(evening: Event, at: datetime) -> None:
    before = [(round_.result, round_.digest) for round_ in Round.objects.all()]
    voters = {*Ballot.objects.values_list("credential", flat=True), *Voter.objects.values_list("credential", flat=True)}
    assert len(voters) == len(VOTES)

    forget_voters(event=evening, at=at + WEEK)

    held = {*Ballot.objects.values_list("credential", flat=True), *Voter.objects.values_list("credential", flat=True)}
    assert not held & voters
    assert Ballot.objects.count() == 2 * len(VOTES)
    assert SecretBallot.objects.count() == Voter.objects.count() == len(VOTES)
    assert not DelayReading.objects.exists()
    assert not HallPass.objects.exists()
    assert [(round_.result, round_.digest) for round_ in Round.objects.all()] == before
    assert [drift_of(round_) for round_ in Round.objects.select_related("event", "item")] == ["", "", ""]


def test_the_job_waits_a_week_and_runs_once(evening: Event, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    over = evening.ends_at + WEEK
    assert not with_voters(over - timedelta(seconds=1)).exists()
    assert with_voters(over).get() == evening

    monkeypatch.setattr("soesmart.core.clock.now", lambda: over)
    forget_who_voted()

    evening.refresh_from_db()
    assert evening.voters_forgotten_at == over
    assert not with_voters(over + WEEK).exists()


def test_an_open_round_keeps_its_voters(evening: Event, at: datetime) -> None:
    item = evening.items.all()[0]
    round_ = open_round(item=item, by="system:test", at=at)
    assert not with_voters(evening.ends_at + WEEK).exists()

    Round.objects.filter(pk=round_.pk).update(state=RoundState.DISCARDED)
    assert with_voters(evening.ends_at + WEEK).exists()
