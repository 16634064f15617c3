"""The promise of an answer: kept, broken, open; counted as a reader would count."""

from datetime import datetime, timedelta

import pytest

from soesmart.participation.models import Campaign, Idea
from soesmart.participation.queries.promises import promises_of, promises_of_the_town
from soesmart.participation.queries.trail import trail_of
from soesmart.participation.rules import FormatState, StepKind, Visibility
from soesmart.participation.rules.promises import PromiseState, promise
from soesmart.participation.services.trail import take_step
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from tests.clients import CountQueries

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("answered", "now", "state", "words"),
    [
        (-1, 0, PromiseState.KEPT, "Rechtzeitig beantwortet: Zugesagt war der 1. November 2026."),
        (0, 0, PromiseState.KEPT, "Rechtzeitig beantwortet: Zugesagt war der 1. November 2026."),
        (1, 1, PromiseState.LATE, "Zu spät beantwortet: Zugesagt war der 1. November 2026, 1 Tag früher."),
        (None, -12, PromiseState.PENDING, "Antwort bis 1. November 2026 zugesagt, noch 12 Tage."),
        (None, 0, PromiseState.PENDING, "Antwort bis 1. November 2026 zugesagt, noch heute."),
        (None, 0.2, PromiseState.OVERDUE, "Antwort bis 1. November 2026 zugesagt, seit heute überfällig."),
        (None, 1, PromiseState.OVERDUE, "Antwort bis 1. November 2026 zugesagt, seit 1 Tag überfällig."),
        (None, 75, PromiseState.OVERDUE, "Antwort bis 1. November 2026 zugesagt, seit 2 Monaten überfällig."),
        (None, 2237, PromiseState.OVERDUE, "Antwort bis 1. November 2026 zugesagt, seit 6 Jahren überfällig."),
        (None, 12, PromiseState.OVERDUE, "Antwort bis 1. November 2026 zugesagt, seit 12 Tagen überfällig."),
    ],
)
def test_a_promise_is_said_in_days_of_the_calendar(
    at: datetime, answered: float | None, now: float, state: PromiseState, words: str
) -> None:
    found = promise(at, None if answered is None else at + answered * DAY, at + now * DAY)
    assert found is not None
    assert (found.state, found.german) == (state, words)


def answer(idea: Idea, at: datetime) -> None:
    take_step(actor="system:test", idea=idea, kind=StepKind.ANSWERED, text="Ja.", unit="Planung", at=at)


def four_ideas(town: Municipality, at: datetime, key: str = "ideen") -> Campaign:
    """Received today with ten days' promise: one answered in time, one late, one open, and one open since yesterday."""
    campaign = a_campaign(town, at, key, answer_days=10)
    first, second, _ = (an_idea(campaign, at, title) for title in ("Eins", "Zwei", "Drei"))
    an_idea(campaign, at - 3 * DAY, "Vier")
    answer(first, at + 10 * DAY)
    answer(second, at + 11 * DAY)
    return campaign


def test_a_campaign_counts_what_it_kept_and_broke(in_soest: Municipality, at: datetime) -> None:
    campaign = four_ideas(in_soest, at)
    found = promises_of(campaign, at + 9 * DAY)
    assert (found.kept, found.late, found.pending, found.overdue, found.made) == (1, 1, 1, 1, 4)
    assert found.oldest is not None
    assert found.oldest.overdue_german == "seit 2 Tagen überfällig"
    assert sum(bar.width for bar in found.bars) == 1000
    assert promises_of(campaign, at + 11 * DAY).overdue == 2


def test_what_nobody_sees_was_never_promised(in_soest: Municipality, at: datetime) -> None:
    campaign = four_ideas(in_soest, at)
    Idea.objects.filter(title__in=["Eins", "Vier"]).update(visibility=Visibility.HELD)
    found = promises_of(campaign, at + 9 * DAY)
    assert (found.kept, found.late, found.pending, found.overdue) == (0, 1, 1, 0)


def test_the_town_adds_up_its_published_campaigns(
    in_soest: Municipality, olpe: Municipality, at: datetime, count_queries: CountQueries
) -> None:
    four_ideas(in_soest, at)
    draft = four_ideas(in_soest, at, "zweite")
    assert promises_of_the_town(at).made == 8
    Campaign.objects.filter(pk=draft.pk).update(state=FormatState.DRAFT)
    with count_queries() as queries:
        assert promises_of_the_town(at).made == 4
    assert len(queries) == 1


def test_without_a_promise_there_is_nothing_to_keep(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at, answer_days=0)
    idea = an_idea(campaign, at)
    assert trail_of(idea, at).promise is None
    assert promises_of(campaign, at).bars == []


def test_the_trail_shows_what_is_still_to_come(in_soest: Municipality, at: datetime) -> None:
    idea = an_idea(a_campaign(in_soest, at), at)
    assert [stop.label for stop in trail_of(idea, at).coming] == ["Wird geprüft", "Antwort der Stadt"]
    answer(idea, at)
    idea.refresh_from_db()
    assert trail_of(idea, at).coming == []
    Idea.objects.update(visibility=Visibility.WITHDRAWN, answered_at=None)
    idea.refresh_from_db()
    assert trail_of(idea, at).coming == []
