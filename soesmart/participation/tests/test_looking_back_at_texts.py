"""What a new text is compared with: the last ones of its campaign, of nobody else, and in one query."""

from datetime import datetime, timedelta

import pytest
from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.core.ids import new_id
from soesmart.participation.models import Campaign, Case, Comment, Idea
from soesmart.participation.queries.moderation import case_of
from soesmart.participation.queries.recent_texts import LOOKED_BACK, MOST_COMMENTS
from soesmart.participation.rules import Visibility
from soesmart.participation.services.comments import CommentWords, edit_comment, write_comment
from soesmart.participation.services.moderation import keep_text
from soesmart.participation.services.recount import recount
from soesmart.participation.services.screening import screen
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.participation.tests.cases import FOUL, a_comment, by, reported
from soesmart.region.models import Municipality
from tests.clients import CountQueries

TEXT = "Der Radweg am Brüdertor muss bleiben, denn er ist für viele Kinder der einzige sichere Weg zur Schule."


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


def says(idea: Idea, text: str, at: datetime, who: str) -> Comment:
    return write_comment(
        campaign_key=idea.campaign.key,
        number=idea.number,
        words=CommentWords(text),
        credential=browser(who),
        nonce=new_id(),
        at=at,
    )


def test_the_same_person_saying_the_same_twice_waits_the_second_time(campaign: Campaign, at: datetime) -> None:
    one, two = an_idea(campaign, at), an_idea(campaign, at, "Weniger Autos")
    assert says(one, TEXT, at, "eva").visibility == Visibility.VISIBLE
    again = says(two, TEXT, at + timedelta(hours=1), "eva")
    assert again.visibility == Visibility.HELD
    found = case_of(again)
    assert found is not None
    assert [sign for sign, _, _ in found.signs] == ["repetition"]


def test_thirteen_comments_in_ten_minutes_wait_and_an_hour_later_nothing_does(campaign: Campaign, at: datetime) -> None:
    idea = an_idea(campaign, at)
    said = [
        says(idea, f"Gedanke {k} ganz anderer Art {k * 7}", at + timedelta(seconds=30 * k), "eva") for k in range(14)
    ]
    assert [one.visibility == Visibility.HELD for one in said] == [False] * 8 + [False] * 4 + [True] * 2
    assert says(idea, "Noch etwas.", at + timedelta(hours=1), "eva").visibility == Visibility.VISIBLE


def test_what_another_campaign_another_town_or_last_week_said_does_not_count(
    campaign: Campaign, at: datetime, olpe: Municipality
) -> None:
    other = an_idea(a_campaign(campaign.municipality, at, "andere"), at)
    for _ in range(3):
        a_comment(other, at, TEXT)
    with scope(municipality=olpe):
        there = an_idea(a_campaign(olpe, at), at)
        for _ in range(3):
            a_comment(there, at, TEXT)
    idea = an_idea(campaign, at)
    for _ in range(3):
        a_comment(idea, at - LOOKED_BACK - timedelta(days=1), TEXT)
    Case.objects.all().delete()
    assert a_comment(idea, at, TEXT).visibility == Visibility.VISIBLE


def test_an_idea_is_compared_with_ideas(campaign: Campaign, at: datetime) -> None:
    title = "Ein langer Titel für eine Idee, die jemand immer wieder schickt, ohne etwas zu ändern"
    seen = [an_idea(campaign, at, title, credential=browser(f"eva {k}")).visibility for k in range(3)]
    assert seen == [Visibility.VISIBLE, Visibility.VISIBLE, Visibility.HELD]


@pytest.mark.parametrize("number", [1, 300])
def test_a_look_takes_one_query_for_one_comment_and_for_hundreds(
    campaign: Campaign, at: datetime, count_queries: CountQueries, number: int
) -> None:
    idea = an_idea(campaign, at)
    first = a_comment(idea, at, "Am Anfang.")
    rows = [Comment(idea=idea, text=f"Text {k}", written_at=at, nonce=new_id()) for k in range(number)]
    Comment.objects.bulk_create(rows)
    screen(campaign=campaign, text=TEXT, voice=first.voice, at=at)
    with count_queries() as queries:
        screen(campaign=campaign, text=TEXT, voice=first.voice, at=at)
    assert len(queries) == 1, queries
    assert MOST_COMMENTS < 300


def test_a_kept_text_that_is_changed_for_the_worse_waits_again(
    campaign: Campaign, at: datetime, deniz: Person, amira: Person
) -> None:
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.", amira)
    keep_text(case=reported(comment, "eva", at), by=by(deniz), at=at)
    edit_comment(actor=amira, comment=comment, words=CommentWords(FOUL), at=at)
    case = Case.objects.get()
    assert (case.state, case.held) == (Case.State.OPEN, True)
    assert recount(campaign=campaign, at=at) == []
