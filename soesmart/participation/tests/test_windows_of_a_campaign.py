"""Windows: among themselves, in their phase, beside other campaigns; what is over stays as it was."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.access import open_rights
from soesmart.participation.models import Campaign, Phase, Process, Questionnaire
from soesmart.participation.queries.windows import fault_of_questionnaire, windows_of
from soesmart.participation.rules import Right, Span
from soesmart.participation.rules import windows as rules
from soesmart.participation.services.campaigns import CampaignWords, edit_campaign, found_campaign
from soesmart.participation.services.phases import PhaseWords, plan_phase
from soesmart.participation.services.windows import close_early, extend, set_windows, undo_windows
from soesmart.participation.tests.campaigns import a_campaign
from soesmart.region.models import Municipality

OFFICE = "system:test"
HOURS = some.integers(min_value=0, max_value=24 * 60)


@pytest.fixture
def phase(way: Process, at: datetime) -> Phase:
    words = PhaseWords("Mitreden", "2026-10", "2027-01", summary="Alle sind gefragt.")
    way.phases.all().delete()
    return plan_phase(actor=OFFICE, process=way, key="mitreden", words=words, at=at)


def draft(town: Municipality, phase: Phase | None, at: datetime, key: str = "ideen") -> Campaign:
    words = CampaignWords(title=f"Beteiligung {key}")
    return found_campaign(actor=OFFICE, municipality=town, key=key, words=words, phase=phase, at=at)


def span(start: datetime, days: float, length: float) -> Span:
    return Span(start + timedelta(days=days), start + timedelta(days=days + length))


def test_the_frame_follows_from_the_windows_of_residents(in_soest: Municipality, phase: Phase, at: datetime) -> None:
    campaign = draft(in_soest, phase, at)
    rows = [(Right.SUBMIT, span(at, 1, 5)), (Right.VOICE, span(at, 3, 7)), (Right.MODERATE, span(at, 0, 20))]
    set_windows(actor=OFFICE, campaign=campaign, windows=rows, at=at)
    assert (campaign.opens_at, campaign.closes_at) == (at + timedelta(days=1), at + timedelta(days=10))
    set_windows(actor=OFFICE, campaign=campaign, windows=[], at=at)
    assert (campaign.opens_at, campaign.closes_at) == (None, None)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(Right.VOICE, 1, 5), (Right.VOICE, 4, 5)], "überschneiden sich"),
        ([(Right.VOICE, 1, 0)], "bevor es beginnt"),
        ([(Right.VOICE, -60, 5)], "liegt nicht ganz im Abschnitt „Mitreden“"),
        ([(Right.VOICE, 80, 20)], "1. Oktober 2026 bis 31. Januar 2027"),
        ([(Right.VOICE, day, 0.5) for day in range(41)], "höchstens 40"),
    ],
)
def test_windows_that_make_no_sense_are_refused_in_words(
    in_soest: Municipality, phase: Phase, at: datetime, rows: list[tuple[Right, float, float]], words: str
) -> None:
    campaign = draft(in_soest, phase, at)
    made = [(right, span(at, start, length)) for right, start, length in rows]
    with pytest.raises(Refused, match=words):
        set_windows(actor=OFFICE, campaign=campaign, windows=made, at=at)
    assert windows_of(campaign) == []


def test_the_last_day_of_a_phase_counts_whole_in_berlin(in_soest: Municipality, phase: Phase, at: datetime) -> None:
    campaign = draft(in_soest, phase, at)
    midnight = datetime(2027, 2, 1, tzinfo=BERLIN)
    whole = Span(datetime(2026, 10, 1, tzinfo=BERLIN), midnight)
    set_windows(actor=OFFICE, campaign=campaign, windows=[(Right.VOICE, whole)], at=at)
    late = Span(whole.opens_at, midnight + timedelta(minutes=1))
    with pytest.raises(Refused, match="liegt nicht ganz"):
        set_windows(actor=OFFICE, campaign=campaign, windows=[(Right.VOICE, late)], at=at)


def test_two_campaigns_of_a_phase_never_take_opinions_at_once(
    in_soest: Municipality, phase: Phase, at: datetime
) -> None:
    first, second = draft(in_soest, phase, at, "erste"), draft(in_soest, phase, at, "zweite")
    set_windows(actor=OFFICE, campaign=first, windows=[(Right.VOICE, span(at, 0, 10))], at=at)
    with pytest.raises(Refused, match="In der Beteiligung „Beteiligung erste“ desselben Abschnitts"):
        set_windows(actor=OFFICE, campaign=second, windows=[(Right.VOICE, span(at, 9, 10))], at=at)
    # Ideas may be gathered meanwhile, and opinions right afterwards.
    rows = [(Right.SUBMIT, span(at, 5, 5)), (Right.VOICE, span(at, 10, 10))]
    set_windows(actor=OFFICE, campaign=second, windows=rows, at=at)


def test_a_campaign_cannot_move_into_a_phase_that_its_windows_do_not_fit(
    in_soest: Municipality, phase: Phase, at: datetime
) -> None:
    campaign = draft(in_soest, None, at)
    set_windows(actor=OFFICE, campaign=campaign, windows=[(Right.VOICE, span(at, 200, 10))], at=at)
    with pytest.raises(Refused, match="liegt nicht ganz im Abschnitt"):
        edit_campaign(
            actor=OFFICE,
            campaign=campaign,
            words=CampaignWords.of(campaign),
            phase=phase,
            revision=campaign.revision,
            at=at,
        )


def test_what_was_open_cannot_be_changed_any_more(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    past = [(right, Span(one.opens_at - timedelta(days=1), one.closes_at)) for right, one in windows_of(campaign)]
    with pytest.raises(Refused, match="Was schon offen war"):
        set_windows(actor=OFFICE, campaign=campaign, windows=past, at=at)
    later = [(right, Span(one.opens_at, one.closes_at + timedelta(days=1))) for right, one in windows_of(campaign)]
    set_windows(actor=OFFICE, campaign=campaign, windows=later, at=at)


def test_a_published_campaign_keeps_a_window(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    with pytest.raises(Refused, match="braucht ein Fenster"):
        set_windows(actor=OFFICE, campaign=campaign, windows=[], at=at - timedelta(days=11))


def test_closing_early_closes_now_and_can_be_undone_while_it_matters(in_soest: Municipality, at: datetime) -> None:
    campaign = a_campaign(in_soest, at)
    close_early(actor=OFFICE, campaign=campaign, rights=rules.RESIDENTS, at=at)
    assert open_rights(campaign, at) == {Right.MODERATE}
    assert campaign.closes_at == at
    with pytest.raises(Refused, match="nichts mehr offen"):
        close_early(actor=OFFICE, campaign=campaign, rights=rules.RESIDENTS, at=at)
    undone = at + timedelta(hours=2)
    undo_windows(actor=OFFICE, campaign=campaign, at=undone)
    assert open_rights(campaign, undone) == set(Right)
    assert Right.VOICE not in open_rights(campaign, at + timedelta(hours=1)), "the hours in which it was closed stay"
    with pytest.raises(Refused, match="keine Änderung"):
        undo_windows(actor=OFFICE, campaign=campaign, at=undone)


def test_an_extended_window_takes_the_moderation_along(in_soest: Municipality, at: datetime) -> None:
    campaign, later = a_campaign(in_soest, at), at + timedelta(days=30)
    extend(actor=OFFICE, campaign=campaign, right=Right.VOICE, until=later, at=at)
    assert open_rights(campaign, later - timedelta(hours=1)) == {Right.VOICE, Right.MODERATE}
    assert campaign.closes_at == later
    with pytest.raises(Refused, match="nicht nach dem alten"):
        extend(actor=OFFICE, campaign=campaign, right=Right.VOICE, until=at, at=at)
    with pytest.raises(Refused, match="nicht mehr offen"):
        extend(actor=OFFICE, campaign=campaign, right=Right.SUBMIT, until=later, at=at + timedelta(days=20))


def test_a_moderation_that_lasts_longer_anyway_stays_as_it_is(in_soest: Municipality, at: datetime) -> None:
    campaign, until = a_campaign(in_soest, at), at + timedelta(days=12)
    campaign.windows.filter(right=Right.MODERATE).update(closes_at=at + timedelta(days=30))
    extend(actor=OFFICE, campaign=campaign, right=Right.VOICE, until=until, at=at)
    assert open_rights(campaign, at + timedelta(days=29)) == {Right.MODERATE}
    extend(actor=OFFICE, campaign=campaign, right=Right.VOICE, until=at + timedelta(days=40), at=at)
    assert open_rights(campaign, at + timedelta(days=39)) == {Right.VOICE, Right.MODERATE}


def test_the_second_of_two_editors_is_told(in_soest: Municipality, phase: Phase, at: datetime) -> None:
    campaign = draft(in_soest, phase, at)
    seen = campaign.revision
    set_windows(actor=OFFICE, campaign=campaign, windows=[(Right.VOICE, span(at, 0, 1))], revision=seen, at=at)
    with pytest.raises(Conflict):
        set_windows(actor=OFFICE, campaign=campaign, windows=[], revision=seen, at=at)
    assert len(windows_of(campaign)) == 1


def test_questionnaires_run_beside_campaigns_but_lie_in_their_phase(
    in_soest: Municipality, phase: Phase, at: datetime
) -> None:
    campaign = draft(in_soest, phase, at)
    set_windows(actor=OFFICE, campaign=campaign, windows=[(Right.VOICE, span(at, 0, 10))], at=at)

    def sheet(title: str, start: float) -> Questionnaire:
        when, number = span(at, start, 10), Questionnaire.objects.count()
        days = {"opens_at": when.opens_at, "closes_at": when.closes_at}
        made: Questionnaire = Questionnaire.objects.create(
            municipality=in_soest, phase=phase, campaign=campaign, key=f"f{number}", title=title, **days
        )
        return made

    first = sheet("Fragen", 0)
    assert fault_of_questionnaire(first) == ""
    assert fault_of_questionnaire(sheet("Andere", 0)) == ""
    assert fault_of_questionnaire(sheet("Weit weg", 200)).startswith("Der Fragebogen (")
    assert fault_of_questionnaire(sheet("Fragen", 10)) == ""
    assert "läuft schon ein Fragebogen „FRAGEN“" in fault_of_questionnaire(sheet("FRAGEN", 15))
    first.opens_at = None
    assert fault_of_questionnaire(first) == ""


spans = some.builds(
    lambda start, length: Span(
        *(datetime(2026, 11, 1, tzinfo=BERLIN) + timedelta(hours=h) for h in (start, start + length))
    ),
    some.integers(0, 200),
    some.integers(1, 40),
)
many = some.lists(some.tuples(some.sampled_from(Right), spans), max_size=8)


def minutes(windows: rules.Windows, right: Right) -> list[int]:
    """How many windows of a right are open in each hour."""
    start = datetime(2026, 11, 1, tzinfo=BERLIN)
    hours = [start + timedelta(hours=hour) for hour in range(260)]
    return [sum(one == right and span.is_open(hour) for one, span in windows) for hour in hours]


@given(many)
def test_a_fault_is_found_exactly_when_a_right_is_opened_twice(windows: list[tuple[Right, Span]]) -> None:
    opened_twice = any(count > 1 for right in Right for count in minutes(windows, right))
    assert bool(rules.fault_of(windows)) == opened_twice


@given(many, many)
def test_a_clash_is_found_exactly_when_both_are_open_in_some_hour(
    mine: list[tuple[Right, Span]], theirs: list[tuple[Right, Span]]
) -> None:
    pairs = zip(minutes(mine, Right.VOICE), minutes(theirs, Right.VOICE), strict=True)
    voices = [[span for right, span in rows if right == Right.VOICE] for rows in (mine, theirs)]
    assert bool(rules.clash(*voices)) == any(one and two for one, two in pairs)


@given(many, some.integers(0, 250))
def test_what_was_and_what_comes_are_the_whole(windows: list[tuple[Right, Span]], hour: int) -> None:
    at = datetime(2026, 11, 1, tzinfo=BERLIN) + timedelta(hours=hour)
    parts = [*rules.before(windows, at), *rules.since(windows, at)]
    for right in Right:
        assert minutes(parts, right) == minutes(windows, right)
    if not rules.fault_of(windows):
        assert rules.joined(parts) == rules.joined(windows)


@given(many)
def test_a_warning_says_exactly_when_nobody_moderates_what_is_written(windows: list[tuple[Right, Span]]) -> None:
    moderated = minutes(windows, Right.MODERATE)
    for right in (Right.SUBMIT, Right.COMMENT):
        uncovered = any(one and not two for one, two in zip(minutes(windows, right), moderated, strict=True))
        assert any(f"„{right.label}“" in text for text in rules.warnings_of(windows)) == uncovered


@given(some.dates(date(2020, 1, 1), date(2030, 1, 1)), some.integers(0, 400), some.times(), some.integers(0, 400))
def test_an_offset_leads_back_to_its_window(start: date, day: int, moment: time, more: int) -> None:
    offset = rules.Offset(Right.VOICE, day, moment.replace(fold=0), day + more, time(23, 59))
    try:
        right, made = offset.on(start)
    except ValueError:
        assert moment.hour == 2, "only the hour that summer time skips"
        return
    assert rules.offset_of(right, made, start) == offset
