from datetime import date, datetime, time, timedelta

import pytest

from soesmart.accounts.models import Person, Role
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.portal.models import CalendarDate, Desk
from soesmart.portal.services.dates import DateFacts, add_date, change_date, delete_date, restore_date
from soesmart.portal.tests.conftest import publish_news
from soesmart.region.models import Municipality
from tests.clients import ClientFor

pytestmark = pytest.mark.django_db

FACTS = DateFacts("Infoabend", "event", date(2026, 11, 26), date(2026, 11, 26), time(18), time(20))
FORM = {"title": "Infoabend", "kind": "event", "starts_on": "2026-11-26", "starts_at": "18:00"}
EDITORS = (Role.EDITOR, Role.TOWN_ADMINISTRATOR)


@pytest.fixture
def entry(in_soest: Municipality, at: datetime) -> CalendarDate:
    return add_date(actor="system:test", town=in_soest, facts=FACTS, at=at)


@pytest.mark.parametrize("role", list(Role))
def test_the_rights_of_every_role(soest_desk: Desk, client_for: ClientFor, amira: Person, role: Role) -> None:
    client = client_for(amira, role=role)
    assert client.get("/verwaltung/").status_code == 200
    for path in ("/verwaltung/termine/", "/verwaltung/termine/neu/"):
        assert client.get(path).status_code == (200 if role in EDITORS else 403), path


def test_without_a_role_there_is_no_office(
    soest_desk: Desk, client_for: ClientFor, eva: Person, franz: Person, olpe: Municipality
) -> None:
    for person in (None, eva, franz):
        for path in ("/verwaltung/", "/verwaltung/termine/"):
            assert client_for(person).get(path).status_code == 403
    assert "mit einer Aufgabe in dieser Stadt" in client_for(eva).get("/verwaltung/").content.decode()
    assert "die Aufgabe „Redaktion“" in client_for(eva).get("/verwaltung/termine/").content.decode()


def test_the_first_page_leads_only_where_one_may_go(
    soest_desk: Desk, client_for: ClientFor, amira: Person, clara: Person
) -> None:
    link = 'href="/redaktion/"'
    assert link in client_for(amira, role=Role.EDITOR).get("/verwaltung/").content.decode()
    assert link not in client_for(clara).get("/verwaltung/").content.decode()


def test_a_draft_is_due_for_editors_only(
    soest_desk: Desk, client_for: ClientFor, amira: Person, clara: Person, at: datetime
) -> None:
    piece = publish_news(soest_desk, "Alter Titel", at)
    piece.title = "Neuer Entwurf"
    piece.save_revision()
    assert "Neuer Entwurf" in client_for(amira, role=Role.EDITOR).get("/verwaltung/").content.decode()
    assert "Neuer Entwurf" not in client_for(clara).get("/verwaltung/").content.decode()


def test_a_date_is_entered_and_noted(
    in_soest: Municipality, client_for: ClientFor, amira: Person, soest_desk: Desk
) -> None:
    client = client_for(amira, role=Role.EDITOR)
    assert client.post("/verwaltung/termine/neu/", FORM).status_code == 302
    made = CalendarDate.objects.get()
    assert (made.ends_on, made.municipality) == (date(2026, 11, 26), in_soest)
    assert AuditEntry.objects.get(action="portal.date.added").actor == f"accounts.person:{amira.pk}"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_on": "2026-11-25"}, "Das Ende liegt vor dem Beginn"),
        ({"ends_at": "17:00"}, "Das Ende liegt vor dem Beginn"),
        ({"starts_at": "", "ends_at": "17:00"}, "Zu einer Uhrzeit des Endes gehört eine des Beginns"),
        ({"starts_on": "bald"}, "Bitte"),
        ({"title": "x" * 151}, "150"),
        ({"source": "javascript:alert(1)"}, "gültige"),
        ({"starts_on": "0001-01-01"}, "Bitte ein Jahr von 2000 bis 2099"),
        ({"ends_on": "9999-12-31"}, "Bitte ein Jahr von 2000 bis 2099"),
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(
    soest_desk: Desk, in_soest: Municipality, client_for: ClientFor, amira: Person, wrong: dict[str, str], words: str
) -> None:
    answer = client_for(amira, role=Role.EDITOR).post(
        "/verwaltung/termine/neu/", FORM | {"place": "Alter Turm"} | wrong
    )
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "Alter Turm" in answer.content.decode()
    assert not CalendarDate.objects.exists()


