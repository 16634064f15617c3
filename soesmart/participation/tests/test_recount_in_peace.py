"""The nightly recount holds nobody up while the counters are right, and is right where they are not."""

import sys
from datetime import datetime

import pytest

from soesmart.participation.models import Campaign, Idea
from soesmart.participation.services.opinions import give_opinion
from soesmart.participation.services.recount import recount
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    campaign = a_campaign(in_soest, at)
    idea = an_idea(campaign, at)
    give_opinion(campaign_key=campaign.key, number=idea.number, credential=browser("eva"), value=1, at=at)
    return campaign


def test_right_counters_are_proved_without_a_lock(
    campaign: Campaign, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise AssertionError("the campaign was locked")

    monkeypatch.setattr(sys.modules[recount.__module__], "_recount_locked", locked)
    assert recount(campaign=campaign, at=at) == []


def test_a_wrong_counter_is_found_under_the_lock_and_repaired_only_on_wish(campaign: Campaign, at: datetime) -> None:
    Idea.objects.update(voices=7)
    assert [drift.stored for drift in recount(campaign=campaign, at=at)] == [7]
    assert Idea.objects.get().voices == 7
    assert len(recount(campaign=campaign, repair=True, at=at)) == 1
    assert (recount(campaign=campaign, at=at), Idea.objects.get().voices) == ([], 1)
