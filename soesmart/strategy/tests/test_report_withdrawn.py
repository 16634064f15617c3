"""A report with a wrong year or day is asked about, and a published one can be withdrawn, though never changed."""

from datetime import date, datetime

import pytest

from soesmart.accounts.models import Person
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.doubts import report_doubts
from soesmart.strategy.models import Report, Strategy
from soesmart.strategy.queries import reports as reads
from soesmart.strategy.reports.compose import Material
from soesmart.strategy.services import reports as services
from soesmart.strategy.tests.test_reports import new_report, publish_quickly
from tests.clients import ClientFor

LIST = "/verwaltung/strategie/berichte/"
PUBLIC = "/strategie/berichte/"
pytestmark = pytest.mark.usefixtures("noon", "strategy")


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2023, 12, 30), "noch nicht zu Ende"),
        (date(2023, 12, 31), ""),
        (date(2025, 6, 30), ""),
        (date(2025, 7, 1), "mehr als 18 Monate"),
    ],
    ids=str,
)
def test_a_day_far_from_the_year_is_doubted(day: date, found: str) -> None:
    told = " ".join(report_doubts(2023, day))
    assert found in told
    assert bool(told) == bool(found)


@pytest.mark.parametrize(
    ("title", "stored"),
    [
        ("", "Nachhaltigkeitsbericht 2023"),
        ("Wie es steht", "Wie es steht"),
        ("Bericht 2023 nach der Strategie von 2022", "Bericht 2023 nach der Strategie von 2022"),
        ("Auf dem Weg nach 2030", "Auf dem Weg nach 2030"),
        ("Nachhaltigkeitsbericht 2026", None),
    ],
)
def test_a_title_never_names_another_year(in_soest: Municipality, at: datetime, title: str, stored: str | None) -> None:
    if stored is None:
        with pytest.raises(Refused, match="nennt 2026, der Bericht erzählt von 2023"):
            new_report(in_soest, 2023, at, title=title)
    else:
        assert new_report(in_soest, 2023, at, title=title).title == stored


def test_an_odd_day_is_asked_about_before_the_report_begins(client_for: ClientFor, bernd: Person) -> None:
    office = client_for(bernd)
    typed = {"year": "2023", "title": "", "known_on": "1.11.2026"}
    asked = office.post(f"{LIST}neu/", typed)
    assert asked.status_code == 422
    assert "mehr als 18 Monate" in asked.content.decode()
    assert not Report.objects.exists()
    ticked = {"doubted": asked.context["form"].data["doubted"], "is_right": "on"}
    assert office.post(f"{LIST}neu/", typed | ticked).status_code == 302
    one = Report.objects.get()
    edited = {"title": one.title, "known_on": "1.6.2023", "revision": one.revision}
    assert office.post(f"{LIST}2023/angaben/", edited | ticked).status_code == 422
    assert Report.objects.get().known_on == date(2026, 11, 1)


@pytest.fixture
def published(in_soest: Municipality, strategy: Strategy, at: datetime) -> Report:
    return publish_quickly(new_report(in_soest, 2025, at), at)


def test_a_withdrawn_report_stays_readable_with_its_reason(
    published: Report, in_soest: Municipality, client_for: ClientFor, bernd: Person, at: datetime
) -> None:
    office, reader = client_for(bernd), client_for()
    page = f"{LIST}2025/zurueckziehen/"
    assert page in office.get(f"{LIST}2025/").content.decode()
    assert office.post(page, {"reason": ""}).status_code == 422
    frozen = reader.get(f"{PUBLIC}2025/bericht.pdf").content
    assert office.post(page, {"reason": "Das falsche Jahr"}).status_code == 302
    for address in (f"{PUBLIC}2025/", f"{PUBLIC}2025/methode/"):
        text = reader.get(address).content.decode()
        assert "Zurückgezogen am 1. November 2026:</strong> Das falsche Jahr" in text
    assert reader.get(f"{PUBLIC}2025/bericht.pdf").content == frozen
    valid, _, rest = reader.get(PUBLIC).content.decode().partition('id="zurueckgezogen"')
    assert "Bericht 2025" not in valid.partition("<main")[2]
    assert "Zurzeit gilt kein Bericht" in valid
    assert "Das falsche Jahr" in rest
    assert reads.published_reports() == []
    assert office.get(page).status_code == office.post(page, {"reason": "Noch einmal"}).status_code == 409
    assert page not in office.get(f"{LIST}2025/").content.decode()


def test_a_draft_cannot_be_withdrawn_nor_a_report_twice(
    published: Report, in_soest: Municipality, at: datetime
) -> None:
    with pytest.raises(Conflict):
        services.withdraw_report(actor="system:test", report=new_report(in_soest, 2024, at), reason="So", at=at)
    services.withdraw_report(actor="system:test", report=published, reason="So", at=at)
    with pytest.raises(Conflict):
        services.withdraw_report(actor="system:test", report=published, reason="Anders", at=at)
    assert Report.objects.get(year=2025).withdrawn_reason == "So"


def test_the_next_report_compares_with_the_last_that_holds(
    published: Report, in_soest: Municipality, monkeypatch: pytest.MonkeyPatch, at: datetime
) -> None:
    seen: list[Material] = []
    monkeypatch.setattr(reads, "compose", seen.append)
    later = new_report(in_soest, 2026, at)
    reads.composed(later, in_soest, at)
    services.withdraw_report(actor="system:test", report=published, reason="So", at=at)
    reads.composed(later, in_soest, at)
    assert [material.last is None for material in seen] == [False, True]


def test_nothing_offers_a_withdrawn_report(published: Report, client_for: ClientFor, at: datetime) -> None:
    def found() -> bool:
        return f"{PUBLIC}2025/" in client_for().get("/sitemap.xml").content.decode()

    assert found()
    services.withdraw_report(actor="system:test", report=published, reason="So", at=at)
    assert not found()
