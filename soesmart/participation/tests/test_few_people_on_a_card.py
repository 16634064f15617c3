"""The page of an idea tells no more of small groups than the results do."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from soesmart.core import clock
from soesmart.participation.models import Campaign, Idea, Step
from soesmart.participation.queries.idea_page import idea_in, related_to, results_of
from soesmart.participation.rules import Channel, StepKind, Visibility
from soesmart.participation.services.opinions import give_opinion
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality
from tests.clients import ClientFor


@pytest.fixture(autouse=True)
def stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at, smallest_group=5)


def say(idea: Idea, many: int, channel: Channel, at: datetime) -> None:
    for number in range(many):
        give_opinion(
            campaign_key=idea.campaign.key,
            number=idea.number,
            credential=browser(f"{channel}{number}"),
            value=-1 if channel == Channel.PAPER else 1,
            channel=channel,
            at=at,
        )


def test_one_paper_card_among_many_voices_is_not_told_by_itself(
    campaign: Campaign, at: datetime, client_for: ClientFor
) -> None:
    idea = an_idea(campaign, at)
    say(idea, 9, Channel.ONLINE, at)
    say(idea, 1, Channel.PAPER, at)
    results = results_of(idea)
    assert (results.rows, results.whole.counts.voices) == ([], 10)
    page = client_for().get(f"/mitmachen/ideen/ideen/{idea.number}/").content.decode()
    assert "sobald auf mehreren Wegen" in page
    assert "Nach Wegen</caption>" not in page


def test_channels_that_many_used_are_told(campaign: Campaign, at: datetime) -> None:
    idea = an_idea(campaign, at)
    say(idea, 6, Channel.ONLINE, at)
    say(idea, 5, Channel.PAPER, at)
    assert [(row.label, row.result.counts.voices) for row in results_of(idea).rows] == [
        (Channel.ONLINE.label, 6),
        (Channel.PAPER.label, 5),
    ]


@pytest.mark.parametrize("hidden", [Visibility.HELD, Visibility.REMOVED, Visibility.WITHDRAWN])
def test_the_title_of_a_hidden_idea_stands_on_no_other_card(
    campaign: Campaign, at: datetime, hidden: Visibility, client_for: ClientFor
) -> None:
    origin, part, gone = (an_idea(campaign, at, title) for title in ("Böser Titel", "Teil", "Aufgegangen"))
    Idea.objects.filter(pk=part.pk).update(split_from=origin)
    Step.objects.create(idea=part, kind=StepKind.SPLIT, at=at, other=origin)
    Idea.objects.filter(pk=gone.pk).update(merged_into=origin, visibility=Visibility.MERGED)
    Idea.objects.filter(pk=origin.pk).update(visibility=hidden)
    for row in (part, gone):
        found = idea_in(campaign, row.number)
        assert found
        related = related_to(found)
        assert (related.origin, related.into) == (None, None)
        assert "Böser Titel" not in client_for().get(f"/mitmachen/ideen/ideen/{row.number}/").content.decode()
