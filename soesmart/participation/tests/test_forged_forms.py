"""The hidden number of a form makes something once, and nothing where it does not belong."""

import uuid
from collections.abc import Iterator
from datetime import datetime

import pytest

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.participation.models import Campaign, Comment, Idea
from soesmart.participation.rules import StepKind
from soesmart.participation.services.comments import CommentWords, write_comment
from soesmart.participation.services.ideas import IdeaWords, Origin, submit_idea
from soesmart.participation.services.recount import recount
from soesmart.participation.services.trail import take_step
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality
from tests.clients import ClientFor


@pytest.fixture(autouse=True)
def stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


def test_the_number_of_a_comment_on_another_idea_is_refused(
    campaign: Campaign, at: datetime, client_for: ClientFor
) -> None:
    one, other, nonce = an_idea(campaign, at), an_idea(campaign, at, "Mehr Bänke"), new_id()
    guest = client_for()
    sent = {"text": "Gute Sache.", "kind": "remark", "nonce": str(nonce)}
    assert guest.post(f"/mitmachen/ideen/ideen/{one.number}/kommentare/", sent).status_code == 302
    answer = guest.post(f"/mitmachen/ideen/ideen/{other.number}/kommentare/", sent | {"text": "Und hier?"})
    assert answer.status_code == 422
    assert "Und hier?" in answer.content.decode()
    assert Comment.objects.count() == 1
    assert recount(campaign=campaign, at=at) == []


def test_the_number_of_an_idea_in_another_campaign_is_refused(campaign: Campaign, at: datetime) -> None:
    other = a_campaign(campaign.municipality, at, "andere")
    nonce, words = new_id(), IdeaWords(title="Mehr Bäume", what="Überall.")
    origin = Origin(browser("eva"))
    submit_idea(campaign=campaign, words=words, origin=origin, nonce=nonce, at=at)
    with pytest.raises(Refused, match="schon für etwas anderes"):
        submit_idea(campaign=other, words=words, origin=origin, nonce=nonce, at=at)
    assert Idea.objects.count() == 1
    assert recount(campaign=other, at=at) == []


def test_the_number_of_a_step_of_another_idea_is_refused(campaign: Campaign, at: datetime, deniz: Person) -> None:
    one, other, nonce = an_idea(campaign, at), an_idea(campaign, at, "Mehr Bänke"), uuid.uuid4()
    facts = {"actor": deniz, "kind": StepKind.CHECKED, "text": "Geprüft.", "unit": "Bauamt", "nonce": nonce, "at": at}
    take_step(idea=one, **facts)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="schon für etwas anderes"):
        take_step(idea=other, **facts)  # type: ignore[arg-type]


def test_a_comment_below_a_comment_of_another_idea_is_refused(campaign: Campaign, at: datetime) -> None:
    one, other = an_idea(campaign, at), an_idea(campaign, at, "Mehr Bänke")
    facts = {"campaign_key": campaign.key, "words": CommentWords("Gut."), "credential": browser("eva"), "at": at}
    above = write_comment(number=one.number, nonce=new_id(), **facts)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="nicht mehr da"):
        write_comment(number=other.number, parent=above.key, nonce=new_id(), **facts)  # type: ignore[arg-type]
