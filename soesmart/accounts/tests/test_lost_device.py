"""Somebody lost her device: who may open the way to a new second step."""

from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from soesmart.accounts.models import Person, Role
from soesmart.accounts.services import reset_second_factor
from soesmart.core.models import OutboxMessage
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from tests.cast import give_role


@pytest.fixture
def administrator(deniz: Person, soest: Municipality) -> Person:
    give_role(deniz, soest, Role.TOWN_ADMINISTRATOR)
    return deniz


@pytest.fixture
def clerk(bernd: Person) -> Person:
    """Bernd has his roles in Soest and a passkey on the device that is lost."""
    Authenticator.objects.create(user=bernd, type=Authenticator.Type.WEBAUTHN, data={"name": "Handy"})
    return bernd


def test_the_administrator_resets_it_and_its_owner_is_told(
    administrator: Person, clerk: Person, in_soest: Municipality, at: datetime
) -> None:
    assert reset_second_factor(actor=administrator, person=clerk, town=in_soest, at=at) == 1
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert OutboxMessage.objects.filter(recipient=clerk.email, subject__contains="zurückgesetzt").count() == 1


def test_no_town_opens_the_door_of_another(
    administrator: Person, clerk: Person, in_soest: Municipality, olpe: Municipality, at: datetime
) -> None:
    give_role(clerk, olpe, Role.AUDITOR)
    with pytest.raises(Refused) as refusal:
        reset_second_factor(actor=administrator, person=clerk, town=in_soest, at=at)
    assert refusal.value.code == "accounts.factor.other_towns"
    assert Authenticator.objects.filter(user=clerk).exists()


def test_the_operator_helps_who_has_roles_in_several_towns(
    clerk: Person, olpe: Municipality, capsys: pytest.CaptureFixture[str]
) -> None:
    give_role(clerk, olpe, Role.AUDITOR)
    call_command("reset-second-factor", "soest", clerk.email)
    assert "1 zweite Schritte entfernt" in capsys.readouterr().out
    assert not Authenticator.objects.filter(user=clerk).exists()


def test_the_operator_is_told_of_a_wrong_address(soest: Municipality) -> None:
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("reset-second-factor", "soest", "niemand@example.org")
