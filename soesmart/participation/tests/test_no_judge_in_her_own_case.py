"""Whoever wrote a text never decides about it, and nobody about what is no longer there."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.refusals import Conflict, Forbidden
from soesmart.participation.models import Campaign, Case, Comment
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.moderation import Removal
from soesmart.participation.services.comments import withdraw_comment
from soesmart.participation.services.moderated_texts import make
from soesmart.participation.services.moderation import answer_objection, keep_text, remove_text
from soesmart.participation.services.recount import recount
from soesmart.participation.services.reports import object_to_removal
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.cases import a_comment, a_held_comment, by
from soesmart.region.models import Municipality
from tests.clients import ClientFor


@pytest.fixture(autouse=True)
def stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


def test_a_moderator_neither_keeps_nor_removes_what_she_wrote(campaign: Campaign, at: datetime, deniz: Person) -> None:
    case = a_held_comment(campaign, at, deniz)
    with pytest.raises(Forbidden, match="eigene Texte"):
        keep_text(case=case, by=by(deniz), at=at)
    with pytest.raises(Forbidden, match="eigene Texte"):
        remove_text(case=case, by=by(deniz), reason=Removal.SPAM, at=at)
    case.refresh_from_db()
    assert (case.state, Comment.objects.get().visibility) == (Case.State.OPEN, Visibility.HELD)


def test_nor_does_she_answer_her_own_objection(campaign: Campaign, at: datetime, deniz: Person, amira: Person) -> None:
    case = remove_text(case=a_held_comment(campaign, at, deniz), by=by(amira), reason=Removal.SPAM, at=at)
    case = object_to_removal(case=case, words="Das war nicht so gemeint.", at=at)
    with pytest.raises(Forbidden, match="eigene Texte"):
        answer_objection(case=case, by=by(deniz), is_granted=True, others=False, at=at)


def test_the_queue_offers_no_decision_on_her_own_text(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person, client_for: ClientFor
) -> None:
    case = a_held_comment(campaign, at, deniz)
    hers = client_for(deniz, role=Role.MODERATOR)
    page = hers.get("/verwaltung/moderation/").content.decode()
    assert "selbst geschrieben" in page
    assert 'value="keep"' not in page
    assert hers.post(f"/verwaltung/moderation/{case.key}/", {"decision": "keep"}).status_code == 403
    other = client_for(amira, role=Role.MODERATOR).get("/verwaltung/moderation/").content.decode()
    assert 'value="keep"' in other


def test_a_text_that_changed_since_it_was_read_is_not_counted_twice(campaign: Campaign, at: datetime) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.")
    withdraw_comment(actor="guest", comment=comment, at=at)  # `comment` still says that it is visible
    with pytest.raises(Conflict, match="gerade geändert"):
        make(comment, Visibility.REMOVED)
    assert Comment.objects.get().visibility == Visibility.WITHDRAWN
    assert recount(campaign=campaign, at=at) == []
