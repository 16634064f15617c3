"""A campaign on paper: what tests of participation start from."""

import random
from datetime import datetime, timedelta

from soesmart.core.ids import new_id
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import AccessCode, Campaign, CodeBatch, Idea, Window
from soesmart.participation.rules import FormatState, Right
from soesmart.participation.services.ideas import IdeaWords, Origin, submit_idea
from soesmart.region.models import Municipality


def a_campaign(town: Municipality, at: datetime, key: str = "ideen", **facts: object) -> Campaign:
    """A published campaign in which everything is open from ten days before `at` to ten days after."""
    span = {"opens_at": at - timedelta(days=10), "closes_at": at + timedelta(days=10)}
    facts = {"title": "Ideen für Soest", "question": "Was halten Sie davon?", "answer_days": 30} | span | facts
    campaign = Campaign.objects.create(
        municipality=town, key=key, state=FormatState.PUBLISHED, published_at=at, **facts
    )
    Window.objects.bulk_create([Window(campaign=campaign, right=right, **span) for right in Right])
    return campaign


def an_idea(campaign: Campaign, at: datetime, title: str = "Mehr Bäume", **origin: object) -> Idea:
    words = IdeaWords(title=title, what=f"{title} in der ganzen Stadt.")
    return submit_idea(campaign=campaign, words=words, origin=Origin(**origin), nonce=new_id(), at=at)  # type: ignore[arg-type]


def browser(name: str) -> Credential:
    """The token of a browser."""
    return Credential(Kind.BROWSER, f"token-of-{name}")


def codes_for(campaign: Campaign, number: int, at: datetime, rng: random.Random) -> list[str]:
    """Valid codes of a letter, in clear."""
    from soesmart.core.ids import new_code

    batch = CodeBatch.objects.create(campaign=campaign, label="Brief", number_of_codes=number, made_at=at)
    codes = [new_code(12, rng) for _ in range(number)]
    AccessCode.objects.bulk_create(
        AccessCode(batch=batch, campaign=campaign, digest=credential_digest(campaign, Credential(Kind.CODE, code)))
        for code in codes
    )
    return codes
