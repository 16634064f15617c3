from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from soesmart.core.clock import BERLIN
from soesmart.core.module import CalendarEntry
from soesmart.portal.ical import calendar_file
from soesmart.portal.models import CalendarDate, Desk
from soesmart.portal.month import month_of
from soesmart.portal.services.dates import DateFacts, add_date
from soesmart.portal.templatetags.portal import when
from soesmart.region.models import Municipality
from tests.clients import ClientFor

pytestmark = pytest.mark.django_db

SOON = date.today() + timedelta(days=10)  # noqa: DTZ011  # the pages read the clock


def enter(town: Municipality, at: datetime, **facts: object) -> CalendarDate:
    given_facts = {"title": "Infoabend", "kind": "event", "starts_on": SOON, "ends_on": SOON} | facts
    return add_date(actor="system:test", town=town, facts=DateFacts(**given_facts), at=at)  # type: ignore[arg-type]


def test_a_date_stands_in_list_month_search_and_on_its_own_page(
    soest_desk: Desk, in_soest: Municipality, client_for: ClientFor, at: datetime
) -> None:
    made = enter(in_soest, at, place="Rathaus", invented=True, starts_at=time(18), ends_at=time(20))
    client = client_for()
    for path in ("/kalender/", f"/kalender/monat/?monat={SOON:%Y-%m}", f"/kalender/{made.pk}/"):
        page = client.get(path).content.decode()
        assert "Infoabend" in page
        assert "Rathaus" in page
        assert "Beispielwert" in page
        assert "18:00 bis 20:00 Uhr" in page
    assert f"/kalender/{made.pk}/" in client.get("/sitemap.xml").content.decode()


def test_what_is_over_stands_in_the_review(in_soest: Municipality, client_for: ClientFor, at: datetime) -> None:
    enter(in_soest, at, title="Werkstatt", starts_on=date(2019, 8, 30), ends_on=date(2019, 8, 30))
    assert "Werkstatt" not in client_for().get("/kalender/").content.decode()
    assert "Werkstatt" in client_for().get("/kalender/?rueckblick=1").content.decode()
    assert "Werkstatt" in client_for().get("/kalender/monat/?monat=2019-08").content.decode()


def test_the_calendar_can_be_narrowed_to_a_kind(in_soest: Municipality, client_for: ClientFor, at: datetime) -> None:
    enter(in_soest, at, title="Abend")
    enter(in_soest, at, title="Sitzung", kind="council")
    page = client_for().get("/kalender/", {"art": "Rat und Ausschüsse"}).content.decode()
    assert "Sitzung" in page
    assert ">Abend<" not in page


def test_another_town_sees_no_date_of_it(
    in_soest: Municipality, olpe: Municipality, olpe_desk: Desk, client_for: ClientFor, at: datetime
) -> None:
    made = enter(in_soest, at)
    client = client_for(None, olpe)
    for path in ("/kalender/", f"/kalender/monat/?monat={SOON:%Y-%m}", "/kalender/termine.ics", "/sitemap.xml", "/"):
        assert "Infoabend" not in client.get(path).content.decode()
    assert client.get(f"/kalender/{made.pk}/").status_code == 404
    assert client.get(f"/kalender/termin.ics?uid=date-{made.pk}").status_code == 404


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "0001-01", "9999-12", "x", "2026-1", "²026-01", "2026-11-01"])
def test_a_month_that_does_not_exist_is_said_so(in_soest: Municipality, client_for: ClientFor, month: str) -> None:
    answer = client_for().get("/kalender/monat/", {"monat": month})
    assert answer.status_code == 404
    assert "Diesen Monat zeigt der Kalender nicht" in answer.content.decode()


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_month_is_whole_weeks_and_leads_to_its_neighbours(day: date) -> None:
    month = month_of(f"{day:%Y-%m}", day)
    assert month is not None
    weeks = month.weeks([], day)
    assert all(len(week) == 7 and week[0].day.weekday() == 0 for week in weeks)
    assert [cell.day for week in weeks for cell in week if cell.is_today] == [day]
    assert month.previous is None or month.previous.next == month
    assert month.next is None or month.next.previous == month


def test_the_feed_has_time_zone_stable_ids_and_whole_days(
    in_soest: Municipality, client_for: ClientFor, at: datetime
) -> None:
    enter(in_soest, at, title="Woche; mit, Zeichen\nund Umbruch", ends_on=SOON + timedelta(days=2))
    enter(in_soest, at, starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 1), starts_at=time(18), ends_at=time(19, 30))
    answer = client_for().get("/kalender/termine.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    assert [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")] == ["Europe/Berlin"]
    evening, week = sorted(read.walk("VEVENT"), key=lambda event: event.decoded("dtstart").isoformat())
    assert evening.decoded("dtstart") == datetime(2026, 7, 1, 18, tzinfo=BERLIN)
    assert evening.decoded("dtend") - evening.decoded("dtstart") == timedelta(minutes=90)
    assert week.decoded("dtstart") == SOON
    assert week.decoded("dtend") == SOON + timedelta(days=3)
    assert week["summary"].startswith("Woche; mit, Zeichen")
    again = Calendar.from_ical(client_for().get("/kalender/termine.ics").content)
    assert {str(e["uid"]) for e in again.walk("VEVENT")} == {str(e["uid"]) for e in read.walk("VEVENT")}


def test_one_date_comes_as_a_file(in_soest: Municipality, client_for: ClientFor, at: datetime) -> None:
    made = enter(in_soest, at)
    enter(in_soest, at, title="Anderer")
    read = Calendar.from_ical(client_for().get(f"/kalender/termin.ics?uid=date-{made.pk}").content)
    assert [str(event["summary"]) for event in read.walk("VEVENT")] == ["Infoabend"]
    assert client_for().get("/kalender/termin.ics").status_code == 404


@given(st.text(max_size=60), st.text(max_size=300))
def test_any_text_survives_the_calendar_file(title: str, text: str) -> None:
    entry = CalendarEntry("u", title, date(2026, 1, 1), None, "/x/", "Frist", text=text)
    town = Municipality(slug="soest", name="Soest")
    content = calendar_file(town, [entry], base="http://soest.localhost", at=datetime(2026, 1, 1, tzinfo=BERLIN))
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 1


def test_dates_are_said_as_people_say_them() -> None:
    def said(start: date | datetime, end: date | datetime | None) -> str:
        return when(CalendarEntry("u", "", start, end, "", ""))

    first = datetime(2026, 11, 26, 18, tzinfo=BERLIN)
    assert said(date(2027, 3, 8), date(2027, 3, 13)) == "8. bis 13. März 2027"
    assert said(first, first + timedelta(hours=2)) == "26. November 2026, 18:00 bis 20:00 Uhr"
    assert said(first, None) == "26. November 2026, 18:00 Uhr"
    assert said(first, first + timedelta(days=1)) == "26. bis 27. November 2026, ab 18:00 Uhr"
