"""Ideas that belong together become one, and two again as if nothing had been; what asks for two things is split."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soesmart.accounts.models import Person
from soesmart.core.ids import new_id
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.credentials import Credential
from soesmart.participation.models import (
    Campaign,
    Comment,
    Follow,
    Idea,
    IdeaLink,
    MergeRecord,
    Opinion,
    Step,
    Tally,
    Voice,
)
from soesmart.participation.rules import Channel, StepKind, Visibility, Voting
from soesmart.participation.services import give_opinion, link_ideas, recount, write_comment
from soesmart.participation.services.comments import CommentWords
from soesmart.participation.services.ideas import IdeaWords
from soesmart.participation.services.merging import merge_ideas, preview_merge
from soesmart.participation.services.splitting import split_idea
from soesmart.participation.services.unmerging import hindrance, undo_merge
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality


def say(idea: Idea, who: Credential, value: int, at: datetime, channel: Channel = Channel.ONLINE, **more: bool) -> None:
    give_opinion(
        campaign_key=idea.campaign.key, number=idea.number, credential=who, value=value, channel=channel, at=at, **more
    )


def comment(idea: Idea, who: str, at: datetime, parent: Comment | None = None) -> Comment:
    return write_comment(
        campaign_key=idea.campaign.key,
        number=idea.number,
        words=CommentWords(f"Meint {who}"),
        credential=browser(who),
        parent=parent.key if parent else None,
        nonce=new_id(),
        at=at,
    )


@dataclass(frozen=True)
class Pair:
    """Two ideas of one campaign, and a third that is not concerned."""

    campaign: Campaign
    kept: Idea
    gone: Idea
    third: Idea


@pytest.fixture
def pair(in_soest: Municipality, at: datetime) -> Pair:
    campaign = a_campaign(in_soest, at)
    return Pair(campaign, *(an_idea(campaign, at, title) for title in ("Bäume", "Mehr Bäume", "Bänke")))


def merge(pair: Pair, at: datetime) -> MergeRecord:
    return merge_ideas(actor="system:test", kept=pair.kept, gone=pair.gone, at=at)


def test_opinions_and_comments_go_on_in_the_idea_that_stays(pair: Pair, at: datetime) -> None:
    say(pair.kept, browser("amira"), 1, at)
    say(pair.gone, browser("eva"), -1, at)
    comment(pair.gone, "eva", at)
    merge(pair, at)
    pair.kept.refresh_from_db()
    pair.gone.refresh_from_db()
    assert (pair.kept.voices, pair.kept.score, pair.kept.comments_count) == (2, 0, 1)
    assert (pair.gone.voices, pair.gone.comments_count) == (0, 0)
    assert (pair.gone.visibility, pair.gone.merged_into) == (Visibility.MERGED, pair.kept)
    assert recount(campaign=pair.campaign, at=at) == []


def test_who_spoke_on_both_keeps_the_later_word_and_one_voice(pair: Pair, at: datetime) -> None:
    say(pair.gone, browser("eva"), -1, at - timedelta(hours=1))
    say(pair.kept, browser("eva"), 1, at)
    say(pair.kept, browser("amira"), 1, at - timedelta(hours=1))
    say(pair.gone, browser("amira"), -1, at, Channel.PAPER)
    merge(pair, at)
    stored = Opinion.objects.order_by("voice").values_list("idea", "value", "channel")
    assert list(stored) == [(pair.kept.pk, 1, "online"), (pair.kept.pk, -1, "paper")]
    assert recount(campaign=pair.campaign, at=at) == []


def test_points_are_added_and_what_is_too_much_goes_back(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at, voting=Voting.POINTS, limit=10, limit_each=5)
    kept, gone = an_idea(campaign, at, "Eins"), an_idea(campaign, at, "Zwei")
    say(kept, browser("eva"), 4, at)
    say(gone, browser("eva"), 3, at)
    record = merge_ideas(actor="system:test", kept=kept, gone=gone, at=at)
    assert (Opinion.objects.get().value, Voice.objects.get().spent) == (5, 5)
    assert recount(campaign=campaign, at=at) == []
    third = an_idea(campaign, at, "Drei")
    say(third, browser("eva"), 5, at)
    record.refresh_from_db()
    with pytest.raises(Conflict, match="anders vergeben"):
        undo_merge(actor="system:test", record=record, at=at)
    assert recount(campaign=campaign, at=at) == []


def test_both_ideas_tell_of_the_merge_in_public(pair: Pair, at: datetime) -> None:
    merge(pair, at)
    steps = Step.objects.filter(kind=StepKind.MERGED).values_list("idea", "other")
    assert set(steps) == {(pair.kept.pk, pair.gone.pk), (pair.gone.pk, pair.kept.pk)}
    assert AuditEntry.objects.filter(action="participation.idea.merged").count() == 1


def test_links_and_followers_move_without_doubles(pair: Pair, amira: Person, bernd: Person, at: datetime) -> None:
    link_ideas(actor="system:test", idea=pair.gone, others=[pair.kept, pair.third], at=at)
    Follow.objects.create(idea=pair.gone, person=amira, since=at)
    Follow.objects.create(idea=pair.gone, person=bernd, since=at)
    Follow.objects.create(idea=pair.kept, person=bernd, since=at)
    for idea, address in ((pair.gone, "a@example.org"), (pair.gone, "b@example.org"), (pair.kept, "b@example.org")):
        Follow.objects.create(idea=idea, email=address, since=at)
    record = merge(pair, at)
    assert [(link.first, link.second) for link in IdeaLink.objects.all()] == [(pair.kept, pair.third)]
    assert set(Follow.objects.filter(idea=pair.kept).values_list("person", flat=True)) >= {amira.pk, bernd.pk}
    assert Follow.objects.filter(idea=pair.kept).count() == 4
    undo_merge(actor="system:test", record=record, at=at)
    assert Follow.objects.filter(idea=pair.gone).count() == 4
    assert Follow.objects.filter(idea=pair.kept).count() == 2


def test_the_author_of_the_idea_that_goes_learns_of_the_answer(pair: Pair, amira: Person, at: datetime) -> None:
    Idea.objects.filter(pk=pair.gone.pk).update(author=amira, answer_due_at=at + timedelta(days=3))
    record = merge(pair, at)
    assert Follow.objects.get(person=amira).idea == pair.kept
    pair.kept.refresh_from_db()
    assert pair.kept.answer_due_at == at + timedelta(days=3)
    undo_merge(actor="system:test", record=record, at=at)
    pair.kept.refresh_from_db()
    assert pair.kept.answer_due_at == at + timedelta(days=30)
    assert not Follow.objects.exists()


def test_ideas_of_two_campaigns_or_hidden_ones_are_not_merged(pair: Pair, in_soest: Municipality, at: datetime) -> None:
    foreign = an_idea(a_campaign(in_soest, at, "andere"), at)
    Idea.objects.filter(pk=pair.third.pk).update(visibility=Visibility.HELD)
    pair.third.refresh_from_db()
    for gone in (pair.kept, foreign, pair.third):
        with pytest.raises(Refused):
            merge_ideas(actor="system:test", kept=pair.kept, gone=gone, at=at)
    assert not MergeRecord.objects.exists()


def test_the_preview_says_what_the_merge_does_and_does_nothing(pair: Pair, at: datetime) -> None:
    say(pair.kept, browser("eva"), 1, at)
    say(pair.gone, browser("eva"), 1, at)
    say(pair.gone, browser("amira"), 1, at)
    seen = preview_merge(kept=pair.kept, gone=pair.gone)
    assert (len(seen.opinions), len(seen.twice)) == (1, 1)
    assert not Step.objects.filter(kind=StepKind.MERGED).exists()
    assert merge(pair, at).moved["opinions"] == seen.opinions


def test_undone_while_others_went_on_speaking(pair: Pair, at: datetime) -> None:
    say(pair.gone, browser("eva"), -1, at)
    asked = comment(pair.gone, "eva", at)
    record = merge(pair, at)
    pair.kept.refresh_from_db()
    say(pair.kept, browser("franz"), 1, at)
    reply = comment(pair.kept, "franz", at, parent=asked)
    undo_merge(actor="system:test", record=record, at=at)
    assert Opinion.objects.get(idea=pair.gone).value == -1
    assert Opinion.objects.get(idea=pair.kept).value == 1
    reply.refresh_from_db()
    assert reply.idea == pair.gone
    assert recount(campaign=pair.campaign, at=at) == []


def test_what_changed_since_cannot_be_undone(pair: Pair, at: datetime) -> None:
    say(pair.gone, browser("eva"), -1, at)
    record = merge(pair, at)
    say(pair.kept, browser("eva"), 1, at + timedelta(minutes=1))
    with pytest.raises(Conflict, match="Meinungen"):
        undo_merge(actor="system:test", record=record, at=at)
    say(pair.kept, browser("eva"), -1, at)
    Step.objects.create(idea=pair.kept, kind=StepKind.CHECKED, at=at)
    with pytest.raises(Conflict, match="Schritt"):
        undo_merge(actor="system:test", record=record, at=at)


def test_a_merge_is_undone_once_and_from_the_last_to_the_first(pair: Pair, at: datetime) -> None:
    first = merge(pair, at)
    second = merge_ideas(actor="system:test", kept=pair.third, gone=pair.kept, at=at)
    with pytest.raises(Conflict, match="zuerst"):
        undo_merge(actor="system:test", record=first, at=at)
    undo_merge(actor="system:test", record=second, at=at)
    with pytest.raises(Conflict, match="schon wieder getrennt"):
        undo_merge(actor="system:test", record=second, at=at)


def test_people_who_were_told_of_a_merge_learn_that_it_was_undone(pair: Pair, at: datetime) -> None:
    record = merge(pair, at)
    Step.objects.filter(idea=pair.kept, kind=StepKind.MERGED).update(spread_at=at)
    undo_merge(actor="system:test", record=record, at=at)
    assert list(pair.kept.steps.values_list("kind", flat=True)) == ["received", "merged", "split"]
    assert list(pair.gone.steps.values_list("kind", flat=True)) == ["received"]


def state_of(campaign: Campaign) -> dict[str, list[object]]:
    """All that a merge touches, but for revisions and the primary keys of links."""
    ideas = ("pk", "voices", "score", "comments_count", "visibility", "merged_into", "answer_due_at")
    counts = ("voices", "agree", "disagree", "passed", "important", "total")
    return {
        "opinions": list(Opinion.objects.order_by("voice", "idea").values()),
        "tallies": list(Tally.objects.exclude(voices=0).order_by("idea", "channel").values("idea", "channel", *counts)),
        "ideas": list(Idea.objects.order_by("pk").values(*ideas)),
        "voices": list(Voice.objects.order_by("pk").values()),
        "comments": list(Comment.objects.order_by("pk").values()),
        "links": list(IdeaLink.objects.order_by("first", "second").values("first", "second")),
        "steps": list(Step.objects.order_by("pk").values()),
        "campaign": list(Campaign.objects.filter(pk=campaign.pk).values()),
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_merge_and_its_undo_leave_everything_as_it_was(
    data: st.DataObject, in_soest: Municipality, at: datetime
) -> None:
    voting = data.draw(st.sampled_from([Voting.AGREE, Voting.STARS, Voting.POINTS, Voting.BUDGET]))
    limits = {"limit": 12, "limit_each": data.draw(st.sampled_from([0, 5]))}
    campaign = a_campaign(in_soest, at, f"k{Campaign.objects.count()}", voting=voting, **limits)
    ideas = [an_idea(campaign, at, f"Idee {number}") for number in range(3)]
    values = st.sampled_from([-1, 0, 1]) if voting == Voting.AGREE else st.integers(1, 5)
    for _ in range(data.draw(st.integers(0, 12))):
        idea, who = data.draw(st.sampled_from(ideas)), data.draw(st.sampled_from("abcd"))
        channel, moment = data.draw(st.sampled_from(list(Channel))), at - timedelta(hours=data.draw(st.integers(0, 9)))
        try:
            say(idea, browser(who), data.draw(values), moment, channel, important=data.draw(st.booleans()))
        except Refused:
            continue
        if data.draw(st.booleans()):
            comment(idea, who, at)
    if data.draw(st.booleans()):
        link_ideas(actor="system:test", idea=ideas[1], others=data.draw(st.sampled_from([ideas, ideas[:1]])), at=at)
    before = state_of(campaign)
    record = merge_ideas(actor="system:test", kept=ideas[0], gone=ideas[1], at=at)
    assert recount(campaign=campaign, at=at) == []
    assert not Opinion.objects.filter(idea=ideas[1]).exists()
    record = MergeRecord.objects.get(pk=record.pk)
    assert hindrance(record) == ""
    undo_merge(actor="system:test", record=record, at=at)
    assert recount(campaign=campaign, at=at) == []
    assert state_of(campaign) == before


PARTS = [IdeaWords("Bäume", "Bäume pflanzen."), IdeaWords("Bänke", "Bänke aufstellen.")]


def test_a_split_leaves_the_opinions_with_the_old_idea(pair: Pair, amira: Person, at: datetime) -> None:
    Idea.objects.filter(pk=pair.kept.pk).update(author=amira)
    say(pair.kept, browser("eva"), 1, at)
    later = at + timedelta(days=1)
    made = split_idea(actor="system:test", idea=pair.kept, parts=PARTS, nonce=new_id(), at=later)
    pair.kept.refresh_from_db()
    assert [(part.number, part.title, part.split_from) for part in made] == [
        (4, "Bäume", pair.kept),
        (5, "Bänke", pair.kept),
    ]
    assert (pair.kept.voices, pair.kept.visibility) == (1, Visibility.VISIBLE)
    assert {(part.author, part.answer_due_at) for part in made} == {(amira, pair.kept.answer_due_at)}
    assert pair.kept.steps.last().text == "Daraus wurden die Ideen 4, 5."
    assert list(made[0].steps.values_list("kind", "other")) == [("received", None), ("split", pair.kept.pk)]
    assert recount(campaign=pair.campaign, at=at) == []


def test_a_split_sent_twice_is_one(pair: Pair, at: datetime) -> None:
    nonce = new_id()
    for _ in range(2):
        made = split_idea(actor="system:test", idea=pair.kept, parts=PARTS, nonce=nonce, at=at)
    assert Idea.objects.count() == 5
    assert [part.number for part in made] == [4, 5]


def test_a_split_needs_two_ideas_with_words(pair: Pair, at: datetime) -> None:
    for parts in (PARTS[:1], [*PARTS, IdeaWords(" ", "Ohne Titel")], PARTS * 4):
        with pytest.raises(Refused):
            split_idea(actor="system:test", idea=pair.kept, parts=parts, nonce=new_id(), at=at)
    assert Idea.objects.count() == 3
