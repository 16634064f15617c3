"""However an address is spelled, one mailbox is one voice."""

from datetime import datetime

import pytest

from soesmart.participation.credentials import Credential, Kind, credential_digest, tidy_address
from soesmart.participation.models import Campaign, Opinion, Voice
from soesmart.participation.rules import Who
from soesmart.participation.services.opinions import give_opinion
from soesmart.participation.services.recount import recount
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality

SAME = (
    "eva@soest.example",
    " Eva@SOEST.example ",
    '"eva"@soest.example',
    '"e\\va"@soest.example',
    "eva+zweite@soest.example",
    "EVA+3+4@soest.example",
)


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at, who=Who.EMAIL)


def test_one_mailbox_speaks_once_under_all_its_spellings(campaign: Campaign, at: datetime) -> None:
    idea = an_idea(campaign, at)
    for value, address in enumerate(SAME):
        give_opinion(
            campaign_key=campaign.key,
            number=idea.number,
            credential=Credential(Kind.EMAIL, address),
            value=value % 2,
            at=at,
        )
    assert (Voice.objects.count(), Opinion.objects.get().value) == (1, 1)
    assert recount(campaign=campaign, at=at) == []


def test_a_domain_with_umlauts_is_its_ascii_form(campaign: Campaign) -> None:
    typed = ("eva@bäcker.example", "eva@BÄCKER.example", "eva@xn--bcker-gra.example")
    assert len({credential_digest(campaign, Credential(Kind.EMAIL, one)) for one in typed}) == 1


@pytest.mark.parametrize("address", ["eva@", "@", "", "eva", "+@soest.example", "a@" + "ä" * 80 + ".example"])
def test_what_is_no_address_is_compared_as_it_is(address: str) -> None:
    assert tidy_address(address) == tidy_address(tidy_address(address))


def test_two_people_stay_two() -> None:
    assert tidy_address("eva@soest.example") != tidy_address("adam@soest.example")
    assert tidy_address("eva@soest.example") != tidy_address("eva@olpe.example")
