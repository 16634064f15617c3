"""Windows and headings are edited as rows: half a row is a slip, an old page overwrites nothing."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Role
from soesmart.core import clock
from soesmart.participation.models import Campaign
from soesmart.participation.queries.windows import windows_of
from soesmart.participation.rules.windows import RESIDENTS
from soesmart.participation.services.windows import close_early
from soesmart.participation.tests.campaigns import a_campaign
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import client_of

ONE = "/verwaltung/mitmachen/ideen/"


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


@pytest.fixture
def office(soest: Municipality) -> Client:
    return client_of(make_person("paula", soest, Role.PARTICIPATION_OFFICER), soest)


def rows(campaign: Campaign, **changes: str) -> dict[str, str]:
    """The windows of a campaign as its form sends them."""
    data = {"count": "8", "revision": str(Campaign.objects.get(pk=campaign.pk).revision)}
    for number, (right, span) in enumerate(windows_of(Campaign.objects.get(pk=campaign.pk))):
        data[f"right_{number}"] = right.value
        data[f"opens_{number}"] = f"{span.opens_at.astimezone(clock.BERLIN):%Y-%m-%dT%H:%M}"
        data[f"closes_{number}"] = f"{span.closes_at.astimezone(clock.BERLIN):%Y-%m-%dT%H:%M}"
    return data | changes


def test_windows_are_set_as_rows_and_taken_back(office: Client, campaign: Campaign, at: datetime) -> None:
    with clock.stopped_at(at):
        later = rows(campaign, closes_0="2026-11-20T12:00")
        assert office.post(f"{ONE}fenster/", later).status_code == 302
        assert campaign.windows.filter(closes_at__day=20).count() == 1
        assert "Letzte Änderung der Fenster zurücknehmen" in office.get(f"{ONE}fenster/").content.decode()
        office.post(f"{ONE}fenster/zurueck/")
        assert campaign.windows.filter(closes_at__day=20).count() == 0
        assert "Letzte Änderung der Fenster zurücknehmen" not in office.get(f"{ONE}fenster/").content.decode()


def test_rows_that_nobody_touched_are_saved_to_the_second(office: Client, campaign: Campaign, at: datetime) -> None:
    closed = at + timedelta(seconds=27)
    close_early(actor="system:test", campaign=campaign, rights=RESIDENTS, at=closed)
    with clock.stopped_at(closed + timedelta(hours=1)):
        data = rows(campaign, right_4="voice", opens_4="2026-11-05T00:00", closes_4="2026-11-08T00:00")
        assert office.post(f"{ONE}fenster/", data).status_code == 302
    ends = set(campaign.windows.filter(right="voice").values_list("closes_at", flat=True))
    assert ends == {closed, datetime(2026, 11, 8, tzinfo=clock.BERLIN)}


def test_the_second_of_two_who_set_windows_sees_which_row_differs(
    office: Client, campaign: Campaign, at: datetime
) -> None:
    with clock.stopped_at(at):
        old = rows(campaign, closes_1="2026-11-21T00:00")
        office.post(f"{ONE}fenster/", rows(campaign, closes_1="2026-11-22T00:00"))
        answer = office.post(f"{ONE}fenster/", old)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "2026-11-21T00:00" in text
    assert "Zeile 2, Schließt" in text
    assert "22.11.2026 00:00" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_0": ""}, "Hier fehlt noch eine Angabe"),
        ({"right_0": ""}, "Hier fehlt noch eine Angabe"),
        ({"right_0": "", "opens_0": "", "closes_0": "gestern"}, "Hier fehlt noch eine Angabe"),
        ({"closes_0": "2026-10-01T00:00"}, "bevor es beginnt"),
        ({"opens_0": "2026-10-30T00:00"}, "Was schon offen war"),
        ({"right_4": "voice", "opens_4": "2026-11-05T00:00", "closes_4": "2026-11-30T00:00"}, "überschneiden sich"),
    ],
)
def test_wrong_windows_are_named_and_what_was_typed_is_kept(
    office: Client, campaign: Campaign, at: datetime, changes: dict[str, str], words: str
) -> None:
    with clock.stopped_at(at):
        answer = office.post(f"{ONE}fenster/", rows(campaign, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert all(value in answer.content.decode() for value in changes.values())


def test_headings_keep_their_ideas_when_they_are_renamed_and_reordered(
    office: Client, campaign: Campaign, at: datetime
) -> None:
    revision = campaign.revision
    data = {"revision": revision, "count": 4, "name_0": "Grün", "name_1": "Wege", "place_0": 2, "place_1": 1}
    assert office.post(f"{ONE}themen/", data).status_code == 302
    assert list(campaign.categories.values_list("key", "name")) == [("wege", "Wege"), ("gruen", "Grün")]
    data = {"revision": revision + 1, "count": 4, "name_0": "Stadtgrün", "key_0": "gruen", "name_1": "Neu"}
    office.post(f"{ONE}themen/", data)
    assert list(campaign.categories.values_list("key", "name")) == [("gruen", "Stadtgrün"), ("neu-2", "Neu")]
    twice = {"revision": revision + 2, "count": 4, "name_0": "Gleich", "name_1": "gleich"}
    assert "steht zweimal da" in office.post(f"{ONE}themen/", twice).content.decode()


@pytest.mark.parametrize("revision", ["", "abc", "-1", "9" * 40])
def test_a_lost_revision_overwrites_nothing_unseen(office: Client, campaign: Campaign, revision: str) -> None:
    for section in ("worte", "themen", "fenster"):
        data = rows(campaign) | {"revision": revision, "title": "Neu", "name_0": "Neu"}
        assert office.post(f"{ONE}{section}/", data).status_code in (409, 422)
    assert Campaign.objects.get().revision == campaign.revision
