import json
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse

from soesmart.accounts.models import Person, Role
from soesmart.events.models import AudienceQuestion, Ballot, Event, HiddenWord, Item, ItemLink, Option, Round
from soesmart.events.rules import Channel, Choice, EventState, ItemKind
from soesmart.events.services.counting import count_round
from soesmart.events.services.rounds import open_round, reset_round
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.events.tests.polls import a_poll, a_result, audience, vote
from soesmart.participation.models import Idea
from soesmart.participation.rules import Visibility
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

PAGE = "/veranstaltungen/zukunftsreise/ergebnisse/"
ROUND = f"{PAGE}1-1/"
VOTES = audience([(1,)] * 6 + [(2,)] * 3, [(1,)] * 2 + [(3,)] * 5)


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at)


@pytest.fixture
def item(event: Event) -> Item:
    return an_item(a_scene(event))


@pytest.fixture
def guest(client_for: ClientFor) -> Client:
    return client_for()


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_a_shown_round_stands_on_the_page_of_results_and_on_its_own(guest: Client, item: Item, at: datetime) -> None:
    round_ = a_result(item, VOTES, at)
    for address in (PAGE, ROUND):
        page = said(guest, address)
        assert "8 von 16 wählten „Antwort 1“. Im Saal lag „Antwort 1“ vorn, im Stream „Antwort 3“." in page
        assert "16 Stimmen, 9 im Saal und 7 im Stream" in page
    assert round_.digest in page
    assert f"http://soest.localhost{ROUND}. Prüfsumme (SHA-256): {round_.digest}" in page


def test_before_anything_was_shown_the_page_says_what_will_be_there(guest: Client, event: Event) -> None:
    assert "Noch keine Ergebnisse" in said(guest, PAGE)


def test_a_round_without_a_single_ballot_is_told_too(guest: Client, item: Item, at: datetime) -> None:
    a_result(item, [], at)
    assert "Niemand hat abgestimmt." in said(guest, PAGE)
    assert "Niemand hat abgestimmt." in said(guest, ROUND)
    assert guest.get(f"{ROUND}stimmen.txt").content == b""


def test_every_round_of_an_item_is_shown_the_newest_first(guest: Client, item: Item, at: datetime) -> None:
    a_result(item, audience([(1,)] * 7), at)
    a_result(item, audience([(2,)] * 6), at + timedelta(minutes=5))
    page = said(guest, PAGE)
    assert page.index("6 von 6 wählten „Antwort 2“") < page.index("7 von 7 wählten „Antwort 1“")
    assert "Runde 1" in said(guest, f"{PAGE}1-2/")


def test_what_was_rehearsed_discarded_or_not_shown_is_nowhere_public(guest: Client, item: Item, at: datetime) -> None:
    rehearsed = count_round(round_=a_poll(item, VOTES, at, is_rehearsal=True), at=at)
    Round.objects.filter(pk=rehearsed.pk).update(shown_at=at)
    reset_round(round_=a_poll(item, VOTES, at), by="system:test", at=at)
    a_result(item, VOTES, at, is_shown=False)
    assert "Noch keine Ergebnisse" in said(guest, PAGE)
    for number in (1, 2, 3, 4):
        for address in (f"{PAGE}1-{number}/", *(f"{PAGE}1-{number}/stimmen.{end}" for end in ("json", "csv", "txt"))):
            assert guest.get(address).status_code == 404
    assert guest.get(f"{PAGE[:-1]}.json").json()["votes"] == []


def test_the_office_sees_a_result_before_it_is_shown_and_a_clerk_does_not(
    client_for: ClientFor, item: Item, at: datetime, amira: Person, bernd: Person
) -> None:
    a_result(item, VOTES, at, is_shown=False)
    office = client_for(amira, role=Role.PARTICIPATION_OFFICER)
    assert "Noch nicht gezeigt" in said(office, ROUND)
    assert "noindex" in said(office, ROUND)
    said(client_for(bernd), ROUND, status=404)


def test_an_event_that_is_not_public_has_no_results(guest: Client, item: Item, at: datetime) -> None:
    a_result(item, VOTES, at)
    Event.objects.update(state=EventState.DRAFT)
    for address in (PAGE, ROUND, f"{ROUND}stimmen.json", f"{PAGE[:-1]}.pdf", f"{PAGE}frage-1/"):
        said(guest, address, status=404)


def test_another_town_does_not_see_it(client_for: ClientFor, item: Item, olpe: Municipality, at: datetime) -> None:
    a_result(item, VOTES, at)
    for address in (PAGE, ROUND, f"{ROUND}stimmen.csv"):
        assert client_for(town=olpe).get(address).status_code == 404


