"""Opinions from paper, workshops and events: all of a pile or none, one voice per person, counts that stay right."""

import random
import time
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Refused
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import AccessCode, Campaign, Idea, Opinion, Tally, Voice
from soesmart.participation.rules import Channel, FormatState, Visibility, Voting, Who
from soesmart.participation.services import give_opinion, recount, withdraw_opinion
from soesmart.participation.services.entry import EntryErrors, EntryReport, RecordedOpinion, record_opinions
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser, codes_for
from soesmart.region.models import District, Municipality
from tests.clients import CountQueries


def card(number: int) -> Credential:
    return Credential(Kind.CARD, f"Karte {number}")


def enter(campaign: Campaign, at: datetime, *rows: RecordedOpinion) -> EntryReport:
    return record_opinions(actor="system:test", campaign=campaign, rows=rows, at=at)


def errors_of(campaign: Campaign, at: datetime, *rows: RecordedOpinion) -> list[tuple[int, str]]:
    with pytest.raises(EntryErrors) as caught:
        enter(campaign, at, *rows)
    return caught.value.errors


def test_a_pile_of_cards_is_counted_like_single_opinions(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    one, two = an_idea(campaign, at, "Eins"), an_idea(campaign, at, "Zwei")
    report = enter(
        campaign,
        at,
        RecordedOpinion(card(1), one.number, 1, important=True),
        RecordedOpinion(card(1), two.number, -1),
        RecordedOpinion(card(2), one.number, 0, channel=Channel.WORKSHOP),
    )
    assert report == EntryReport(rows=3, new=3, changed=0, outdated=0, new_voices=2)
    assert list(Tally.objects.filter(idea=one).values_list("channel", "agree", "passed", "important")) == [
        ("paper", 1, 0, 1),
        ("workshop", 0, 1, 0),
    ]
    assert recount(campaign=campaign, at=at) == []


def test_the_later_word_wins_whatever_its_channel(in_soest: Municipality, at: datetime) -> None:
    idea = an_idea(a_campaign(in_soest, at, who=Who.CODE), at)
    (code,) = codes_for(idea.campaign, 1, at, random.Random(1))
    letter = Credential(Kind.CODE, code)
    give_opinion(campaign_key="ideen", number=idea.number, credential=letter, value=1, at=at - timedelta(days=2))
    older = RecordedOpinion(letter, idea.number, 0, given_at=at - timedelta(days=3))
    newer = RecordedOpinion(letter, idea.number, -1, given_at=at - timedelta(days=1))
    assert enter(idea.campaign, at, older).outdated == 1
    assert (Opinion.objects.get().value, Opinion.objects.get().channel) == (1, "online")
    report = enter(idea.campaign, at, newer, older)
    assert (report.changed, report.outdated) == (1, 1)
    assert (Opinion.objects.get().value, Opinion.objects.get().channel) == (-1, "paper")
    assert recount(campaign=idea.campaign, at=at) == []


def test_the_same_file_twice_changes_nothing(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    idea = an_idea(campaign, at)
    rows = [RecordedOpinion(card(number), idea.number, 1, given_at=at) for number in range(5)]
    enter(campaign, at, *rows)
    report = enter(campaign, at, *rows)
    assert (report.new, report.changed, report.new_voices) == (0, 0, 0)
    assert Voice.objects.count() == Opinion.objects.count() == 5
    assert recount(campaign=campaign, at=at) == []


def test_one_wrong_row_keeps_the_whole_pile_out(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    idea, held = an_idea(campaign, at), an_idea(campaign, at, "Geprüft")
    Idea.objects.filter(pk=held.pk).update(visibility=Visibility.HELD)
    found = errors_of(
        campaign,
        at,
        RecordedOpinion(card(1), idea.number, 1),
        RecordedOpinion(card(2), 99, 1),
        RecordedOpinion(card(3), idea.number, 7),
        RecordedOpinion(card(4), held.number, 1),
        RecordedOpinion(card(5), idea.number, 1, given_at=at - timedelta(days=11)),
        RecordedOpinion(card(6), idea.number, 1, given_at=at + timedelta(minutes=1)),
        RecordedOpinion(Credential(Kind.CARD, " "), idea.number, 1),
    )
    assert [place for place, _ in found] == [2, 3, 4, 5, 6, 7]
    assert "Idee 99" in found[0][1]
    assert not Voice.objects.exists()
    assert not Opinion.objects.exists()


def test_unknown_and_revoked_codes_are_named_by_their_rows(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at, who=Who.CODE)
    idea = an_idea(campaign, at)
    (revoked,) = codes_for(campaign, 1, at, random.Random(2))
    campaign.code_batches.update(revoked_at=at)
    (good,) = codes_for(campaign, 1, at, random.Random(1))
    found = errors_of(
        campaign,
        at,
        *(
            RecordedOpinion(Credential(Kind.CODE, code), idea.number, 1)
            for code in (good, "ACDEFGHJKMNP", revoked, "ACDEFGHJKMNP")
        ),
    )
    assert [place for place, _ in found] == [2, 3, 4]
    assert "gesperrt" in found[1][1]
    assert AccessCode.objects.filter(voice__isnull=False).count() == 0
    enter(campaign, at, RecordedOpinion(Credential(Kind.CODE, good), idea.number, 1))
    assert AccessCode.objects.get(voice__isnull=False).voice == Voice.objects.get()


def test_a_door_for_codes_takes_no_browser(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at, who=Who.CODE)
    idea = an_idea(campaign, at)
    assert errors_of(campaign, at, RecordedOpinion(browser("eva"), idea.number, 1))[0][0] == 1


def test_a_draft_takes_no_pile(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    idea = an_idea(campaign, at)
    Campaign.objects.update(state=FormatState.DRAFT)
    with pytest.raises(Refused, match="veröffentlicht"):
        enter(campaign, at, RecordedOpinion(card(1), idea.number, 1))


def test_no_card_gives_more_than_there_is(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at, voting=Voting.POINTS, limit=5)
    one, two = an_idea(campaign, at, "Eins"), an_idea(campaign, at, "Zwei")
    enter(campaign, at, RecordedOpinion(card(1), one.number, 3))
    found = errors_of(campaign, at, RecordedOpinion(card(2), one.number, 5), RecordedOpinion(card(1), two.number, 3))
    assert found == [(2, "Diese Stimme vergibt damit 6 Punkte, höchstens 5 Punkte sind möglich.")]
    # Less for the one makes room for the other: the pile counts as a whole.
    enter(campaign, at, RecordedOpinion(card(1), two.number, 4), RecordedOpinion(card(1), one.number, 1))
    assert Voice.objects.get().spent == 5
    assert recount(campaign=campaign, at=at) == []


def test_what_a_card_says_of_its_sender_is_kept_and_never_overwritten(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    idea = an_idea(campaign, at)
    ampen, paradiese = (
        District.objects.create(municipality=in_soest, slug=name.lower(), name=name) for name in ("Ampen", "Paradiese")
    )
    enter(campaign, at, RecordedOpinion(card(1), idea.number, 1))
    enter(campaign, at, RecordedOpinion(card(1), idea.number, 1, district=ampen, age_band="18-29"))
    enter(campaign, at, RecordedOpinion(card(1), idea.number, 1, district=paradiese, age_band="75-plus"))
    voice = Voice.objects.get()
    assert (voice.district, voice.age_band) == (ampen, "18-29")


def test_the_chain_holds_how_many_were_entered_and_nothing_else(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    idea = an_idea(campaign, at)
    enter(campaign, at, RecordedOpinion(card(1), idea.number, 1))
    entry = AuditEntry.objects.get(action="participation.opinions.entered")
    assert entry.facts == {"rows": 1, "new": 1, "changed": 0, "outdated": 0, "new_voices": 1}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_single_words_and_piles_in_any_order_keep_the_counters(
    data: st.DataObject, in_soest: Municipality, at: datetime
) -> None:
    voting = data.draw(st.sampled_from([Voting.AGREE, Voting.SUPPORT, Voting.POINTS, Voting.BUDGET, Voting.STARS]))
    campaign = a_campaign(in_soest, at, f"k{Campaign.objects.count()}", voting=voting, limit=9, limit_each=5)
    ideas = [an_idea(campaign, at, f"Idee {number}") for number in range(3)]
    people, numbers = st.sampled_from([browser("a"), browser("b"), card(1)]), st.sampled_from([1, 2, 3])
    values = st.integers(-1, 5) if voting == Voting.AGREE else st.integers(1, 5)
    days = st.integers(0, 9).map(lambda day: at - timedelta(days=day))
    channels = st.sampled_from([Channel.PAPER, Channel.EVENT])
    row = st.builds(RecordedOpinion, people, numbers, values, st.booleans(), channels, days)
    for _ in range(data.draw(st.integers(1, 6))):
        who, number = data.draw(people), data.draw(numbers)
        try:
            match data.draw(st.integers(0, 3)):
                case 0:
                    withdraw_opinion(campaign_key=campaign.key, number=number, credential=who, at=at)
                case 1:
                    value, moment = data.draw(values), data.draw(days)
                    give_opinion(campaign_key=campaign.key, number=number, credential=who, value=value, at=moment)
                case _:
                    enter(campaign, at, *data.draw(st.lists(row, min_size=1, max_size=6)))
        except Refused:
            pass
    assert recount(campaign=campaign, at=at) == []
    assert all(voice.spent <= 9 for voice in campaign.voice_rows.all())
    assert len(ideas) == 3


def test_a_pile_takes_few_queries_whatever_its_height(
    in_soest: Municipality, at: datetime, count_queries: CountQueries
) -> None:
    campaign = a_campaign(in_soest, at)
    idea = an_idea(campaign, at)
    counts = []
    for start, end in ((0, 10), (10, 110)):
        rows = [RecordedOpinion(card(number), idea.number, 1) for number in range(start, end)]
        with count_queries() as queries:
            enter(campaign, at, *rows)
        counts.append(len(queries))
    # The database takes about a hundred rows at a time.
    assert counts[1] <= counts[0] + 3


def test_thirty_thousand_opinions_are_entered_in_seconds(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    numbers = [an_idea(campaign, at, f"Idee {number}").number for number in range(30)]
    rng = random.Random(1)
    rows = [
        RecordedOpinion(card(who), number, rng.choice((-1, 0, 1)), given_at=at - timedelta(minutes=rng.randrange(999)))
        for who in range(1_000)
        for number in numbers
    ]
    began = time.process_time()
    report = enter(campaign, at, *rows)
    spent = time.process_time() - began
    assert report.new == 30_000
    assert spent < 8, "the promise is 4 s; the rest is for a busy machine"
    assert recount(campaign=campaign, at=at) == []
