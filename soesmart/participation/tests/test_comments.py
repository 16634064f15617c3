"""Comments two levels deep: who sees what, and how a thread stays whole when words go."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.db.models import Model

from soesmart.accounts.models import Person
from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.participation.access import Actor
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Case, Comment, Idea
from soesmart.participation.queries.comments import comments_of, thread_of
from soesmart.participation.rules import AuthorRole, Channel, CommentKind, Visibility
from soesmart.participation.services import edit_comment, recount, withdraw_comment, write_comment
from soesmart.participation.services.comments import CommentWords
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality
from tests.clients import CountQueries

GUEST = Actor()


@pytest.fixture
def idea(in_soest: Municipality, at: datetime) -> Idea:
    return an_idea(a_campaign(in_soest, at), at)


def write(
    idea: Idea,
    at: datetime,
    text: str = "Gute Sache",
    parent: Comment | None = None,
    by: Person | None = None,
    **words: object,
) -> Comment:
    shown = Credential(Kind.PERSON, str(by.pk), by) if by else browser("eva")
    return write_comment(
        campaign_key=idea.campaign.key,
        number=idea.number,
        words=CommentWords(text, **words),  # type: ignore[arg-type]
        credential=None if words.get("official") else shown,
        author=by,
        parent=parent.key if parent else None,
        nonce=new_id(),
        at=at,
    )


def remove(comment: Comment, at: datetime, reason: str = "spam") -> None:
    Comment.objects.filter(pk=comment.pk).update(visibility=Visibility.REMOVED)
    Case.objects.create(
        campaign=comment.idea.campaign, comment=comment, held=False, opened_at=at, reason=reason, state="removed",
        statement="Das ist Werbung.",
    )  # fmt: skip


def test_new_threads_stand_above_and_replies_in_the_order_of_the_talk(idea: Idea, at: datetime) -> None:
    first = write(idea, at, "Erster")
    write(idea, at + timedelta(minutes=1), "Zweiter")
    write(idea, at + timedelta(minutes=2), "Antwort eins", parent=first)
    write(idea, at + timedelta(minutes=3), "Antwort zwei", parent=first)
    found = comments_of(idea, GUEST, at=at)
    assert [thread.line.comment.text for thread in found.threads] == ["Zweiter", "Erster"]
    assert [line.comment.text for line in found.threads[1].replies] == ["Antwort eins", "Antwort zwei"]


def test_there_is_no_third_level(idea: Idea, at: datetime) -> None:
    reply = write(idea, at, parent=write(idea, at))
    with pytest.raises(Refused, match="ersten Kommentar"):
        write(idea, at, parent=reply)


def test_nobody_replies_to_a_comment_of_another_idea(idea: Idea, at: datetime) -> None:
    elsewhere = write(an_idea(idea.campaign, at, "Andere"), at)
    with pytest.raises(Refused, match="nicht mehr da"):
        write(idea, at, parent=elsewhere)


def test_names_are_pseudonyms_roles_guests_or_closed_accounts(idea: Idea, at: datetime, amira: Person) -> None:
    amira.memberships.create(
        municipality=idea.campaign.municipality, pseudonym="Linde 27", pseudonym_key="linde27", joined_at=at
    )
    write(idea, at, "eins")
    write(idea, at + timedelta(1), "zwei", by=amira)
    write(idea, at + timedelta(2), "drei", by=amira, role=AuthorRole.COUNCIL)
    Comment.objects.filter(text="drei").update(author=None)
    authors = [(thread.line.author.name, thread.line.author.role) for thread in comments_of(idea, GUEST, at=at).threads]
    assert authors == [("Gelöschtes Konto", "Rat"), ("Linde 27", "Bürgerschaft"), ("Gast", "")]


def test_a_removed_comment_leaves_a_line_with_the_reason_and_its_replies(idea: Idea, at: datetime) -> None:
    first = write(idea, at, "Kauft hier!")
    write(idea, at, "Bitte nicht", parent=first)
    remove(first, at)
    (thread,) = comments_of(idea, GUEST, at=at).threads
    assert thread.line.gone == "Dieser Kommentar wurde entfernt: Werbung."
    assert [line.comment.text for line in thread.replies] == ["Bitte nicht"]
    assert not thread.line.may_reply


def test_a_withdrawn_comment_goes_with_its_words_and_stays_as_a_line_while_others_replied(
    idea: Idea, at: datetime, amira: Person
) -> None:
    alone, answered = write(idea, at, "allein", by=amira), write(idea, at, "beantwortet", by=amira)
    write(idea, at, "Antwort", parent=answered)
    for comment in (alone, answered, alone):
        withdraw_comment(actor=amira, comment=comment, at=at)
    (thread,) = comments_of(idea, GUEST, at=at).threads
    assert thread.line.gone == "Dieser Kommentar wurde zurückgezogen."
    assert not Comment.objects.filter(text__contains="allein").exists()
    assert recount(campaign=idea.campaign, at=at) == []


def test_a_held_comment_is_seen_by_its_author_and_the_office_only(
    idea: Idea, at: datetime, amira: Person, eva: Person
) -> None:
    Comment.objects.filter(pk=write(idea, at, by=amira).pk).update(visibility=Visibility.HELD)
    shown = [
        len(comments_of(idea, actor, at=at).threads)
        for actor in (GUEST, Actor(eva), Actor(amira), Actor(eva, is_moderator=True))
    ]
    assert shown == [0, 0, 1, 1]
    assert "noch geprüft" in comments_of(idea, Actor(amira), at=at).threads[0].line.note


def test_only_ones_own_unanswered_words_may_be_changed(idea: Idea, at: datetime, amira: Person, eva: Person) -> None:
    mine = write(idea, at, by=amira)
    line = comments_of(idea, Actor(amira), at=at).threads[0].line
    assert (line.is_mine, line.may_edit, line.may_withdraw) == (True, True, True)
    assert not comments_of(idea, Actor(eva), at=at).threads[0].line.may_edit
    write(idea, at, "Antwort", parent=mine)
    line = comments_of(idea, Actor(amira), at=at).threads[0].line
    assert (line.may_edit, line.may_withdraw) == (False, True)
    late = comments_of(idea, Actor(amira), at=at + timedelta(days=30))
    assert not late.may_write
    assert not late.threads[0].line.may_reply


def test_the_list_takes_the_same_queries_for_one_comment_and_for_hundreds(
    idea: Idea, at: datetime, amira: Person, count_queries: CountQueries
) -> None:
    first = write(idea, at, by=amira)
    with count_queries() as few:
        comments_of(idea, Actor(amira), at=at)
    fill(idea, first, 300, at)
    with count_queries() as many:
        found = comments_of(idea, Actor(amira), at=at)
    assert len(few) <= 4, few
    assert len(many) <= len(few), many
    assert (len(found.threads), found.newer, found.older) == (20, 0, 2)
    last = comments_of(idea, Actor(amira), 16, at=at)
    assert (len(last.threads), last.newer, last.older) == (1, 15, 0)
    assert (len(last.threads[0].replies), last.threads[0].more) == (10, 290)


def fill(idea: Idea, parent: Comment, number: int, at: datetime) -> None:
    """`number` threads, and as many replies to `parent`."""
    rows: list[Model] = [
        Comment(idea=idea, parent=above, text=f"{place}", written_at=at + timedelta(minutes=place), nonce=uuid.uuid4())
        for above in (None, parent)
        for place in range(1, number + 1)
    ]
    Comment.objects.bulk_create(rows)  # type: ignore[arg-type]


def test_a_thread_has_a_page_of_its_own_with_all_replies(idea: Idea, at: datetime) -> None:
    first = write(idea, at)
    fill(idea, first, 120, at)
    found = thread_of(idea, GUEST, first.key, at=at)
    assert found
    assert (len(found.threads[0].replies), found.older) == (100, 2)
    last = thread_of(idea, GUEST, first.key, 2, at=at)
    assert last
    assert len(last.threads[0].replies) == 20
    reply = Comment.objects.filter(parent=first).first()
    assert reply
    assert thread_of(idea, GUEST, reply.key, at=at).threads[0].line.comment == first
    assert thread_of(idea, GUEST, new_id(), at=at) is None


def test_an_officer_answers_after_the_window_and_needs_no_voice(idea: Idea, at: datetime, bernd: Person) -> None:
    late = at + timedelta(days=30)
    answer = write(idea, late, by=bernd, official=True, role=AuthorRole.ADMINISTRATION)
    assert answer.voice is None
    with pytest.raises(Refused, match="nicht angenommen"):
        write(idea, late)


def test_a_comment_sent_twice_is_stored_once(idea: Idea, at: datetime) -> None:
    nonce = new_id()
    sent = [
        write_comment(
            campaign_key="ideen", number=1, words=CommentWords("Ja", CommentKind.QUESTION), credential=browser("eva"),
            nonce=nonce, channel=Channel.ONLINE, at=at,
        ).pk
        for _ in range(2)
    ]  # fmt: skip
    assert sent[0] == sent[1]
    assert Comment.objects.count() == 1


def test_changed_words_are_as_long_as_new_ones(idea: Idea, at: datetime, amira: Person) -> None:
    mine = write(idea, at, by=amira)
    with pytest.raises(Refused, match=r"3\.001 Zeichen"):
        edit_comment(actor=amira, comment=mine, words=CommentWords("x" * 3001), at=at)
    edited = edit_comment(actor=amira, comment=mine, words=CommentWords(" Besser ", CommentKind.SUGGESTION), at=at)
    assert (edited.text, edited.kind, edited.edited_at) == ("Besser", "suggestion", at)
