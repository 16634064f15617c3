"""Before the end hidden results are for officers and auditors, not for the moderation."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

import pytest

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.participation.models import Campaign
from soesmart.participation.rules import ResultsShown
from soesmart.participation.services.opinions import give_opinion
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import Municipality
from tests.clients import ClientFor

HOME = "/verwaltung/mitmachen/ideen/ideen/"


@pytest.fixture(autouse=True)
def stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    """Idea 1 liked, idea 2 not, results hidden until the end."""
    campaign = a_campaign(in_soest, at, results=ResultsShown.AFTER_END)
    for title, value in (("Mehr Bäume", -1), ("Mehr Bänke", 1)):
        number = an_idea(campaign, at, title).number
        give_opinion(campaign_key=campaign.key, number=number, credential=browser("eva"), value=value, at=at)
    return campaign


@pytest.mark.parametrize(("role", "sees"), [(Role.MODERATOR, False), (Role.AUDITOR, True)])
def test_list_file_and_page_tell_results_only_to_who_may_see_them(
    campaign: Campaign, deniz: Person, client_for: ClientFor, role: Role, sees: bool
) -> None:
    client = client_for(deniz, role=role)
    page = client.get(HOME, {"sortierung": "zuspruch"})
    assert ("Wert</th>" in page.content.decode()) == sees
    assert (page.context["filters"].chosen["sortierung"] == "zuspruch") == sees
    heads = next(csv.reader(io.StringIO(client.get(f"{HOME}ideen.csv").content.decode("utf-8-sig")), delimiter=";"))
    assert ("Zustimmung" in heads) == sees
    assert ("Meinungen je Weg" in client.get(f"{HOME}1/").content.decode()) == sees
