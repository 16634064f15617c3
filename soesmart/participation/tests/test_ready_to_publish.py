"""What must be there before a campaign is published; each missing part leads to the page on which it is mended."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from soesmart.core.refusals import Refused
from soesmart.participation.models import Campaign, Phase, Process
from soesmart.participation.queries.readiness import readiness
from soesmart.participation.rules import Right, Voting, Who
from soesmart.participation.rules.readiness import Prepared, fault_of_limits, missing_in
from soesmart.participation.rules.templates import TEMPLATES, Template
from soesmart.participation.rules.windows import fault_of, warnings_of
from soesmart.participation.services.campaigns import delete_draft
from soesmart.participation.services.publishing import NotReady, archive_campaign, publish_campaign
from soesmart.participation.services.templates import found_from_template
from soesmart.participation.services.windows import close_early
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality

WHOLE = Prepared(
    title="Titel",
    summary="Kurz",
    question="Was meinen Sie?",
    text="Worum es geht.",
    contact="stadtLABOR",
    has_phase=True,
    voting=Voting.AGREE,
    limit=0,
    limit_each=0,
    who=Who.ANYONE,
    codes=0,
    answer_days=30,
    ideas=1,
    rights=frozenset(Right),
)
NO_VOICE = frozenset(Right) - {Right.VOICE}
NO_SUBMIT = frozenset(Right) - {Right.SUBMIT}


def test_nothing_is_missing_in_a_whole_one() -> None:
    assert missing_in(WHOLE) == []


@pytest.mark.parametrize(
    ("lack", "what", "where"),
    [
        ({"title": " "}, "title", "office_campaign_words"),
        ({"summary": ""}, "summary", "office_campaign_words"),
        ({"question": ""}, "question", "office_campaign_words"),
        ({"text": "\n"}, "text", "office_campaign_words"),
        ({"text": "[Warum fragen wir so?] Darum."}, "text", "office_campaign_words"),
        ({"contact": ""}, "contact", "office_campaign_words"),
        ({"has_phase": False}, "phase", "office_campaign_words"),
        ({"answer_days": 0}, "answer_days", "office_campaign_how"),
        ({"voting": Voting.POINTS}, "limit", "office_campaign_how"),
        ({"voting": Voting.BUDGET, "limit": 5, "limit_each": 6}, "limit", "office_campaign_how"),
        ({"who": Who.CODE}, "codes", "office_campaign_codes"),
        ({"rights": frozenset()}, "windows", "office_campaign_windows"),
        ({"rights": NO_VOICE}, "windows", "office_campaign_windows"),
        ({"voting": Voting.COMMENT}, "voice", "office_campaign_windows"),
        ({"rights": frozenset([Right.VOICE])}, "moderate", "office_campaign_windows"),
        ({"faults": ("Liegt nicht im Abschnitt.",)}, "days", "office_campaign_windows"),
        ({"ideas": 0, "rights": NO_SUBMIT}, "ideas", "office_ideas"),
    ],
)
def test_each_part_that_is_missing_is_named_with_its_page(lack: dict[str, object], what: str, where: str) -> None:
    found = missing_in(replace(WHOLE, **lack))  # type: ignore[arg-type]
    assert [(row.what, row.where) for row in found] == [(what, where)]
    assert found[0].sentence.endswith(".")


def test_ideas_may_come_from_the_people_alone() -> None:
    assert missing_in(replace(WHOLE, ideas=0)) == []


@given(some.sampled_from(Voting), some.integers(0, 10), some.integers(0, 10))
def test_limits_are_sound_when_everybody_can_give_something_and_no_more_than_there_is(
    voting: Voting, limit: int, each: int
) -> None:
    is_sound = voting not in (Voting.POINTS, Voting.BUDGET) or (limit > 0 and each <= limit)
    assert bool(fault_of_limits(voting, limit, each)) != is_sound


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.key)
def test_a_template_lacks_only_what_the_town_alone_can_say(
    in_soest: Municipality, way: Process, at: datetime, template: Template
) -> None:
    phase = Phase.objects.get(key="umsetzen")
    made = found_from_template(
        actor="system:test",
        municipality=in_soest,
        template=template,
        title="Unser Titel",
        start=date(2026, 10, 1),
        phase=phase,
        at=at,
    )
    lacks = {row.what for row in readiness(made)}
    assert lacks <= {"contact", "text", "codes", "ideas"}
    windows = template.windows_from(date(2026, 10, 1))
    assert not fault_of(windows)
    assert not warnings_of(windows)


def test_publishing_says_all_that_is_missing_and_changes_nothing(in_soest: Municipality, at: datetime) -> None:
    campaign = Campaign.objects.create(municipality=in_soest, key="leer", title="Leer")
    with pytest.raises(NotReady) as refused:
        publish_campaign(actor="system:test", campaign=campaign, at=at)
    assert [row.what for row in refused.value.missing] == [row.what for row in readiness(campaign)]
    assert not Campaign.objects.get().is_published()


def test_what_was_moved_out_of_its_phase_is_not_ready(in_soest: Municipality, way: Process, at: datetime) -> None:
    phase = Phase.objects.get(key="umsetzen")
    campaign = a_campaign(in_soest, at, phase=phase)
    Phase.objects.filter(pk=phase.pk).update(last_day=date(2026, 10, 25))
    assert "days" in [row.what for row in readiness(Campaign.objects.get(pk=campaign.pk))]


def test_only_what_is_over_can_be_archived_and_only_what_nobody_saw_deleted(
    in_soest: Municipality, at: datetime
) -> None:
    campaign = a_campaign(in_soest, at)
    an_idea(campaign, at, credential=browser("amira"))
    for step in (archive_campaign, delete_draft):
        with pytest.raises(Refused):
            step(actor="system:test", campaign=campaign, at=at)
    close_early(actor="system:test", campaign=campaign, rights=list(Right), at=at)
    archive_campaign(actor="system:test", campaign=campaign, at=at + timedelta(seconds=1))
    assert Campaign.objects.get().state == "archived"
