"""One person, one voice, on every channel; counts that stay right."""

import random
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soesmart.accounts.models import Person
from soesmart.core.refusals import Forbidden, Refused
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import AccessCode, Campaign, Idea, Opinion, Tally, Voice
from soesmart.participation.rules import Channel, Voting, Who
from soesmart.participation.services import give_opinion, recount, withdraw_opinion
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser, codes_for
from soesmart.region.models import Municipality
from tests.clients import CountQueries


def say(
    idea: Idea, who: Credential, value: int, at: datetime, channel: Channel = Channel.ONLINE, **more: bool
) -> Opinion:
    key = idea.campaign.key
    return give_opinion(
        campaign_key=key, number=idea.number, credential=who, value=value, channel=channel, at=at, **more
    )


def test_a_second_word_of_the_same_browser_changes_the_first(in_soest: Municipality, at: datetime) -> None:
    idea = an_idea(a_campaign(in_soest, at), at)
    say(idea, browser("eva"), 1, at, important=True)
    say(idea, browser("eva"), -1, at)
    tally = Tally.objects.get(idea=idea)
    assert (tally.voices, tally.agree, tally.disagree, tally.important) == (1, 0, 1, 0)
    assert Voice.objects.count() == 1
    assert recount(campaign=idea.campaign, at=at) == []


def test_paper_and_online_with_one_code_are_one_voice(in_soest: Municipality, at: datetime) -> None:
    idea = an_idea(a_campaign(in_soest, at, who=Who.CODE), at)
    (code,) = codes_for(idea.campaign, 1, at, random.Random(1))
    typed = Credential(Kind.CODE, f" {code[:4].lower()}-{code[4:8]} {code[8:]}")
    say(idea, Credential(Kind.CODE, code), 1, at, Channel.PAPER)
    say(idea, typed, -1, at)
    assert [(row.channel, row.agree, row.disagree) for row in Tally.objects.order_by("channel")] == [
        ("online", 0, 1),
        ("paper", 0, 0),
    ]
    assert AccessCode.objects.get().voice == Voice.objects.get()
    assert recount(campaign=idea.campaign, at=at) == []


def test_a_foreign_and_a_revoked_code_open_nothing(in_soest: Municipality, at: datetime) -> None:
    idea = an_idea(a_campaign(in_soest, at, who=Who.CODE), at)
    other = a_campaign(in_soest, at, "andere", who=Who.CODE)
    (foreign,) = codes_for(other, 1, at, random.Random(1))
    (revoked,) = codes_for(idea.campaign, 1, at, random.Random(2))
    idea.campaign.code_batches.update(revoked_at=at)
    for code in (foreign, revoked, "ACDEFGHJKMNP", ""):
        with pytest.raises(Forbidden):
            say(idea, Credential(Kind.CODE, code), 1, at)
    assert not Voice.objects.exists()


def test_a_stolen_database_holds_no_code(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at, who=Who.CODE)
    codes = codes_for(campaign, 20, at, random.Random(1))
    stored = " ".join(AccessCode.objects.values_list("digest", flat=True)).upper()
    assert not any(code in stored for code in codes)
    # Without the key the digest of a known code cannot be computed.
    import hashlib

    for code in codes:
        text = f"campaign:{campaign.pk}:code:{code}"
        assert hashlib.sha256(text.encode()).hexdigest().upper() not in stored


@pytest.mark.parametrize("who", list(Who))
def test_every_door_lets_in_its_own_and_no_other(who: Who, in_soest: Municipality, at: datetime, amira: Person) -> None:
    idea = an_idea(a_campaign(in_soest, at, who=who), at)
    (code,) = codes_for(idea.campaign, 1, at, random.Random(1))
    shown = {
        Who.ANYONE: browser("eva"),
        Who.EMAIL: Credential(Kind.EMAIL, "eva@example.org"),
        Who.CODE: Credential(Kind.CODE, code),
        Who.PERSON: Credential(Kind.PERSON, str(amira.pk), amira),
    }
    for door, credential in shown.items():
        if who in (door, Who.ANYONE):
            say(idea, credential, 1, at)
        else:
            with pytest.raises(Forbidden):
                say(idea, credential, 1, at)
    idea.refresh_from_db()
    assert idea.voices == (4 if who == Who.ANYONE else 1)


