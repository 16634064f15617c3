"""Participation tells of its year in the yearly report, and of no number that is still hidden."""

from datetime import date, datetime, timedelta
from typing import Any

from soesmart.participation.models import Campaign, Questionnaire
from soesmart.participation.report import chapter
from soesmart.participation.rules import FormatState, ResultsShown
from soesmart.participation.tests.campaigns import a_campaign
from soesmart.region.models import Municipality
from soesmart.strategy.reports.content import Chapter

COUNTS: dict[str, Any] = {"voices": 1200, "ideas_count": 31, "opinions": 4500, "comments_count": 1}


def told(at: datetime, year: int = 2026) -> Chapter | None:
    return chapter(date(year, 1, 1), date(year, 12, 31), at)


def test_what_was_open_in_the_year_is_told_in_numbers(in_soest: Municipality, at: datetime) -> None:
    a_campaign(in_soest, at, **COUNTS)
    a_campaign(in_soest, at - timedelta(days=400), "alt", title="Voriges Jahr")
    Campaign.objects.create(municipality=in_soest, key="entwurf", title="Noch nichts", state=FormatState.DRAFT)
    found = told(at)
    assert found is not None
    assert [row[:6] for row in found.table.rows] == [
        ("Ideen für Soest", "22. Oktober bis 11. November 2026", "1.200", "31", "4.500", "1")
    ]
    sentence = "1 Beteiligung im Jahr: 31 Ideen, 4.500 Meinungen, 1 Kommentar, 0 Fragebögen."
    assert found.sentences == (sentence,)
    assert [(fact.number, fact.text) for fact in found.frame] == [(4, sentence)]


def test_hidden_results_stay_hidden_until_the_end(in_soest: Municipality, at: datetime) -> None:
    a_campaign(in_soest, at, results=ResultsShown.AFTER_END, **COUNTS)
    early, late = told(at), told(at + timedelta(days=20))
    assert early is not None
    assert late is not None
    assert early.table.rows[0][2:6] == ("folgt",) * 4
    assert "31" not in early.sentences[0]
    assert late.table.rows[0][2:6] == ("1.200", "31", "4.500", "1")


def test_few_answers_to_a_questionnaire_are_no_number(in_soest: Municipality, at: datetime) -> None:
    for key, answers in (("wenige", 9), ("viele", 40)):
        Questionnaire.objects.create(
            municipality=in_soest, key=key, title=key, state=FormatState.PUBLISHED, published_at=at, opens_at=at,
            closes_at=at + timedelta(days=5), smallest_group=10, responses_count=answers,
        )  # fmt: skip
    found = told(at)
    assert found is not None
    assert {row[0]: row[2] for row in found.table.rows} == {"wenige": "unter 10", "viele": "40"}
    assert "40 Fragebögen" in found.sentences[0]


def test_a_year_without_participation_has_no_chapter(in_soest: Municipality, at: datetime) -> None:
    a_campaign(in_soest, at)
    assert told(at, 2020) is None
