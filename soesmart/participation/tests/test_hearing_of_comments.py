"""Who wrote an idea hears of comments on it, who commented of answers: soon, once a day, and only if she wants to."""

import uuid
from datetime import datetime, timedelta

import pytest

from soesmart.accounts.models import Person
from soesmart.core.ids import new_id
from soesmart.core.models import OutboxMessage
from soesmart.participation.models import Comment, Idea, QuietPerson
from soesmart.participation.rules import Visibility
from soesmart.participation.services.comments import CommentWords, write_comment
from soesmart.participation.services.follows import leave_idea
from soesmart.participation.services.heard_comments import comments_to_tell, tell_authors
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality

HOME = "http://soest.localhost"


@pytest.fixture
def idea(in_soest: Municipality, amira: Person, at: datetime) -> Idea:
    return an_idea(a_campaign(in_soest, at), at, author=amira)


def say(idea: Idea, at: datetime, text: str, author: Person | None = None, parent: uuid.UUID | None = None) -> Comment:
    return write_comment(
        campaign_key=idea.campaign.key,
        number=idea.number,
        words=CommentWords(text),
        credential=browser(text),
        author=author,
        parent=parent,
        nonce=new_id(),
        at=at,
    )


def tell(idea: Idea, at: datetime) -> list[tuple[str, str]]:
    tell_authors(town=idea.campaign.municipality, home=HOME, at=at)
    return list(OutboxMessage.objects.order_by("pk").values_list("recipient", "text"))


def test_the_author_hears_of_a_comment_with_a_way_to_it_and_out_of_it(idea: Idea, amira: Person, at: datetime) -> None:
    say(idea, at, "Das gefällt mir sehr.")
    ((recipient, text),) = tell(idea, at)
    assert recipient == amira.email
    assert f"{HOME}/mitmachen/{idea.campaign.key}/ideen/{idea.number}/#kommentare" in text
    assert text.count(f"{HOME}/mitmachen/abmelden/") == 2
    assert not comments_to_tell(at).exists()


def test_many_comments_of_a_day_are_one_mail_and_the_next_day_brings_another(idea: Idea, at: datetime) -> None:
    for hour in range(3):
        say(idea, at + timedelta(hours=hour), f"Stimme Nummer {hour} dazu.")
        tell(idea, at + timedelta(hours=hour))
    assert OutboxMessage.objects.count() == 1
    say(idea, at + timedelta(days=1), "Am nächsten Tag noch etwas.")
    assert len(tell(idea, at + timedelta(days=1))) == 2


def test_an_answer_is_told_to_whom_it_answers(idea: Idea, eva: Person, amira: Person, at: datetime) -> None:
    above = say(idea, at, "Wer zahlt das eigentlich?", author=eva)
    say(idea, at, "Die Stadt zahlt das.", parent=above.key, author=amira)
    assert {recipient for recipient, _ in tell(idea, at)} == {eva.email, amira.email}
    assert "Antwort" in OutboxMessage.objects.get(recipient=eva.email).text


def test_nobody_hears_of_her_own_words_nor_of_what_is_held(idea: Idea, amira: Person, at: datetime) -> None:
    say(idea, at, "Ich ergänze meine Idee.", author=amira)
    held = say(idea, at, "Das hier wird geprüft.")
    Comment.objects.filter(pk=held.pk).update(visibility=Visibility.HELD)
    assert tell(idea, at) == []
    Comment.objects.filter(pk=held.pk).update(visibility=Visibility.VISIBLE)
    assert len(tell(idea, at)) == 1


def test_who_wants_no_mails_gets_none(idea: Idea, amira: Person, at: datetime) -> None:
    leave_idea(person=amira, idea=idea, at=at)
    say(idea, at, "Ein erster Kommentar.")
    assert tell(idea, at) == []
    other = an_idea(idea.campaign, at, "Andere Idee", author=amira)
    QuietPerson.objects.create(municipality=idea.campaign.municipality, person=amira, since=at)
    say(other, at, "Ein zweiter Kommentar.")
    assert tell(other, at) == []


def test_what_was_said_long_ago_is_no_news(idea: Idea, at: datetime) -> None:
    say(idea, at, "Vor langer Zeit geschrieben.")
    assert tell(idea, at + timedelta(days=15)) == []
    assert not comments_to_tell(at + timedelta(days=15)).exists()
