"""The door of a campaign: code, e-mail address, account, nothing at all; and how a browser is forgotten."""

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.ids import new_id
from soesmart.core.models import OutboxMessage
from soesmart.participation import limits
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Campaign, Opinion, Voice
from soesmart.participation.rules import Channel, Who
from soesmart.participation.services import give_opinion
from soesmart.participation.services.door import token_for
from soesmart.participation.tests.campaigns import a_campaign, an_idea, codes_for
from soesmart.region.models import District, Municipality
from tests.clients import ClientFor

DOOR = "/mitmachen/ideen/zugang/"
PAGE = "/mitmachen/ideen/ideen/1/"


@pytest.fixture(autouse=True)
def _now(at: datetime) -> Iterator[None]:
    cache.clear()
    with clock.stopped_at(at):
        yield
    cache.clear()


def begin(town: Municipality, at: datetime, who: Who) -> Campaign:
    campaign = a_campaign(town, at, who=who)
    an_idea(campaign, at)
    return campaign


def say(client: Client) -> int:
    return client.post(f"{PAGE}meinung/", {"value": "1"}).status_code


def ask_for_link(client: Client, email: str = "eva@example.org", **more: object) -> str:
    """The address of the link in the newest letter."""
    answer = client.post(DOOR, {"email": email, "nonce": new_id(), **more})
    assert answer.status_code == 200
    text = OutboxMessage.objects.order_by("-pk")[0].text
    found = re.search(r"http://soest\.localhost(/\S+)", text)
    assert found
    return found[1]


def test_a_code_opens_however_it_is_typed(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    campaign = begin(in_soest, at, Who.CODE)
    (code,) = codes_for(campaign, 1, at, random.Random(1))
    for typed in (code, code.lower(), f" {code[:4]}-{code[4:8]} {code[8:]} "):
        client = client_for()
        assert say(client) == 403
        answer = client.post(DOOR, {"code": typed, "next": f"{PAGE}#meinung"})
        assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}#meinung")
        assert say(client) == 303
    assert Voice.objects.count() == 1


