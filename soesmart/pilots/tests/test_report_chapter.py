"""The pilots tell of themselves in the yearly report."""

from datetime import date, datetime

from soesmart.pilots.models import Pilot, Programme
from soesmart.pilots.report import chapter
from soesmart.region.models import Municipality

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_the_report_lists_all_pilots_with_state_field_and_goals(pilots: list[Pilot], at: datetime) -> None:
    found = chapter(*YEAR, at)
    assert found is not None
    assert found.sentences == ("2 Pilotprojekte: 1 in Umsetzung, 1 ausgeschrieben.",)
    assert [row[1:3] for row in found.table.rows] == [
        ("Leuchten am Radweg", "in Umsetzung"),
        ("Nachtbus", "ausgeschrieben"),
    ]
    assert [row[-1] for row in found.table.rows] == ["ja", "ja"]
    assert [fact.number for fact in found.frame] == [9]


def test_money_stands_under_finances(pilots: list[Pilot], in_soest: Municipality, at: datetime) -> None:
    Programme.objects.create(
        municipality=in_soest,
        principle="Alle dürfen.",
        budget_cents=200_000_00,
        budget_qualifier="rund",
        until_year=2027,
    )
    found = chapter(*YEAR, at)
    assert found is not None
    assert {fact.number: fact.text for fact in found.frame}[
        8
    ] == "Für die Pilotprojekte vorgesehen: rund 200.000\u202f€ bis 2027."
    assert found.sentences[-1] == "Alle dürfen."


def test_a_town_without_pilots_has_no_chapter(in_soest: Municipality, at: datetime) -> None:
    assert chapter(*YEAR, at) is None
