"""Keep, remove, undo, object: what happens to the text, the counts, the learned words, the author."""

from datetime import datetime, timedelta

import pytest

from soesmart.accounts.models import Person
from soesmart.core.models import AuditEntry, OutboxMessage
from soesmart.core.outbox import send_due
from soesmart.core.refusals import Conflict, Forbidden, Refused
from soesmart.participation.access import is_answered
from soesmart.participation.models import Campaign, Case, Comment, Idea, WordCount
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.moderation import OBJECTION_TIME, RULES, UNDO_TIME, Removal
from soesmart.participation.services.comments import CommentWords, edit_comment, withdraw_comment
from soesmart.participation.services.moderation import (
    Decider,
    answer_objection,
    keep_text,
    remove_text,
    undo_decision,
)
from soesmart.participation.services.recount import recount
from soesmart.participation.services.reports import object_to_removal
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.cases import FOUL, a_comment, a_held_comment, by, reported
from soesmart.region.models import Municipality


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


def counts(campaign: Campaign) -> tuple[int, int, int]:
    """Visible ideas, visible comments, removals; proved by the recount."""
    campaign.refresh_from_db()
    assert campaign.published_at is not None
    assert recount(campaign=campaign, at=campaign.published_at) == []
    return campaign.ideas_count, campaign.comments_count, campaign.removals


def learned() -> dict[str, tuple[int, int]]:
    rows = WordCount.objects.exclude(kept=0, removed=0).values_list("stem", "kept", "removed")
    return {stem: (kept, removed) for stem, kept, removed in rows}


def test_a_held_comment_counts_only_once_it_was_kept(campaign: Campaign, at: datetime, deniz: Person) -> None:
    case = a_held_comment(campaign, at)
    assert counts(campaign) == (1, 0, 0)
    keep_text(case=case, by=by(deniz), at=at)
    assert counts(campaign) == (1, 1, 0)
    assert Comment.objects.get().visibility == Visibility.VISIBLE


def test_a_removed_reply_leaves_the_count_of_its_thread(campaign: Campaign, at: datetime, deniz: Person) -> None:
    idea = an_idea(campaign, at)
    first = a_comment(idea, at, "Wann ist das?")
    reply = a_comment(idea, at, "Nie im Leben.", parent=first)
    remove_text(case=reported(reply, "eva", at), by=by(deniz), reason=Removal.OFF_TOPIC, at=at)
    first.refresh_from_db()
    idea.refresh_from_db()
    assert (is_answered(first), idea.comments_count) == (False, 1)
    assert counts(campaign) == (1, 1, 1)


def test_a_removed_idea_leaves_the_list_and_its_comments_stay_counted(
    campaign: Campaign, at: datetime, deniz: Person
) -> None:
    idea = an_idea(campaign, at)
    a_comment(idea, at, "Gute Idee.")
    remove_text(case=reported(idea, "eva", at), by=by(deniz), reason=Removal.SPAM, at=at)
    assert Idea.objects.get().visibility == Visibility.REMOVED
    assert counts(campaign) == (0, 1, 1)


@pytest.mark.parametrize("reason", list(Removal))
def test_every_removal_has_a_reason_and_a_statement(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person, reason: Removal
) -> None:
    case = a_held_comment(campaign, at, amira)
    remove_text(case=case, by=by(deniz), reason=reason, at=at)
    case.refresh_from_db()
    assert (case.reason, case.statement) == (reason, RULES[reason].statement)
    letter = OutboxMessage.objects.get()
    assert letter.recipient == amira.email
    for part in (RULES[reason].rule, case.statement, FOUL, "Kein Programm", "Widerspruch", f"/pruefung/{case.key}/"):
        assert part in letter.text


def test_own_words_of_the_moderator_reach_the_author(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person
) -> None:
    case = a_held_comment(campaign, at, amira)
    remove_text(case=case, by=by(deniz), reason=Removal.INSULT, statement=" Bitte ohne „Idioten“. ", at=at)
    assert "Bitte ohne „Idioten“." in OutboxMessage.objects.get().text
    with pytest.raises(Refused, match="2000"):
        remove_text(case=case, by=by(deniz), reason=Removal.INSULT, statement="x" * 2001, at=at)


def test_who_was_only_reported_and_kept_never_hears_of_it(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person
) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.", amira)
    keep_text(case=reported(comment, "eva", at), by=by(deniz), at=at)
    assert not OutboxMessage.objects.exists()


