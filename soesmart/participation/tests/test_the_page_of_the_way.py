"""The road map as a reader sees it, on different days."""

import re
from datetime import date, datetime

import pytest
from django_scopes import scope

from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.participation.models import Process
from soesmart.participation.module import MODULE
from soesmart.participation.picture import picture_of
from soesmart.participation.queries import way_of
from soesmart.participation.rules import PhaseState
from soesmart.participation.services import record_milestone
from soesmart.participation.services.milestones import MilestoneWords
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries


def read(client_for: ClientFor, day: str) -> str:
    with clock.stopped_at(datetime.fromisoformat(day).replace(hour=12, tzinfo=BERLIN)):
        return client_for().get("/prozess/").content.decode()  # type: ignore[no-any-return]


def test_dates_stand_in_the_phase_in_which_they_lie(way: Process) -> None:
    stages = way_of(way, date(2020, 1, 1)).stages
    assert [[stop.milestone.key for stop in stage.stops] for stage in stages] == [["werkstatt", "tour"], []]
    assert [part.milestone.key for part in stages[0].stops[1].parts] == ["tour-1"]


@pytest.mark.parametrize(
    ("day", "states", "current"),
    [
        ("2019-01-01", [PhaseState.COMING, PhaseState.COMING], None),
        ("2019-08-30", [PhaseState.NOW, PhaseState.COMING], "ideen"),
        ("2020-07-17", [PhaseState.NOW, PhaseState.COMING], "ideen"),
        ("2021-06-01", [PhaseState.PAST, PhaseState.COMING], None),
        ("2026-12-31", [PhaseState.PAST, PhaseState.NOW], "umsetzen"),
        ("2027-01-01", [PhaseState.PAST, PhaseState.PAST], None),
    ],
)
def test_a_phase_is_past_now_or_coming(way: Process, day: str, states: list[PhaseState], current: str | None) -> None:
    found = way_of(way, date.fromisoformat(day))
    assert [stage.state for stage in found.stages] == states
    assert (found.current.phase.key if found.current else None) == current


def test_the_page_marks_the_present_phase_once(way: Process, client_for: ClientFor) -> None:
    text = read(client_for, "2026-11-01")
    assert text.count('aria-current="step"') == 1
    assert re.search(r'id="abschnitt-umsetzen"[^>]*aria-current="step"', text)


@pytest.mark.parametrize(
    ("day", "words"),
    [("2019-01-01", "Als Nächstes"), ("2020-01-01", "Wo wir gerade stehen"), ("2027-06-01", "abgeschlossen")],
)
def test_the_page_says_where_the_town_stands(way: Process, client_for: ClientFor, day: str, words: str) -> None:
    assert words in read(client_for, day)


def test_every_phase_and_date_is_an_address_and_has_its_source(way: Process, client_for: ClientFor) -> None:
    text = read(client_for, "2026-11-01")
    for anchor in ("abschnitt-ideen", "abschnitt-umsetzen", "termin-werkstatt", "termin-tour", "termin-tour-1"):
        assert f'id="{anchor}"' in text
    assert "https://www.example.org/ideen" in text
    assert "https://www.example.org/werkstatt" in text
    assert "25. Juni 2020, 16 bis 19 Uhr" in text
    assert "eigene Formulierung" in text


def test_a_town_without_a_way_says_what_will_be_there(client_for: ClientFor, olpe: Municipality) -> None:
    text = client_for(town=olpe).get("/prozess/").content.decode()
    assert "Noch ist kein Weg eingetragen" in text


def test_another_town_sees_nothing_of_it(way: Process, client_for: ClientFor, olpe: Municipality) -> None:
    assert "Werkstatt" not in client_for(town=olpe).get("/prozess/").content.decode()
    with scope(municipality=olpe):
        assert not list(MODULE.calendar(date(2019, 1, 1), date(2030, 1, 1)))
        assert not list(MODULE.search_documents())


def test_the_calendar_has_the_stops_of_the_tour_with_their_hours(way: Process, in_soest: Municipality) -> None:
    entries = {entry.uid: entry for entry in MODULE.calendar(date(2020, 6, 1), date(2020, 6, 30))}
    assert list(entries) == ["milestone-tour-1"]
    stop = entries["milestone-tour-1"]
    assert stop.start == datetime(2020, 6, 25, 16, tzinfo=BERLIN)
    assert (stop.place, stop.url) == ("Ampen", "/prozess/#termin-tour-1")


def test_a_date_without_a_day_is_no_entry_of_the_calendar(way: Process, in_soest: Municipality, at: datetime) -> None:
    words = MilestoneWords("Start der Plattform", "milestone", "2020-06")
    record_milestone(actor="system:test", process=way, key="start", words=words, at=at)
    assert "milestone-start" not in [entry.uid for entry in MODULE.calendar(date(2020, 6, 1), date(2020, 6, 30))]


def test_the_picture_keeps_within_its_frame(way: Process) -> None:
    picture = picture_of(way_of(way, date(2026, 11, 1)))
    assert picture is not None
    assert [year for year, _ in picture.years] == list(range(2019, 2027))
    for bar in picture.bars:
        assert 0 <= bar.x < bar.x + bar.width <= picture.width
        assert 0 < bar.y < picture.height
    assert picture.today_x is not None
    assert picture.today_x > picture.bars[1].x


def test_the_number_of_queries_does_not_grow_with_the_dates(
    way: Process, client_for: ClientFor, count_queries: CountQueries, in_soest: Municipality, at: datetime
) -> None:
    client, counts = client_for(), []
    for first in (0, 20):
        for number in range(first, first + 20):
            words = MilestoneWords(f"Termin {number}", "milestone", "2023-05-16", sources=("https://example.org/",))
            record_milestone(actor="system:test", process=way, key=f"t{number}", words=words, at=at)
        with count_queries() as queries:
            assert client.get("/prozess/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
