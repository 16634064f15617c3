"""Thousands of opinions from a fixed seed, entered in bulk as those of an earlier platform and of paper cards."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from soesmart.demo.participation.people import Person, agreement, draw_person, moments, share_out
from soesmart.demo.towns import ACTOR
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Campaign
from soesmart.participation.rules import Channel, Voting
from soesmart.participation.services.entry import RecordedOpinion, record_opinions
from soesmart.region.models import District

Leanings = Mapping[int, Sequence[float]]


def people_online(campaign: Campaign, number: int) -> list[Credential]:
    return [Credential(Kind.BROWSER, f"demo-{campaign.key}-{place}") for place in range(number)]


def people_with_codes(codes: Sequence[str]) -> list[Credential]:
    return [Credential(Kind.CODE, code) for code in codes]


def people_at_a_stall(campaign: Campaign, number: int) -> list[Credential]:
    return [Credential(Kind.CARD, f"demo-{campaign.key}-{place}") for place in range(number)]


def speak(
    campaign: Campaign,
    leanings: Leanings,
    people: Sequence[Credential],
    channel: Channel,
    days: tuple[datetime, datetime],
    rng: random.Random,
) -> None:
    """Let `people` say what they think, on `days`. leanings: by number of the idea."""
    districts = {row.slug: row for row in District.objects.all()}
    rows: list[RecordedOpinion] = []
    for credential, moment in zip(people, moments(rng, *days, len(people)), strict=True):
        person = draw_person(rng, list(districts), on_paper=channel == Channel.PAPER)
        rows += _said(campaign, leanings, credential, person, channel, moment, districts, rng)
    record_opinions(actor=ACTOR, campaign=campaign, rows=rows, at=days[1])


def _said(
    campaign: Campaign,
    leanings: Leanings,
    credential: Credential,
    person: Person,
    channel: Channel,
    moment: datetime,
    districts: Mapping[str, District],
    rng: random.Random,
) -> Iterator[RecordedOpinion]:
    if campaign.voting == Voting.BUDGET:
        values = share_out(rng, person, leanings, campaign.limit)
    else:
        # On paper most tick every card; online many stop before the end.
        share = rng.uniform(0.75, 1) if channel == Channel.PAPER else rng.betavariate(2, 1.6)
        chosen = sorted(rng.sample(list(leanings), max(1, round(share * len(leanings)))))
        values = {number: agreement(rng, person, leanings[number]) for number in chosen}
    for number, value in values.items():
        yield RecordedOpinion(
            credential=credential,
            number=number,
            value=value,
            important=value == 1 and rng.random() < 0.18,
            channel=channel,
            given_at=moment,
            district=districts.get(person.district),
            age_band=person.age_band,
        )
