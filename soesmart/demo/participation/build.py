"""The campaigns of Soest, one after the other, through the services."""

import random
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.demo.cast import CAST
from soesmart.demo.participation import campaigns
from soesmart.demo.participation.campaigns import Plan, add_cards, add_handed, found
from soesmart.demo.participation.cards import LEANINGS, PUBLIC_LEANING, cards, project_ideas, public_ideas
from soesmart.demo.participation.doubts import fill_the_queue
from soesmart.demo.participation.ideas import NOW, SUMMER, Handed
from soesmart.demo.participation.opinions import people_at_a_stall, people_online, people_with_codes, speak
from soesmart.demo.participation.phase import plan_the_present
from soesmart.demo.participation.places import place_of
from soesmart.demo.participation.questionnaires import build_questionnaires
from soesmart.demo.participation.register import build_register
from soesmart.demo.participation.results import tell_of_the_money, tell_what_became
from soesmart.demo.participation.talk import answer, guest, talk
from soesmart.demo.story import SEED
from soesmart.demo.towns import ACTOR
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import AuthorRole, Channel
from soesmart.participation.services.codes import make_codes
from soesmart.participation.services.ideas import Origin, link_ideas
from soesmart.participation.services.opinion_map import is_due, refresh_map
from soesmart.participation.services.opinions import give_opinion
from soesmart.participation.services.publishing import publish_campaign
from soesmart.region.models import Municipality

PAPER, ONLINE = 190, 260


def build_participation(at: datetime) -> None:
    """Soest's campaigns, those that are missing. The strategy, the way and the pilots must stand."""
    soest = Municipality.objects.get(slug="soest")
    with scope(municipality=soest):
        plan_the_present(soest, at)
        build_register(soest, at)
        known = set(Campaign.objects.values_list("key", flat=True))
        for plan, build in (
            (campaigns.summer(), _build_summer),
            (campaigns.tour(), _build_tour),
            (campaigns.winter(), _build_winter),
            (campaigns.now(at), _build_now),
        ):
            if plan.key not in known:
                build(found(soest, plan), plan, at)
        build_questionnaires(soest, at)
        _draw_maps(at)


def _draw_maps(at: datetime) -> None:
    """The opinion maps, as the job would have left them; of what has ended, as of its end."""
    for campaign in Campaign.objects.published().exclude(closes_at=None):
        moment = min(at, campaign.closes_at)
        if is_due(campaign=campaign, at=moment):
            refresh_map(campaign=campaign, at=moment)


def _open(campaign: Campaign, plan: Plan, rows: Sequence[dict[str, Any]], *, named: bool = False) -> dict[int, Any]:
    """Put the town's cards in and publish; what people think of them, by number."""
    ideas = add_cards(campaign, rows, plan.opens_at - timedelta(days=2), named=named)
    publish_campaign(actor=ACTOR, campaign=campaign, at=plan.opens_at - timedelta(days=1))
    campaign.refresh_from_db()
    return {idea.number: LEANINGS.get(str(row["id"]), PUBLIC_LEANING) for idea, row in zip(ideas, rows, strict=True)}


def _hand_in(campaign: Campaign, plan: Plan, handed: Sequence[Handed], last: datetime) -> dict[int, Any]:
    """Residents bring their ideas between the opening and `last`; what people think of them, by number."""
    step = (last - plan.opens_at) / (len(handed) + 1)
    leanings = {}
    for place, row in enumerate(handed):
        at = plan.opens_at + step * place + timedelta(hours=9)
        origin = Origin(credential=guest(f"{plan.key}-{place}"), invented=True)
        leanings[add_handed(campaign, row, origin, place_of(place), at).number] = row.leaning
    return leanings


def _build_summer(campaign: Campaign, plan: Plan, at: datetime) -> None:
    leanings = _open(campaign, plan, [*project_ideas(), *public_ideas()])
    leanings |= _hand_in(campaign, plan, SUMMER, plan.voice_until - timedelta(days=10))
    days = (plan.opens_at, plan.voice_until)
    speak(campaign, leanings, people_online(campaign, 420), Channel.ONLINE, days, random.Random(SEED))  # noqa: S311
    ideas = list(Idea.objects.filter(campaign=campaign).select_related("campaign__municipality"))
    talk(campaign, ideas, 60, days, plan.key)
    answer(ideas[:-4], campaign.answer_days, plan.key)


def _build_tour(campaign: Campaign, plan: Plan, at: datetime) -> None:
    leanings = _open(campaign, plan, project_ideas())
    days = (plan.opens_at, plan.voice_until)
    people = people_at_a_stall(campaign, 150)
    speak(campaign, leanings, people, Channel.EVENT, days, random.Random(SEED + 1))  # noqa: S311
    tell_of_the_money(Idea.objects.filter(campaign=campaign).select_related("campaign__municipality"))


def _build_winter(campaign: Campaign, plan: Plan, at: datetime) -> None:
    leanings = _open(campaign, plan, cards(), named=True)
    days, rng = (plan.opens_at, plan.voice_until), random.Random(SEED + 2)  # noqa: S311
    _, codes = make_codes(
        actor=ACTOR,
        campaign=campaign,
        label="Beteiligungskit",
        number=1000,
        nonce=uuid.uuid5(uuid.NAMESPACE_URL, "https://soesmart.example.org/demo/codes"),
        rng=rng,
        at=plan.opens_at,
    )
    speak(campaign, leanings, people_with_codes(codes[:PAPER]), Channel.PAPER, days, rng)
    speak(campaign, leanings, people_online(campaign, ONLINE), Channel.ONLINE, days, rng)
    ideas = list(Idea.objects.filter(campaign=campaign).select_related("campaign__municipality"))
    _think_together(ideas)
    talk(campaign, ideas, 40, days, plan.key)
    tell_what_became(ideas)


def _think_together(ideas: Sequence[Idea]) -> None:
    by_reference = {idea.reference: idea for idea in ideas}
    for row in cards():
        if row["related"]:
            idea = by_reference[row["id"]]
            others = [by_reference[reference] for reference in row["related"]]
            link_ideas(actor=ACTOR, idea=idea, others=others, at=idea.received_at)


def _build_now(campaign: Campaign, plan: Plan, at: datetime) -> None:
    publish_campaign(actor=ACTOR, campaign=campaign, at=plan.opens_at - timedelta(days=1))
    campaign.refresh_from_db()
    yesterday = at - timedelta(days=1)
    amira = Person.objects.get(pk=CAST[0].pk)
    own = Origin(Credential(Kind.PERSON, str(amira.pk), amira), amira, AuthorRole.RESIDENT, invented=True)
    first = add_handed(campaign, NOW[0], own, place_of(3), plan.opens_at + timedelta(hours=10))
    leanings = {first.number: NOW[0].leaning} | _hand_in(campaign, plan, NOW[1:], yesterday)
    days = (plan.opens_at, yesterday)
    people = people_online(campaign, 180)
    speak(campaign, leanings, people, Channel.ONLINE, days, random.Random(SEED + 3))  # noqa: S311
    ideas = list(Idea.objects.filter(campaign=campaign).select_related("campaign__municipality"))
    talk(campaign, ideas, 24, days, plan.key)
    answer(ideas[:3], 10, plan.key)
    for idea, value in zip(ideas[1:4], (1, 1, -1), strict=True):
        credential = Credential(Kind.PERSON, str(amira.pk), amira)
        give_opinion(campaign_key=plan.key, number=idea.number, credential=credential, value=value, at=yesterday)
    fill_the_queue(ideas, at)
