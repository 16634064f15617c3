"""Texts that wait for the moderation, for tests."""

from datetime import datetime

from soesmart.accounts.models import Person
from soesmart.core.ids import new_id
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Campaign, Case, Comment, Idea
from soesmart.participation.queries.moderation import case_of
from soesmart.participation.rules.moderation import Removal
from soesmart.participation.services.comments import CommentWords, write_comment
from soesmart.participation.services.moderation import Decider
from soesmart.participation.services.reports import report_text
from soesmart.participation.tests.campaigns import an_idea, browser

FOUL = "Ihr seid doch alle Idioten im Rathaus!"


def a_comment(
    idea: Idea, at: datetime, text: str = FOUL, author: Person | None = None, parent: Comment | None = None
) -> Comment:
    """By `author`, or by a guest with a browser of her own."""
    credential = Credential(Kind.PERSON, str(author.pk), author) if author else browser(f"{text}{new_id()}")
    return write_comment(
        campaign_key=idea.campaign.key,
        number=idea.number,
        words=CommentWords(text),
        credential=credential,
        author=author,
        parent=parent.key if parent else None,
        nonce=new_id(),
        at=at,
    )


def a_held_comment(campaign: Campaign, at: datetime, author: Person | None = None, text: str = FOUL) -> Case:
    found = case_of(a_comment(an_idea(campaign, at), at, text, author))
    assert found is not None
    assert found.held
    return found


def reported(text: Idea | Comment, who: str, at: datetime, reason: Removal = Removal.INSULT) -> Case:
    return report_text(text=text, credential=browser(who), reason=reason, at=at).case


def by(person: Person) -> Decider:
    return Decider(person, "https://soest.example")