def test_the_link_of_a_letter_types_the_code_and_the_button_sends_it(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    campaign = begin(in_soest, at, Who.CODE)
    (code,) = codes_for(campaign, 1, at, random.Random(1))
    client = client_for()
    assert f'value="{code}"' in client.get(f"{DOOR}?code={code}").text
    assert "mitmachen" not in client.cookies
    assert "<script>" not in client.get(f"{DOOR}?code=%22%3E%3Cscript%3E").text


def test_where_anyone_may_a_paper_card_and_a_browser_with_its_code_are_one_voice(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    campaign = begin(in_soest, at, Who.ANYONE)
    (code,) = codes_for(campaign, 1, at, random.Random(1))
    card = Credential(Kind.CODE, code)
    give_opinion(campaign_key="ideen", number=1, credential=card, value=-1, channel=Channel.PAPER, at=at)
    client = client_for()
    assert client.post(DOOR, {"code": code}).status_code == 303
    assert client.get(PAGE).context["panel"].mine == "Ablehnung"
    assert say(client) == 303
    assert [(row.value, row.channel) for row in Opinion.objects.all()] == [(1, "online")]


def test_a_wrong_code_is_said_and_stays_in_the_field(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at, Who.CODE)
    (foreign,) = codes_for(a_campaign(in_soest, at, "andere", who=Who.CODE), 1, at, random.Random(1))
    client = client_for()
    for typed, words in (
        (foreign, "kennen wir"),
        ("ACDE-FGH", "hier sind es 7"),
        ("FALSCH", "hier sind es 6"),
        ("SOLO-ACDE-FGHJ", "kommen in keinem Code vor"),
        ("", "Bitte den Code"),
    ):
        answer = client.post(DOOR, {"code": typed})
        assert answer.status_code == 422
        assert words in answer.text
        assert f'value="{typed}"' in answer.text or not typed
    assert "mitmachen" not in client.cookies


def test_who_tries_many_codes_has_to_wait_and_right_ones_do_not_count(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    campaign = begin(in_soest, at, Who.CODE)
    codes = codes_for(campaign, 25, at, random.Random(1))
    assert {client_for().post(DOOR, {"code": code}).status_code for code in codes} == {303}
    tries = [client_for().post(DOOR, {"code": "ACDEFGHJKMNP"}).status_code for _ in range(21)]
    assert tries == [422] * 20 + [429]
    assert client_for().post(DOOR, {"code": codes[0]}).status_code == 429
    with clock.stopped_at(at + timedelta(minutes=15)):
        assert client_for().post(DOOR, {"code": codes[0]}).status_code == 303


def test_a_household_has_one_address_however_many_it_could_use(rf: RequestFactory) -> None:
    one, two, other = (
        limits.where_from(rf.get("/", REMOTE_ADDR=address))
        for address in ("2001:db8:1:2::5", "2001:db8:1:2:ffff::6", "2001:db8:1:3::5")
    )
    assert one == two != other
    assert limits.where_from(rf.get("/", REMOTE_ADDR="203.0.113.9")) == "203.0.113.9"


def test_a_revoked_code_opens_nothing_even_in_a_browser_that_knows_it(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    campaign = begin(in_soest, at, Who.CODE)
    (code,) = codes_for(campaign, 1, at, random.Random(1))
    client = client_for()
    client.post(DOOR, {"code": code})
    campaign.code_batches.update(revoked_at=at)
    assert say(client) == 403
    assert client_for().post(DOOR, {"code": code}).status_code == 422


def test_an_address_is_confirmed_by_the_button_and_not_by_the_link(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at, Who.EMAIL)
    client = client_for()
    link = ask_for_link(client, "Eva@Example.org ".strip(), next=f"{PAGE}#meinung")
    page = client.get(link)
    assert "mitmachen" not in client.cookies
    assert say(client) == 403
    token, following = page.context["token"], page.context["next"]
    answer = client.post(f"{DOOR}bestaetigen/", {"t": token, "next": following})
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}#meinung")
    assert say(client) == 303
    assert "example.org" not in str(Voice.objects.values())


def test_one_address_is_one_voice_in_two_browsers_and_with_an_account(
    in_soest: Municipality, at: datetime, client_for: ClientFor, amira: Person
) -> None:
    campaign = begin(in_soest, at, Who.EMAIL)
    for client in (client_for(), client_for()):
        client.post(f"{DOOR}bestaetigen/", {"t": token_for(campaign, amira.email.upper())})
        assert say(client) == 303
    assert say(client_for(amira)) == 303
    assert Opinion.objects.count() == 1


def test_a_forged_an_old_and_a_foreign_link_open_nothing(
    in_soest: Municipality, at: datetime, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = begin(in_soest, at, Who.EMAIL)
    foreign = token_for(a_campaign(in_soest, at, "andere", who=Who.EMAIL), "eva@example.org")
    old = token_for(campaign, "eva@example.org")
    for token in ("", "quatsch", foreign, old):
        if token == old:
            monkeypatch.setattr("soesmart.participation.services.door.LIFETIME", -1)
        client = client_for()
        for answer in (client.get(f"{DOOR}bestaetigen/?t={token}"), client.post(f"{DOOR}bestaetigen/", {"t": token})):
            assert answer.status_code == 422
            assert "gilt nicht mehr" in answer.text
        assert "mitmachen" not in client.cookies


def test_a_form_sent_twice_is_one_letter_and_nobody_is_flooded(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at, Who.EMAIL)
    nonce = new_id()
    for _ in range(2):
        assert client_for().post(DOOR, {"email": "eva@example.org", "nonce": nonce}).status_code == 200
    assert OutboxMessage.objects.count() == 1
    codes = [client_for().post(DOOR, {"email": "EVA@example.org", "nonce": new_id()}).status_code for _ in range(2)]
    assert codes == [200, 429]
    assert client_for().post(DOOR, {"email": "paul@example.org", "nonce": new_id()}).status_code == 200
    assert client_for().post(DOOR, {"email": "kein@", "nonce": new_id()}).status_code == 422


def test_with_an_account_one_signs_in_and_comes_back(
    in_soest: Municipality, at: datetime, client_for: ClientFor, amira: Person
) -> None:
    begin(in_soest, at, Who.PERSON)
    page = client_for().get(f"{DOOR}?next={PAGE}").text
    assert f"?next={PAGE}" in unquote(page)
    assert "Sie sind drin" in client_for(amira).get(DOOR).text
    assert say(client_for(amira)) == 303


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_door_never_leads_elsewhere(
    address: str, in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    campaign = begin(in_soest, at, Who.CODE)
    (code,) = codes_for(campaign, 1, at, random.Random(1))
    assert "evil" not in client_for().get(DOOR, {"next": address}).text
    assert client_for().post(DOOR, {"code": code, "next": address})["Location"] == "/mitmachen/ideen/"


def test_where_anyone_may_the_door_says_what_that_cannot_do(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at, Who.ANYONE)
    page = client_for().get(DOOR).text
    assert "erkennen wir nur den Browser" in page
    assert "Diesen Browser vergessen" not in page


def test_a_browser_can_be_forgotten(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    begin(in_soest, at, Who.ANYONE)
    client = client_for()
    say(client)
    assert "Diesen Browser vergessen" in client.get(DOOR).text
    assert client.post(f"{DOOR}vergessen/").status_code == 303
    assert "Zustimmung" not in client.get(PAGE).context["panel"].mine
    assert Opinion.objects.count() == 1
    assert client.get(f"{DOOR}vergessen/").status_code == 405


def test_what_one_says_of_oneself_is_voluntary_and_can_be_taken_back(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    begin(in_soest, at, Who.ANYONE)
    District.objects.create(municipality=in_soest, slug="ampen", name="Ampen")
    client, address = client_for(), "/mitmachen/ideen/ueber-mich/"
    assert "Erst etwas sagen" in client.get(address).text
    assert client.post(address, {"district": "ampen"}).status_code == 422
    say(client)
    assert client.post(address, {"district": "ampen", "age_band": "30-44"}).status_code == 303
    voice = Voice.objects.select_related("district").get()
    assert (voice.district.name, voice.age_band) == ("Ampen", "30-44")
    assert client.post(address, {"district": "mond", "age_band": "30-44"}).status_code == 422
    assert client.post(address, {"district": "", "age_band": ""}).status_code == 303
    voice.refresh_from_db()
    assert (voice.district, voice.age_band) == (None, "")
    Campaign.objects.update(with_districts=False)
    assert client.get(address).status_code == 404