def test_a_letter_waits_until_the_decision_can_no_longer_be_undone(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person, mailoutbox: list[object]
) -> None:
    case = a_held_comment(campaign, at, amira)
    remove_text(case=case, by=by(deniz), reason=Removal.INSULT, at=at)
    assert send_due(at=at + UNDO_TIME - timedelta(seconds=1)) == 0
    assert send_due(at=at + UNDO_TIME) == 1
    with pytest.raises(Refused, match="unterwegs"):
        undo_decision(case=case, by=deniz, at=at)


@pytest.mark.parametrize("is_held", [True, False], ids=["held", "reported"])
@pytest.mark.parametrize("removed", [True, False], ids=["removed", "kept"])
def test_an_undone_decision_never_was(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person, is_held: bool, removed: bool
) -> None:
    case = a_held_comment(campaign, at, amira)
    if not is_held:
        comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.", amira)
        case = reported(comment, "eva", at)
    before, seen = counts(campaign), Comment.objects.get(case=case).visibility
    if removed:
        remove_text(case=case, by=by(deniz), reason=Removal.INSULT, at=at)
    else:
        keep_text(case=case, by=by(deniz), at=at)
    assert learned()
    undo_decision(case=case, by=deniz, at=at + timedelta(seconds=30))
    case.refresh_from_db()
    assert (case.state, case.held, case.reason, case.statement) == (Case.State.OPEN, is_held, "", "")
    assert Comment.objects.get(case=case).visibility == seen
    assert counts(campaign) == before
    assert learned() == {}
    assert not OutboxMessage.objects.exists()


def test_undo_is_for_who_decided_and_for_two_minutes(
    campaign: Campaign, at: datetime, deniz: Person, eva: Person
) -> None:
    case = a_held_comment(campaign, at)
    keep_text(case=case, by=by(deniz), at=at)
    with pytest.raises(Conflict):
        undo_decision(case=case, by=eva, at=at)
    with pytest.raises(Refused, match="zwei Minuten"):
        undo_decision(case=case, by=deniz, at=at + UNDO_TIME)
    undo_decision(case=case, by=deniz, at=at)
    with pytest.raises(Conflict):
        undo_decision(case=case, by=deniz, at=at)


def test_the_second_of_two_moderators_is_told_and_nothing_counts_twice(
    campaign: Campaign, at: datetime, deniz: Person, eva: Person
) -> None:
    case = a_held_comment(campaign, at)
    remove_text(case=case, by=by(deniz), reason=Removal.INSULT, at=at)
    words = learned()
    for again in (
        lambda: remove_text(case=case, by=by(eva), reason=Removal.SPAM, at=at),
        lambda: keep_text(case=case, by=by(eva), at=at),
    ):
        with pytest.raises(Conflict, match="jemand anderes"):
            again()
    case.refresh_from_db()
    assert (case.reason, case.decided_by) == (Removal.INSULT, deniz)
    assert counts(campaign) == (1, 0, 1)
    assert learned() == words


def test_nobody_decides_upon_words_she_did_not_read(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person
) -> None:
    case = a_held_comment(campaign, at, amira)
    comment = Comment.objects.get()
    edit_comment(actor=amira, comment=comment, words=CommentWords("Entschuldigung, das war zu viel."), at=at)
    with pytest.raises(Conflict, match="geändert"):
        remove_text(case=case, by=Decider(deniz, seen=""), reason=Removal.INSULT, at=at)
    withdraw_comment(actor=amira, comment=comment, at=at)
    with pytest.raises(Conflict, match="zurückgezogen"):
        keep_text(case=case, by=by(deniz), at=at)
    assert counts(campaign) == (1, 0, 0)


def test_an_edited_text_is_no_repetition_of_itself(campaign: Campaign, at: datetime, amira: Person) -> None:
    text = "Der Radweg am Brüdertor muss bleiben, denn er ist für viele Kinder der einzige sichere Weg."
    comment = a_comment(an_idea(campaign, at), at, text, amira)
    edit_comment(actor=amira, comment=comment, words=CommentWords(f"{text} Danke!"), at=at)
    assert Comment.objects.get().visibility == Visibility.VISIBLE


def removed(campaign: Campaign, at: datetime, deniz: Person, amira: Person) -> Case:
    case = a_held_comment(campaign, at, amira)
    return remove_text(case=case, by=by(deniz), reason=Removal.INSULT, at=at)


