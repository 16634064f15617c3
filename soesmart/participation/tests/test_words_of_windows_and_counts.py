"""When something is open, and what counts say, in words."""

from datetime import datetime, timedelta

import pytest

from soesmart.core.clock import BERLIN
from soesmart.participation.rules import Span, Voting
from soesmart.participation.rules.openings import Stage, opening_of
from soesmart.participation.rules.opinions import Ballot, Counts
from soesmart.participation.rules.people import AgeBand
from soesmart.participation.rules.results import Result, sum_of
from soesmart.participation.templatetags.window_tags import last_day

FIRST = Span(datetime(2020, 7, 18, tzinfo=BERLIN), datetime(2020, 8, 6, tzinfo=BERLIN))
SECOND = Span(datetime(2020, 12, 1, 10, tzinfo=BERLIN), datetime(2020, 12, 20, 18, 30, tzinfo=BERLIN))


@pytest.mark.parametrize(
    ("at", "stage", "text"),
    [
        (datetime(2020, 7, 1, tzinfo=BERLIN), Stage.COMING, "öffnet am 18. Juli 2020"),
        (FIRST.opens_at, Stage.OPEN, "offen bis 5. August 2020"),
        (FIRST.closes_at, Stage.COMING, "öffnet am 1. Dezember 2020, 10 Uhr"),
        (SECOND.closes_at - timedelta(seconds=1), Stage.OPEN, "offen bis 20. Dezember 2020, 18:30 Uhr"),
        (SECOND.closes_at, Stage.ENDED, "endete am 20. Dezember 2020, 18:30 Uhr"),
    ],
)
def test_the_window_that_matters_is_said(at: datetime, stage: Stage, text: str) -> None:
    opening = opening_of([SECOND, FIRST], at)
    assert opening is not None
    assert (opening.stage, opening.text) == (stage, text)


def test_what_closes_at_midnight_lasts_until_the_day_before() -> None:
    midnight = datetime(2027, 1, 3, tzinfo=BERLIN)
    assert last_day(midnight) == "2. Januar 2027"
    assert last_day(midnight + timedelta(hours=18)) == "3. Januar 2027, 18 Uhr"
    assert last_day(None) == ""


def test_without_windows_there_is_nothing_to_say() -> None:
    assert opening_of([], FIRST.opens_at) is None


@pytest.mark.parametrize(
    ("voting", "counts", "line"),
    [
        (Voting.AGREE, Counts(6, 3, 1, 2, 4), "3 dafür, 2 übersprungen, 1 dagegen, 4-mal wichtig"),
        (Voting.SUPPORT, Counts(1234, total=1234), "1.234 unterstützen das"),
        (Voting.POINTS, Counts(1, total=1), "1 Punkt, 1 Stimme"),
        (Voting.BUDGET, Counts(2, total=2_500_050), "25.000,50\u202f€, 2 Stimmen"),
        (Voting.STARS, Counts(3, total=10), "3,3 von 5 Sternen, 3 Stimmen"),
        (Voting.COMMENT, Counts(), ""),
    ],
)
def test_counts_become_words(voting: Voting, counts: Counts, line: str) -> None:
    assert Result(Ballot(voting, with_important=True), counts).line == line


def test_the_parts_of_a_bar_fill_it() -> None:
    for agree, disagree, passed in ((1, 1, 1), (7, 0, 0), (0, 3, 4), (333, 333, 334)):
        parts = Result(
            Ballot(Voting.AGREE), Counts(agree + disagree + passed, agree=agree, disagree=disagree, passed=passed)
        ).parts
        assert sum(float(part.width) for part in parts) == pytest.approx(100, abs=0.2)
        assert parts[0].x == "0.0"


def test_all_channels_add_up() -> None:
    assert sum_of([Counts(1, 1, 0, 0, 1, 0), Counts(2, 0, 2, 0, 0, 0)]) == Counts(3, 1, 2, 0, 1, 0)
    assert sum_of([]) == Counts()


def test_bands_of_age_have_names() -> None:
    assert [band.label for band in AgeBand][:2] == ["unter 18", "18 bis 29"]
