"""The office's ideas: the list with its filters, one idea with all that is known of it, who may see and change them."""

import time
from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core.ids import new_id
from soesmart.participation.models import Campaign, Category, Idea, MergeRecord, Step
from soesmart.participation.rules import Channel, IdeaState, StepKind, Visibility
from soesmart.participation.services import give_opinion
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import District, Municipality
from tests.clients import ClientFor, CountQueries

LIST = "/verwaltung/mitmachen/ideen/ideen/"


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


@pytest.fixture
def office(client_for: ClientFor, bernd: Person) -> Client:
    return client_for(bernd, role=Role.PARTICIPATION_OFFICER)


def form_of(idea: Idea, **changed: object) -> dict[str, object]:
    """What a browser sends back of the form of an idea."""
    idea.refresh_from_db()
    names = ("title", "what", "beneficiaries", "place", "channel", "author_role", "reference", "source", "revision")
    return {name: getattr(idea, name) for name in names} | {"links": ""} | changed


def test_the_list_shows_every_idea_and_says_which_are_hidden(office: Client, campaign: Campaign, at: datetime) -> None:
    an_idea(campaign, at, "Bäume")
    held = an_idea(campaign, at, "Zweifelhaft")
    Idea.objects.filter(pk=held.pk).update(visibility=Visibility.HELD)
    page = office.get(LIST).content.decode()
    assert "Bäume" in page
    assert "wird geprüft" in page
    assert "2 Ideen" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("zustand=answered", {"Zwei"}),
        ("sichtbarkeit=held", {"Drei"}),
        ("thema=gruen", {"Eins"}),
        ("ortsteil=ampen", {"Zwei"}),
        ("kanal=paper", {"Drei"}),
        ("antwort=offen", {"Eins"}),
        ("antwort=faellig", {"Eins"}),
        ("antwort=beantwortet", {"Zwei"}),
        ("q=zwei", {"Zwei"}),
        ("q=3", {"Drei"}),
        ("q=i07", {"Eins"}),
        ("zustand=quatsch&seite=99", {"Eins", "Zwei", "Drei"}),
    ],
)
def test_each_filter_finds_its_ideas(
    query: str, found: set[str], office: Client, campaign: Campaign, at: datetime
) -> None:
    one, two, three = (an_idea(campaign, at, title) for title in ("Eins", "Zwei", "Drei"))
    green = Category.objects.create(campaign=campaign, position=1, key="gruen", name="Grün")
    ampen = District.objects.create(municipality=campaign.municipality, slug="ampen", name="Ampen")
    early = at - timedelta(days=3000)
    Idea.objects.filter(pk=one.pk).update(category=green, answer_due_at=early, reference="I07")
    Idea.objects.filter(pk=two.pk).update(district=ampen, state=IdeaState.ANSWERED, answered_at=at)
    Idea.objects.filter(pk=three.pk).update(visibility=Visibility.HELD, channel=Channel.PAPER)
    page = office.get(f"{LIST}?{query}").content.decode()
    assert {title for title in ("Eins", "Zwei", "Drei") if f">{title}</a>" in page} == found


def test_the_list_is_sorted_as_asked(office: Client, campaign: Campaign, at: datetime) -> None:
    one, two = an_idea(campaign, at, "Eins"), an_idea(campaign, at, "Zwei")
    give_opinion(campaign_key="ideen", number=one.number, credential=browser("eva"), value=1, at=at)
    for order, first in (("", two), ("nummer", one), ("zuspruch", one), ("stimmen", one)):
        page = office.get(f"{LIST}?sortierung={order}").content.decode()
        assert page.index(f">{first.title}</a>") < page.index(f">{(one if first == two else two).title}</a>"), order


def test_guests_residents_and_other_towns_see_nothing(
    client_for: ClientFor, campaign: Campaign, at: datetime, amira: Person, franz: Person, olpe: Municipality
) -> None:
    an_idea(campaign, at)
    for client in (client_for(), client_for(amira), client_for(franz)):
        assert client.get(LIST).status_code == 403
        assert client.get(f"{LIST}1/").status_code == 403
    other = client_for(franz, olpe, Role.PARTICIPATION_OFFICER)
    assert other.get(LIST).status_code == 404


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.AUDITOR])
def test_moderators_and_auditors_read_and_do_not_write(
    role: Role, client_for: ClientFor, campaign: Campaign, at: datetime, deniz: Person
) -> None:
    idea, other = an_idea(campaign, at), an_idea(campaign, at, "Andere")
    client = client_for(deniz, role=role)
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}ideen.csv").status_code == 200
    page = client.get(f"{LIST}1/")
    assert page.status_code == 200
    assert 'name="title"' not in page.content.decode()
    client.post(f"{LIST}1/", form_of(idea, title="Anders"))
    idea.refresh_from_db()
    assert idea.title == "Mehr Bäume"
    for path in ("neu/", "tabelle/", "meinungen/", "meinungen/karte/", "1/zusammenlegen/", "1/aufteilen/"):
        assert client.get(f"{LIST}{path}").status_code == 403, path
    client.post(f"{LIST}1/zusammenlegen/", {"number": other.number})
    assert not MergeRecord.objects.exists()