def test_a_deleted_date_can_be_brought_back(
    soest_desk: Desk, entry: CalendarDate, client_for: ClientFor, amira: Person
) -> None:
    client = client_for(amira, role=Role.EDITOR)
    client.post(f"/verwaltung/termine/{entry.pk}/loeschen/")
    assert client_for().get(f"/kalender/{entry.pk}/").status_code == 404
    assert "Zurückholen" in client.get("/verwaltung/termine/").content.decode()
    client.post(f"/verwaltung/termine/{entry.pk}/zurueckholen/")
    assert client_for().get(f"/kalender/{entry.pk}/").status_code == 200


def test_deleting_needs_a_click_not_a_link(entry: CalendarDate, client_for: ClientFor, amira: Person) -> None:
    client = client_for(amira, role=Role.EDITOR)
    assert client.get(f"/verwaltung/termine/{entry.pk}/loeschen/").status_code == 405


def test_deleting_twice_is_noted_once(entry: CalendarDate, at: datetime) -> None:
    delete_date(actor="system:test", entry=entry, at=at)
    delete_date(actor="system:test", entry=entry, at=at)
    restore_date(actor="system:test", entry=entry, at=at)
    restore_date(actor="system:test", entry=entry, at=at)
    actions = list(AuditEntry.objects.filter(action__startswith="portal.date").values_list("action", flat=True))
    assert actions == ["portal.date.added", "portal.date.deleted", "portal.date.restored"]


def test_the_second_of_two_editors_is_told_and_loses_nothing(
    soest_desk: Desk, entry: CalendarDate, client_for: ClientFor, amira: Person, at: datetime
) -> None:
    client = client_for(amira, role=Role.EDITOR)
    address = f"/verwaltung/termine/{entry.pk}/"
    seen = client.get(address).context["form"].initial["seen_at"]
    change_date(actor="system:test", entry=entry, facts=FACTS, seen_at=None, at=at + timedelta(minutes=1))
    answer = client.post(address, FORM | {"place": "Mein Ort", "seen_at": seen})
    assert "inzwischen geändert" in answer.content.decode()
    assert "Mein Ort" in answer.content.decode()
    again = answer.context["form"]["seen_at"].value()
    assert client.post(address, FORM | {"place": "Mein Ort", "seen_at": again}).status_code == 302
    entry.refresh_from_db()
    assert entry.place == "Mein Ort"


@pytest.mark.parametrize(
    "seen", ["", "gestern", "2026-01-01", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"]
)
def test_who_does_not_say_what_she_saw_overwrites_nothing(
    soest_desk: Desk, entry: CalendarDate, client_for: ClientFor, amira: Person, seen: str
) -> None:
    address = f"/verwaltung/termine/{entry.pk}/"
    answer = client_for(amira, role=Role.EDITOR).post(address, FORM | {"place": "Mein Ort", "seen_at": seen})
    assert "inzwischen geändert" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.place == ""


def test_the_services_refuse_what_cannot_be(entry: CalendarDate, in_soest: Municipality, at: datetime) -> None:
    early = DateFacts("x", "event", date(2026, 2, 2), date(2026, 2, 1))
    with pytest.raises(Refused, match="Ende"):
        add_date(actor="system:test", town=in_soest, facts=early, at=at)
    with pytest.raises(Conflict):
        change_date(actor="system:test", entry=entry, facts=FACTS, seen_at=at - timedelta(days=1), at=at)
    assert CalendarDate.objects.count() == 1