def test_too_small_a_group_can_be_worked_out_from_no_page_and_no_file(guest: Client, item: Item, at: datetime) -> None:
    a_result(item, audience([(2,)] * 4, [(1,)] * 9), at)
    for address in (PAGE, ROUND):
        page = said(guest, address)
        assert "13 Stimmen" in page
        assert "4 im Saal" not in page
    assert "nur zusammen, weil" in page
    data = guest.get(f"{ROUND}stimmen.json").json()
    assert {ballot[1] for ballot in data["ballots"]} == {"-"}
    assert (data["result"]["hall"], data["result"]["stream"]) == (None, None)
    vote = guest.get(f"{PAGE[:-1]}.json").json()["votes"][0]
    assert (vote["hall"], vote["stream"]) == (None, None)
    assert "hall" not in guest.get(f"{ROUND}stimmen.csv").content.decode()


def test_the_text_file_is_exactly_what_the_digest_seals(guest: Client, item: Item, at: datetime) -> None:
    round_ = a_result(item, VOTES, at)
    content = guest.get(f"{ROUND}stimmen.txt").content
    assert sha256(content).hexdigest() == round_.digest
    assert content.decode().splitlines() == sorted(content.decode().splitlines())
    data = guest.get(f"{ROUND}stimmen.json").json()
    assert [" ".join(ballot) for ballot in data["ballots"]] == content.decode().splitlines()


def test_an_ending_that_nobody_offers_is_not_found(guest: Client, item: Item, at: datetime) -> None:
    a_result(item, VOTES, at)
    said(guest, f"{ROUND}stimmen.xml", status=404)


def test_a_receipt_is_found_as_it_was_typed(guest: Client, item: Item, at: datetime) -> None:
    a_result(item, VOTES, at)
    receipt = Ballot.objects.filter(choice="[3]").first().receipt
    typed = f" {receipt[:4].lower()}-{receipt[4:]} ".replace("0", "o").replace("1", "l")
    answer = guest.post(ROUND, {"receipt": typed})
    assert "ist gezählt: Antwort 3 (Stream)" in " ".join(answer.content.decode().split())
    assert not answer.cookies


def test_a_receipt_of_another_round_or_none_at_all_is_told_so(guest: Client, item: Item, at: datetime) -> None:
    a_result(item, VOTES, at)
    assert "keine Stimme mit dem Beleg" in guest.post(ROUND, {"receipt": "A" * 16}).content.decode()
    short = guest.post(ROUND, {"receipt": "<b>ABC"})
    assert short.status_code == 422
    assert "16 Buchstaben und Ziffern" in short.content.decode()
    assert 'value="&lt;b&gt;ABC"' in short.content.decode()


def test_a_secret_round_is_published_with_receipts_and_without_voters(
    guest: Client, event: Event, at: datetime
) -> None:
    round_ = a_result(an_item(a_scene(event), secret=True), VOTES, at)
    assert "geheim" in said(guest, ROUND)
    content = guest.get(f"{ROUND}stimmen.txt").content
    assert sha256(content).hexdigest() == round_.digest
    receipt = content.decode().split()[0]
    assert "ist gezählt" in guest.post(ROUND, {"receipt": receipt}).content.decode()


def test_a_hidden_word_is_in_no_page_and_no_file_and_the_digest_still_holds(
    guest: Client, event: Event, at: datetime
) -> None:
    item = an_item(a_scene(event), ItemKind.WORDS, options=0, most=2)
    round_ = a_result(item, audience([("Mist", "Ruhe"), ("Ruhe",), ("mist",)]), at)
    assert "Mist" in guest.get(f"{ROUND}stimmen.json").content.decode()
    HiddenWord.objects.create(item=item, word="mist")
    endings = ("", "stimmen.json", "stimmen.csv", "stimmen.txt")
    for address in (PAGE, f"{PAGE[:-1]}.json", *(f"{ROUND}{ending}" for ending in endings)):
        assert "mist" not in guest.get(address).content.decode().lower()
    data = guest.get(f"{ROUND}stimmen.json").json()
    lines = sorted(
        f"{receipt} - {choice if choice.startswith('sha256:') else 'sha256:' + sha256(choice.encode()).hexdigest()}\n"
        for receipt, _, choice in data["ballots"]
    )
    assert sha256("".join(lines).encode()).hexdigest() == round_.digest
    assert data["result"]["all"]["ballots"] == 3


def test_answered_questions_have_a_lasting_address(guest: Client, event: Event, at: datetime) -> None:
    item = an_item(a_scene(event), ItemKind.QUESTIONS, options=0)
    for number in range(1, 36):
        AudienceQuestion.objects.create(
            item=item, number=number, text=f"Frage {number} von hier?", channel=Channel.HALL, credential="0" * 32,
            visibility=Visibility.VISIBLE if number != 3 else Visibility.REMOVED, asked_at=at,
            answer="Ja, ab Herbst." if number % 2 else "", taken_at=at if number != 4 else None, nonce=f"{number:032x}",
        )  # fmt: skip
    page = said(guest, PAGE)
    assert 'id="frage-1"' in page
    assert "Frage 2 von hier?" in page
    assert "Frage 3 von hier?" not in page
    assert "Frage 4 von hier?" not in page
    assert guest.get(f"{PAGE}frage-1/")["Location"] == f"{PAGE}#frage-1"
    assert guest.get(f"{PAGE}frage-35/")["Location"] == f"{PAGE}?seite=2#frage-35"
    for number in (3, 4, 99):
        said(guest, f"{PAGE}frage-{number}/", status=404)