def test_the_office_changes_every_field(office: Client, campaign: Campaign, at: datetime) -> None:
    idea, other = an_idea(campaign, at), an_idea(campaign, at, "Andere")
    sent = form_of(idea, title="Linden", links="2", channel="workshop", author_role="council", reference="I03")
    assert office.post(f"{LIST}1/", sent).status_code == 302
    idea.refresh_from_db()
    assert (idea.title, idea.channel, idea.author_role, idea.reference) == ("Linden", "workshop", "council", "I03")
    assert list(idea.links.all()) == [other]
    assert idea.steps.filter(kind=StepKind.EDITED).count() == 1
    page = office.get(f"{LIST}1/verlauf/").content.decode()
    assert "Angaben geändert" in page
    assert "Text geändert" in page


def test_what_is_no_word_of_the_idea_is_no_public_step(office: Client, campaign: Campaign, at: datetime) -> None:
    idea = an_idea(campaign, at)
    office.post(f"{LIST}1/", form_of(idea, channel="paper"))
    idea.refresh_from_db()
    assert idea.channel == "paper"
    assert not idea.steps.filter(kind=StepKind.EDITED).exists()


def test_two_editors_do_not_overwrite_each_other_unseen(office: Client, campaign: Campaign, at: datetime) -> None:
    idea = an_idea(campaign, at)
    mine = form_of(idea, title="Meine Linden")
    Idea.objects.filter(pk=idea.pk).update(title="Ihre Eichen", revision=2)
    answer = office.post(f"{LIST}1/", mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Meine Linden" in page
    assert "Ihre Eichen" in page
    assert office.post(f"{LIST}1/", mine | {"revision": 2}).status_code == 302
    idea.refresh_from_db()
    assert idea.title == "Meine Linden"


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"title": ""}, "Titel"),
        ({"what": "x" * 5001}, "5000"),
        ({"links": "77"}, "Idee „77“"),
        ({"lat": "51,5"}, "Koordinaten"),
        ({"lat": "hier", "lon": "dort"}, "Grad"),
        ({"lat": "NaN", "lon": "1e9"}, "Grad"),
        ({"source": "javascript:alert(1)"}, "Internetadresse"),
    ],
)
def test_a_faulty_field_is_named_and_what_was_typed_stays(
    changed: dict[str, str], text: str, office: Client, campaign: Campaign, at: datetime
) -> None:
    idea = an_idea(campaign, at)
    answer = office.post(f"{LIST}1/", form_of(idea, place="Am Markt <3>") | changed)
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert "Am Markt &lt;3&gt;" in answer.content.decode()
    idea.refresh_from_db()
    assert (idea.title, idea.place) == ("Mehr Bäume", "")


def test_the_office_enters_an_idea_once_however_often_it_is_sent(office: Client, campaign: Campaign) -> None:
    sent = {"title": "Bank", "what": "Am Teich.", "channel": "workshop", "author_role": "council", "nonce": new_id()}
    for _ in range(2):
        assert office.post(f"{LIST}neu/", sent).status_code == 302
    idea = Idea.objects.get()
    assert (idea.channel, idea.author_role, idea.visibility) == ("workshop", "council", "visible")