def test_an_objection_is_made_once_and_within_thirty_days(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person
) -> None:
    case = removed(campaign, at, deniz, amira)
    with pytest.raises(Refused, match="30 Tage"):
        object_to_removal(case=case, words="Warum?", at=at + OBJECTION_TIME)
    for words in ("", " ", "x" * 2001):
        with pytest.raises(Refused):
            object_to_removal(case=case, words=words, at=at)
    object_to_removal(case=case, words="Das war Satire.", at=at)
    with pytest.raises(Refused, match="schon da"):
        object_to_removal(case=case, words="Noch einmal.", at=at)
    assert counts(campaign) == (1, 0, 1)


@pytest.mark.parametrize("is_granted", [True, False])
def test_an_objection_is_answered_by_somebody_else_and_undone_like_any_decision(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person, eva: Person, is_granted: bool
) -> None:
    case = object_to_removal(case=removed(campaign, at, deniz, amira), words="Satire.", at=at)
    before, words = counts(campaign), learned()
    with pytest.raises(Forbidden, match="jemand anderes"):
        answer_objection(case=case, by=by(deniz), is_granted=is_granted, others=True, at=at)
    answer_objection(case=case, by=by(eva), is_granted=is_granted, answer="Gelesen.", others=True, at=at)
    comment = Comment.objects.get()
    assert (comment.visibility == Visibility.VISIBLE) == is_granted
    assert counts(campaign) == ((1, 1, 0) if is_granted else (1, 0, 1))
    assert (learned()["*"] == (1, 0)) == is_granted
    assert "Gelesen." in OutboxMessage.objects.order_by("pk").last().text  # type: ignore[union-attr]
    undo_decision(case=case, by=eva, at=at)
    case.refresh_from_db()
    assert (case.state, case.answer) == (Case.State.OBJECTED, "")
    assert (counts(campaign), learned()) == (before, words)
    with pytest.raises(Conflict):
        undo_decision(case=case, by=deniz, at=at)


def test_where_nobody_else_could_the_first_decider_answers_herself(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person
) -> None:
    case = object_to_removal(case=removed(campaign, at, deniz, amira), words="Satire.", at=at)
    answer_objection(case=case, by=by(deniz), is_granted=False, others=False, at=at)
    case.refresh_from_db()
    assert case.state == Case.State.REMOVED
    assert case.answer


def test_a_report_hides_nothing_and_three_people_hold_a_text_until_somebody_looks(
    campaign: Campaign, at: datetime, deniz: Person
) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.")
    reported(comment, "eva", at)
    reported(comment, "eva", at)
    case = reported(comment, "franz", at)
    assert (case.reports_count, counts(campaign)) == (2, (1, 1, 0))
    case = reported(comment, "amira", at)
    assert case.held
    assert counts(campaign) == (1, 0, 0)
    comment.refresh_from_db()
    with pytest.raises(Refused, match="nicht mehr zu sehen"):
        reported(comment, "bernd", at)
    keep_text(case=case, by=by(deniz), at=at)
    later = at + timedelta(hours=1)
    comment.refresh_from_db()
    for number in range(5):
        case = reported(comment, f"troll {number}", later)
    assert (case.state, case.held) == (Case.State.OPEN, False)
    assert counts(campaign) == (1, 1, 0)


def test_the_score_learns_only_from_removals_that_say_something_of_words(
    campaign: Campaign, at: datetime, deniz: Person
) -> None:
    for reason in (Removal.OFF_TOPIC, Removal.DUPLICATE, Removal.PRIVATE):
        remove_text(case=a_held_comment(campaign, at), by=by(deniz), reason=reason, at=at)
    assert learned() == {}
    remove_text(case=a_held_comment(campaign, at), by=by(deniz), reason=Removal.INSULT, at=at)
    assert learned()["idiot"] == (0, 1)
    assert not any(sign.isdigit() for stem in learned() for sign in stem)


def test_the_log_names_the_decision_and_no_word_of_the_text(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person
) -> None:
    case = removed(campaign, at, deniz, amira)
    object_to_removal(case=case, words="Satire.", at=at)
    entries = AuditEntry.objects.filter(action__startswith="participation.case.")
    assert [entry.action.rpartition(".")[2] for entry in entries.order_by("number")] == ["removed", "objected"]
    assert all("Idiot" not in str(entry.facts) and "Satire" not in str(entry.facts) for entry in entries)
