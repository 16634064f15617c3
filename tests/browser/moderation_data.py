"""A full queue in the demo's Soest: written before the server starts, in a process of its own.

python manage.py shell -c "from tests.browser.moderation_data import fill; fill(500)"
"""

import random
from datetime import datetime, timedelta

from django.db import transaction
from django_scopes import scope

from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.participation.models import Campaign, Case, Comment, Idea
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.suspicion import suspicion
from soesmart.participation.services.recount import recount
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.german_texts import bad_texts, good_texts
from soesmart.region.models import Municipality

KEY = "volle-schlange"


@transaction.atomic
def fill(number: int) -> None:
    """A campaign with `number` waiting texts and nothing else in the queue: half of them bad, half of them reported."""
    town = Municipality.objects.get(slug="soest")
    now, rng = clock.now(), random.Random(6)
    with scope(municipality=town):
        Case.objects.all().delete()
        campaign = a_campaign(town, now, KEY, title="Volle Warteschlange", invented=True)
        idea = an_idea(campaign, now, "Mehr Bänke am Großen Teich")
        half = number // 2
        samples = [*bad_texts(rng, half), *good_texts(rng, number - half)]
        rng.shuffle(samples)
        for place, sample in enumerate(samples):
            found = suspicion(sample.text, sample.around)
            at = now - timedelta(minutes=number - place)
            _case(campaign, idea, sample.text, [list(sign) for sign in found.signs], found.is_held, at)
        _count(campaign, idea)


def _case(campaign: Campaign, idea: Idea, text: str, signs: list[list[str | int]], is_held: bool, at: datetime) -> None:
    visibility = Visibility.HELD if is_held else Visibility.VISIBLE
    row = Comment.objects.create(
        idea=idea, text=text[:3000], written_at=at, nonce=new_id(), is_guest=True, visibility=visibility
    )
    score = min(100, sum(int(points) for _, points, _ in signs))
    Case.objects.create(campaign=campaign, comment=row, held=is_held, score=score, signs=signs, opened_at=at)


def _count(campaign: Campaign, idea: Idea) -> None:
    visible = Comment.objects.filter(idea=idea, visibility=Visibility.VISIBLE).count()
    Idea.objects.filter(pk=idea.pk).update(comments_count=visible)
    Campaign.objects.filter(pk=campaign.pk).update(comments_count=visible)


def left() -> tuple[int, int, int]:
    """Waiting, removed and kept texts of the campaign; its counters and the reasons of all removals are right."""
    town = Municipality.objects.get(slug="soest")
    with scope(municipality=town):
        campaign = Campaign.objects.get(key=KEY)
        assert recount(campaign=campaign, at=clock.now()) == []
        states = list(Case.objects.filter(campaign=campaign).values_list("state", flat=True))
        assert not Case.objects.filter(campaign=campaign, state="removed", statement="").exists()
        return states.count("open"), states.count("removed"), states.count("kept")