def test_merging_shows_first_what_will_happen(office: Client, campaign: Campaign, at: datetime) -> None:
    an_idea(campaign, at, "Bäume")
    gone = an_idea(campaign, at, "Mehr Bäume")
    give_opinion(campaign_key="ideen", number=gone.number, credential=browser("eva"), value=1, at=at)
    assert "Mehr Bäume" in office.get(f"{LIST}1/zusammenlegen/").content.decode()
    preview = office.get(f"{LIST}1/zusammenlegen/?number=2").content.decode()
    assert "Meinungen, die zu Idee 1 kommen: 1" in preview
    assert not MergeRecord.objects.exists()
    assert office.post(f"{LIST}1/zusammenlegen/", {"number": 2}).status_code == 302
    gone.refresh_from_db()
    assert gone.merged_into.number == 1
    record = MergeRecord.objects.get()
    undo = f"{LIST}1/trennen/{record.pk}/"
    assert undo in office.get(f"{LIST}1/verlauf/").content.decode()
    assert office.get(undo).status_code == 200
    assert office.post(undo).status_code == 302
    gone.refresh_from_db()
    assert (gone.visibility, gone.voices) == (Visibility.VISIBLE, 1)
    assert office.post(undo).status_code == 409


@pytest.mark.parametrize("number", ["1", "77", "x", ""])
def test_merging_with_itself_or_with_nothing_is_refused(
    number: str, office: Client, campaign: Campaign, at: datetime
) -> None:
    an_idea(campaign, at)
    assert office.post(f"{LIST}1/zusammenlegen/", {"number": number}).status_code == 422


def test_splitting_shows_first_what_will_happen(office: Client, campaign: Campaign, at: datetime) -> None:
    an_idea(campaign, at, "Bäume und Bänke")
    sent = {"title_1": "Bäume", "what_1": "Pflanzen.", "title_2": "Bänke", "what_2": "Bauen.", "nonce": new_id()}
    assert office.get(f"{LIST}1/aufteilen/").status_code == 200
    preview = office.post(f"{LIST}1/aufteilen/", sent).content.decode()
    assert "Bänke" in preview
    assert Idea.objects.count() == 1
    for _ in range(2):
        assert office.post(f"{LIST}1/aufteilen/", sent | {"confirm": "1"}).status_code == 302
    assert list(Idea.objects.filter(split_from__number=1).values_list("title", flat=True)) == ["Bäume", "Bänke"]
    assert Step.objects.filter(kind=StepKind.SPLIT).count() == 3
    assert office.post(f"{LIST}1/aufteilen/", sent | {"title_2": ""}).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "1/",
        "1/verlauf/",
        "1/zusammenlegen/?number=2",
        "1/aufteilen/",
        "neu/",
        "tabelle/",
        "meinungen/",
        "meinungen/karte/",
    ],
)
def test_no_page_of_the_office_asks_more_than_twelve_times(
    path: str, office: Client, campaign: Campaign, at: datetime, count_queries: CountQueries
) -> None:
    """With an idea that was edited, has opinions, links and one like it."""
    one, two = an_idea(campaign, at, "Bäume am Wall pflanzen"), an_idea(campaign, at, "Mehr Bäume am Wall pflanzen")
    give_opinion(campaign_key="ideen", number=one.number, credential=browser("eva"), value=1, at=at)
    office.post(f"{LIST}1/", form_of(one, title="Viele Bäume am Wall pflanzen", links=str(two.number)))
    office.get(f"{LIST}{path}")
    with count_queries() as queries:
        assert office.get(f"{LIST}{path}").status_code == 200
    assert len(queries) <= 12, queries


def fill(campaign: Campaign, at: datetime, start: int, end: int) -> None:
    Idea.objects.bulk_create(
        [
            Idea(
                campaign=campaign,
                number=number,
                title=f"Idee {number}",
                what="Mehr Bäume in der ganzen Stadt, an jeder Straße und auf jedem Platz. " * 5,
                received_at=at,
                answer_due_at=at,
                nonce=new_id(),
                score=number * 7919 % 1000,
                voices=number % 900,
                category_id=None,
            )
            for number in range(start, end)
        ]
    )


def test_the_list_costs_the_same_for_20_and_for_20000_ideas(
    office: Client, campaign: Campaign, at: datetime, count_queries: CountQueries
) -> None:
    counts, spent = [], {}
    queries = ("", "?sortierung=zuspruch", "?zustand=received&seite=9", "?antwort=faellig&sortierung=frist")
    for start, end in ((1, 20), (20, 20_000)):
        fill(campaign, at, start, end)
        office.get(LIST)
        for query in queries:
            with count_queries() as asked:
                assert office.get(f"{LIST}{query}").status_code == 200
            counts.append(len(asked))
            assert len(asked) <= 12, asked
    for query in queries:
        times = []
        for _ in range(5):
            began = time.process_time()
            office.get(f"{LIST}{query}")
            times.append(time.process_time() - began)
        spent[query] = min(times) * 1000
    assert counts[: len(queries)] == counts[len(queries) :]
    assert max(spent.values()) < 45, spent