def test_outside_the_window_nothing_is_taken(in_soest: Municipality, at: datetime) -> None:
    idea = an_idea(a_campaign(in_soest, at), at)
    for moment in (at - timedelta(days=11), at + timedelta(days=10)):
        with pytest.raises(Refused, match="gerade nicht"):
            say(idea, browser("eva"), 1, moment)


@pytest.mark.parametrize(
    ("voting", "value"),
    [(Voting.AGREE, 2), (Voting.SUPPORT, 0), (Voting.STARS, 6), (Voting.POINTS, 0), (Voting.COMMENT, 1)],
)
def test_a_value_of_another_kind_is_refused(voting: Voting, value: int, in_soest: Municipality, at: datetime) -> None:
    idea = an_idea(a_campaign(in_soest, at, voting=voting, limit=10), at)
    with pytest.raises(Refused):
        say(idea, browser("eva"), value, at)
    assert not Voice.objects.exists()


def test_nobody_gives_more_points_than_she_has(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at, voting=Voting.POINTS, limit=5, limit_each=4)
    one, two = an_idea(campaign, at, "Eins"), an_idea(campaign, at, "Zwei")
    say(one, browser("eva"), 4, at)
    with pytest.raises(Refused, match="Übrig: 1 Punkt"):
        say(two, browser("eva"), 2, at)
    say(one, browser("eva"), 3, at)
    say(two, browser("eva"), 2, at)
    assert Voice.objects.get().spent == 5
    withdraw_opinion(campaign_key=campaign.key, number=one.number, credential=browser("eva"), at=at)
    assert Voice.objects.get().spent == 2
    assert recount(campaign=campaign, at=at) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_people_say_change_and_withdraw_the_counters_hold(
    data: st.DataObject, in_soest: Municipality, at: datetime
) -> None:
    voting = data.draw(st.sampled_from([Voting.AGREE, Voting.SUPPORT, Voting.POINTS, Voting.BUDGET, Voting.STARS]))
    campaign = a_campaign(in_soest, at, f"k{Campaign.objects.count()}", voting=voting, limit=6, limit_each=5)
    ideas = [an_idea(campaign, at, f"Idee {number}") for number in range(2)]
    for _ in range(data.draw(st.integers(1, 12))):
        idea, who = data.draw(st.sampled_from(ideas)), browser(data.draw(st.sampled_from("abc")))
        value, important = data.draw(st.integers(-2, 6)), data.draw(st.booleans())
        channel = data.draw(st.sampled_from([Channel.ONLINE, Channel.PAPER]))
        try:
            if data.draw(st.integers(0, 3)) == 0:
                withdraw_opinion(campaign_key=campaign.key, number=idea.number, credential=who, at=at)
            else:
                say(idea, who, value, at, channel, important=important)
        except Refused:
            pass
    assert recount(campaign=campaign, at=at) == []
    assert all(voice.spent <= 6 for voice in campaign.voice_rows.all())


def test_the_recount_finds_and_mends_every_wrong_counter(in_soest: Municipality, at: datetime) -> None:
    idea = an_idea(a_campaign(in_soest, at), at)
    say(idea, browser("eva"), 1, at)
    Tally.objects.update(agree=7)
    Idea.objects.update(score=3, comments_count=2)
    Voice.objects.update(opinions=9)
    Campaign.objects.update(opinions=4, voices=0)
    found = recount(campaign=idea.campaign, repair=True, at=at)
    assert len(found) == 6
    assert recount(campaign=idea.campaign, at=at) == []


@pytest.mark.parametrize("who", [Who.ANYONE, Who.CODE])
def test_an_opinion_takes_at_most_eight_queries(
    who: Who, in_soest: Municipality, at: datetime, count_queries: CountQueries
) -> None:
    campaign = a_campaign(in_soest, at, who=who)
    idea = an_idea(campaign, at)
    first, second = (
        (Credential(Kind.CODE, code) for code in codes_for(campaign, 2, at, random.Random(1)))
        if who == Who.CODE
        else (browser("amira"), browser("eva"))
    )
    say(idea, first, 1, at)
    for value in (1, -1):
        with count_queries() as queries:
            say(idea, second, value, at)
        assert len(queries) <= 8, queries
