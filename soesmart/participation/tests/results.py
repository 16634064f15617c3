"""Campaigns in which many have spoken: what tests of results start from."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import Channel
from soesmart.participation.services.entry import RecordedOpinion, record_opinions
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import District, Municipality

AGES = ("under-18", "18-29", "30-44", "45-59", "60-74", "75-plus")


def two_camps(
    town: Municipality, at: datetime, people: int = 40, ideas: int = 8, key: str = "ideen", **facts: object
) -> Campaign:
    """Everybody speaks of every idea: even people like even ideas only, odd people odd ones; all like the last one."""
    campaign = a_campaign(town, at, key, **facts)
    for number in range(1, ideas + 1):
        an_idea(campaign, at - timedelta(days=5), f"Idee mit der Nummer {number}")
    rng = random.Random(7)
    rows = []
    for person in range(people):
        for number in range(1, ideas + 1):
            likes = number % 2 == person % 2 or number == ideas
            value = (1 if likes else -1) if rng.random() < 0.9 else 0
            rows.append(said(campaign, person, number, value, at, important=likes and number == 1))
    return spoken(campaign, rows, at)


def said(
    campaign: Campaign,
    person: int,
    number: int,
    value: int,
    at: datetime,
    *,
    channel: Channel = Channel.ONLINE,
    important: bool = False,
    district: District | None = None,
    age_band: str = "",
) -> RecordedOpinion:
    return RecordedOpinion(
        credential=browser(f"{campaign.key}-{person}"),
        number=number,
        value=value,
        important=important,
        channel=channel,
        given_at=at - timedelta(days=3) + timedelta(minutes=person),
        district=district,
        age_band=age_band,
    )


def spoken(campaign: Campaign, rows: Sequence[RecordedOpinion], at: datetime) -> Campaign:
    record_opinions(actor="system:test", campaign=campaign, rows=rows, at=at)
    campaign.refresh_from_db()
    return campaign


def idea_of(campaign: Campaign, number: int) -> Idea:
    return Idea.objects.get(campaign=campaign, number=number)