KINDS: dict[ItemKind, Choice] = {
    ItemKind.SINGLE: (2,), ItemKind.MULTIPLE: (1, 3), ItemKind.SCALE: (3,), ItemKind.RANKING: (3, 1, 2),
    ItemKind.POINTS: (0, 4, 1), ItemKind.ESTIMATE: (2,), ItemKind.WORDS: ("Ruhe", "Grün"), ItemKind.NEXT_IDEA: (1,),
}  # fmt: skip


def test_every_kind_has_its_page_and_stands_in_every_file(guest: Client, event: Event, at: datetime) -> None:
    scene = a_scene(event)
    for minute, (kind, choice) in enumerate(KINDS.items()):
        item = an_item(scene, kind, most=5, points=5, title=f"Frage der Art {kind.label}", truth=2)
        a_result(item, audience([choice] * 5, [choice] * 6), at + timedelta(minutes=minute))
        page = said(guest, f"{PAGE}{item.number}-1/")
        assert kind.label in page
        assert "11 Stimmen, 5 im Saal und 6 im Stream" in page
        assert len(guest.get(f"{PAGE}{item.number}-1/stimmen.csv").content.splitlines()) == 12
    data = guest.get(f"{PAGE[:-1]}.json").json()
    assert [vote["kind"] for vote in data["votes"]] == [kind.label for kind in KINDS]
    assert data["licence"].startswith("https://www.govdata.de/")
    assert guest.get(f"{PAGE[:-1]}.pdf").content.startswith(b"%PDF")
    assert guest.get(f"{PAGE[:-1]}.xlsx").content.startswith(b"PK")


def test_pages_ask_the_database_the_same_number_of_times_for_one_and_for_many(
    guest: Client, event: Event, at: datetime, count_queries: CountQueries
) -> None:
    scene = a_scene(event)
    a_result(an_item(scene), VOTES, at)
    for address in (PAGE, ROUND, f"{ROUND}stimmen.txt"):  # what is remembered is remembered
        said(guest, address)
    numbers = []
    for step in (1, 12):
        for minute in range(step):
            a_result(an_item(scene, options=step + 2), VOTES, at + timedelta(minutes=step + minute))
        for address in (PAGE, ROUND, f"{ROUND}stimmen.txt"):
            with count_queries() as queries:
                said(guest, address)
            numbers.append(len(queries))
    assert numbers[:3] == numbers[3:]
    assert max(numbers) <= 12, numbers


def test_a_round_that_still_runs_tells_the_office_nothing(
    client_for: ClientFor, item: Item, at: datetime, amira: Person
) -> None:
    round_ = open_round(item=item, by="system:test", at=at)
    vote(round_, VOTES, at)
    office = client_for(amira, role=Role.AUDITOR)
    page = said(office, ROUND)
    assert "Noch nicht ausgezählt." in page
    assert "Selbst nachzählen" not in page
    assert "Beleg" not in office.post(ROUND, {"receipt": "A" * 16}).content.decode()
    said(office, f"{ROUND}stimmen.json", status=404)


def test_a_result_leads_to_the_ideas_that_it_is_about_and_that_can_be_seen(
    guest: Client, item: Item, in_soest: Municipality, at: datetime
) -> None:
    campaign = a_campaign(in_soest, at)
    seen, hidden = an_idea(campaign, at, "Bürgerbus"), an_idea(campaign, at, "Verborgen")
    Idea.objects.filter(pk=hidden.pk).update(visibility=Visibility.HELD)
    ItemLink.objects.create(item=item, idea=seen)
    ItemLink.objects.create(item=item, idea=hidden)
    Option.objects.filter(item=item, number=2).update(idea=seen)
    a_result(item, VOTES, at)
    page = said(guest, ROUND)
    address = reverse("idea", args=[campaign.key, seen.number])
    assert page.count(f'href="{address}"') == 2
    assert "Verborgen" not in page


def test_a_word_of_code_in_a_title_stays_a_word(guest: Client, event: Event, at: datetime) -> None:
    a_result(an_item(a_scene(event), title="<script>alert(1)</script>"), VOTES, at)
    for address in (PAGE, ROUND):
        assert "<script>alert" not in said(guest, address)
    assert json.loads(guest.get(f"{ROUND}stimmen.json").content)["title"] == "<script>alert(1)</script>"
