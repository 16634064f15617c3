"""Who moderates, when, and in whose place."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.participation.models import Campaign, Case, ModeratorDesk
from soesmart.participation.rules import FormatState, Right
from soesmart.participation.rules.moderation import Removal
from soesmart.participation.services.moderation import remove_text
from soesmart.participation.services.moderator_desks import Absence, set_desk
from soesmart.participation.services.reports import object_to_removal
from soesmart.participation.tests.campaigns import a_campaign
from soesmart.participation.tests.cases import FOUL, a_held_comment, by
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import ClientFor, client_of

HOME = "/verwaltung/moderation/"


@pytest.fixture(autouse=True)
def stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


def decision(client: Client, case: Case, what: str, **more: str) -> int:
    return client.post(f"{HOME}{case.key}/", {"decision": what, **more}).status_code


# Who may decide, by role and by where the campaign stands.
# O open, E ended but still moderated, Z after the moderation, A archived, D draft
MATRIX = """
                       O    E    Z    A    D
    nobody             no   no   no   no   no
    resident           no   no   no   no   no
    moderator          yes  yes  no   no   no
    deputy             yes  yes  no   no   no
    officer            yes  yes  yes  yes  no
    administrator      yes  yes  yes  yes  no
    auditor            no   no   no   no   no
    editor             no   no   no   no   no
    stranger           no   no   no   no   no
"""
ROWS = [line.split() for line in MATRIX.strip().splitlines()[1:]]
CELLS = [(row[0], phase, cell == "yes") for row in ROWS for phase, cell in zip("OEZAD", row[1:], strict=True)]


def in_phase(campaign: Campaign, phase: str, at: datetime) -> None:
    if phase in "EZ":
        rights = [Right.SUBMIT, Right.VOICE, Right.COMMENT] + ([Right.MODERATE] if phase == "Z" else [])
        campaign.windows.filter(right__in=rights).update(closes_at=at - timedelta(hours=1))
    state = {"A": FormatState.ARCHIVED, "D": FormatState.DRAFT}.get(phase, FormatState.PUBLISHED)
    Campaign.objects.filter(pk=campaign.pk).update(state=state)


def client_as(who: str, soest: Municipality, olpe: Municipality, deniz: Person, at: datetime) -> Client:
    roles = {
        "moderator": Role.MODERATOR,
        "officer": Role.PARTICIPATION_OFFICER,
        "administrator": Role.TOWN_ADMINISTRATOR,
        "auditor": Role.AUDITOR,
        "editor": Role.EDITOR,
        "deputy": Role.EDITOR,
    }
    if who == "nobody":
        return client_of(None, soest)
    if who == "stranger":
        return client_of(make_person("stranger", olpe, Role.PARTICIPATION_OFFICER, Role.MODERATOR), soest)
    person = make_person(who, soest, *([roles[who]] if who in roles else []))
    if who == "deputy":
        absence = Absence(at.date(), at.date() + timedelta(days=3), person)
        set_desk(person=deniz, municipality=soest, wants_digest=True, absence=absence, at=at)
    return client_of(person, soest)


@pytest.mark.parametrize(("who", "phase", "may"), CELLS, ids=[f"{who}-{phase}" for who, phase, _ in CELLS])
def test_only_who_moderates_decides_and_moderators_only_in_their_window(
    campaign: Campaign,
    soest: Municipality,
    olpe: Municipality,
    deniz: Person,
    at: datetime,
    who: str,
    phase: str,
    may: bool,
) -> None:
    case = a_held_comment(campaign, at)
    other = a_held_comment(campaign, at, text="Du Trottel hast keine Ahnung!")
    objected = object_to_removal(
        case=remove_text(case=other, by=by(deniz), reason=Removal.INSULT, at=at - timedelta(hours=1)), words="x", at=at
    )
    in_phase(campaign, phase, at)
    client = client_as(who, soest, olpe, deniz, at)
    listed = client.get(HOME)
    assert (listed.status_code == 200 and FOUL in listed.content.decode()) == may
    done = [
        decision(client, case, "keep"),
        client.post(f"{HOME}{case.key}/zuruecknehmen/").status_code,
        decision(client, case, "remove:insult"),
        decision(client, objected, "refuse"),
    ]
    assert set(done) == {302 if may else 403}
    case.refresh_from_db()
    assert case.state == (Case.State.REMOVED if may else Case.State.OPEN)


def test_a_deputy_moderates_only_on_the_days_of_the_absence_and_for_who_still_moderates(
    campaign: Campaign, soest: Municipality, olpe: Municipality, deniz: Person, at: datetime
) -> None:
    client = client_as("deputy", soest, olpe, deniz, at)
    for days, status in ((-1, 403), (0, 200), (3, 200), (4, 403)):
        with clock.stopped_at(at + timedelta(days=days)):
            assert client.get(HOME).status_code == status, days
    deniz.role_assignments.all().delete()
    assert client.get(HOME).status_code == 403


def test_a_deputy_without_second_factor_stays_outside(
    campaign: Campaign, soest: Municipality, olpe: Municipality, deniz: Person, at: datetime
) -> None:
    client_as("deputy", soest, olpe, deniz, at)
    plain = Client(HTTP_HOST="soest.localhost")
    plain.force_login(ModeratorDesk.objects.get().deputy)  # type: ignore[arg-type]
    assert plain.get(HOME).status_code in (302, 403)


def test_the_office_pages_are_closed_to_everybody_else(client_for: ClientFor, amira: Person, clara: Person) -> None:
    for client in (client_for(), client_for(amira), client_for(clara)):
        for path in (HOME, f"{HOME}vertretung/", f"{HOME}woerter/"):
            assert client.get(path).status_code in (302, 403), path
