"""Several people press a key at the same moment, with real transactions: one decision, counted once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from threading import Barrier

import pytest
from django.db import connections
from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.core.refusals import Refused
from soesmart.participation.models import Campaign, Case, WordCount
from soesmart.participation.rules.moderation import Removal
from soesmart.participation.services.moderation import keep_text, remove_text, undo_decision
from soesmart.participation.services.recount import recount
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.cases import a_comment, a_held_comment, by, reported
from soesmart.region.models import Municipality


def at_once(town: Municipality, *writes: Callable[[], object]) -> list[str]:
    """What became of each write, sorted: "done", or the name of the refusal."""
    gate = Barrier(len(writes))

    def run(write: Callable[[], object]) -> str:
        gate.wait()
        try:
            with scope(municipality=town):
                write()
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(writes)) as pool:
        return sorted(pool.map(run, writes))


@pytest.mark.django_db(transaction=True)
def test_of_four_decisions_at_the_same_moment_exactly_one_counts(
    in_soest: Municipality, at: datetime, deniz: Person, eva: Person
) -> None:
    campaign = a_campaign(in_soest, at)
    case = a_held_comment(campaign, at)
    decisions: list[Callable[[], object]] = []
    for person in (deniz, eva):
        decisions.append(partial(keep_text, case=case, by=by(person), at=at))
        decisions.append(partial(remove_text, case=case, by=by(person), reason=Removal.INSULT, at=at))
    assert at_once(in_soest, *decisions) == ["Conflict", "Conflict", "Conflict", "done"]
    case.refresh_from_db()
    campaign = Campaign.objects.get()
    kept = case.state == Case.State.KEPT
    assert (campaign.comments_count, campaign.removals) == ((1, 0) if kept else (0, 1))
    texts = WordCount.objects.get(stem="*")
    assert texts.kept + texts.removed == 1
    assert recount(campaign=campaign, at=at) == []
    assert case.decided_by is not None
    undo = partial(undo_decision, case=case, by=case.decided_by, at=at)
    assert at_once(in_soest, undo, undo, undo) == ["Conflict", "Conflict", "done"]
    assert recount(campaign=Campaign.objects.get(), at=at) == []


@pytest.mark.django_db(transaction=True)
def test_reports_at_the_same_moment_make_one_case_and_hold_it_once(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    comment = a_comment(an_idea(campaign, at), at, "Ganz harmlos.")
    at_once(in_soest, *(partial(reported, comment, f"browser {number}", at) for number in range(6)))
    case = Case.objects.get()
    assert case.held
    assert case.reports_count == case.reports.count() >= 3
    assert recount(campaign=Campaign.objects.get(), at=at) == []
