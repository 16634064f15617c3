"""One card whole, as anybody sees it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from soesmart.accounts.models import Membership, Person
from soesmart.core import clock
from soesmart.participation.models import Campaign, Category, Idea
from soesmart.participation.rules import Channel, FormatState, ResultsShown, Visibility
from soesmart.participation.services import give_opinion, link_ideas
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import District, Municipality
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("_stopped")
PAGE = "/mitmachen/ideen/ideen/{}/"


@pytest.fixture
def _stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    return a_campaign(in_soest, at)


def say(idea: Idea, name: str, value: int, at: datetime, channel: Channel = Channel.ONLINE) -> None:
    key, number = idea.campaign.key, idea.number
    give_opinion(campaign_key=key, number=number, credential=browser(name), value=value, channel=channel, at=at)


def test_a_card_tells_all_there_is_to_know(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    idea, other = an_idea(campaign, at, "Mehr Bäume"), an_idea(campaign, at, "Mehr Bänke")
    category = Category.objects.create(campaign=campaign, position=1, key="gruen", name="Grün und Wasser")
    district = District.objects.create(municipality=campaign.municipality, slug="ampen", name="Ampen")
    Idea.objects.filter(pk=idea.pk).update(
        beneficiaries="Kinder", category=category, district=district, place="Am Wall", channel=Channel.WORKSHOP
    )
    link_ideas(actor="system:test", idea=idea, others=[other], at=at)
    page = client_for().get(PAGE.format(1)).text
    for words in ("Mehr Bäume in der ganzen Stadt.", "Kinder", "Grün und Wasser", "Ampen", "Am Wall", "Werkstatt"):
        assert words in page
    assert "Zusammen gedacht mit" in page
    assert "2: Mehr Bänke" in page
    assert "1: Mehr Bäume" in client_for().get(PAGE.format(2)).text


def test_an_author_appears_under_her_name_in_this_town(
    campaign: Campaign, olpe: Municipality, at: datetime, client_for: ClientFor, amira: Person
) -> None:
    an_idea(campaign, at, author=amira)
    Membership.objects.create(
        municipality=campaign.municipality, person=amira, pseudonym="Linde 27", pseudonym_key="linde27", joined_at=at
    )
    page = client_for().get(PAGE.format(1)).text
    assert "Linde 27 (Bürgerschaft)" in page
    assert amira.email not in page


def test_a_guest_and_somebody_who_left_have_no_name(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    an_idea(campaign, at, "Von einem Gast", credential=browser("eva"))
    an_idea(campaign, at, "Von früher", credential=browser("paul"))
    Idea.objects.filter(number=1).update(is_guest=True)
    Idea.objects.filter(number=2).update(is_guest=False, author=None)
    names = [client_for().get(PAGE.format(number)).context["author"].name for number in (1, 2)]
    assert names == ["Gast", "Gelöschtes Konto"]


def test_results_stand_there_by_channel(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(smallest_group=1)
    idea = an_idea(campaign, at)
    for name, value, channel in (("a", 1, Channel.ONLINE), ("b", -1, Channel.ONLINE), ("c", 1, Channel.PAPER)):
        say(idea, name, value, at, channel)
    results = client_for().get(PAGE.format(1)).context["results"]
    assert [(row.label, row.result.counts.agree, row.result.counts.disagree) for row in results.rows] == [
        (Channel.ONLINE.label, 1, 1),
        (Channel.PAPER.label, 1, 0),
    ]
    assert (results.whole.counts.agree, results.whole.counts.voices) == (2, 3)


def test_neighbours_and_the_next_one_without_my_opinion(
    campaign: Campaign, at: datetime, client_for: ClientFor
) -> None:
    for letter in "abcd":
        an_idea(campaign, at, f"Idee {letter}")
    Idea.objects.filter(number=2).update(visibility=Visibility.REMOVED)
    client = client_for()
    around = client.get(PAGE.format(3)).context["around"]
    assert (around.previous, around.next, around.waiting) == (1, 4, 4)
    client.post(PAGE.format(4) + "meinung/", {"value": "1"})
    assert client.get(PAGE.format(3)).context["around"].waiting == 1
    client.post(PAGE.format(1) + "meinung/", {"value": "0"})
    client.post(PAGE.format(3) + "meinung/", {"value": "0"})
    page = client.get(PAGE.format(3))
    assert page.context["around"].waiting is None
    assert "zu allen Ideen etwas gesagt" in page.text


@pytest.mark.parametrize("visibility", [Visibility.HELD, Visibility.REMOVED, Visibility.WITHDRAWN])
def test_what_is_not_visible_is_there_for_author_and_staff_only(
    visibility: Visibility,
    campaign: Campaign,
    at: datetime,
    client_for: ClientFor,
    amira: Person,
    eva: Person,
    deniz: Person,
) -> None:
    an_idea(campaign, at, "Verborgen", author=amira)
    Idea.objects.update(visibility=visibility)
    assert client_for().get(PAGE.format(1)).status_code == 404
    assert client_for(eva).get(PAGE.format(1)).status_code == 404
    for person in (amira, deniz):
        page = client_for(person).get(PAGE.format(1))
        assert page.status_code == 200
        assert "noindex" in page.text
        assert 'id="meinung"' not in page.text


def test_a_merged_idea_says_where_it_went(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    gone, kept = an_idea(campaign, at, "Bäume"), an_idea(campaign, at, "Alle Bäume")
    Idea.objects.filter(pk=gone.pk).update(visibility=Visibility.MERGED, merged_into=kept)
    page = client_for().get(PAGE.format(1)).text
    assert "in einer anderen aufgegangen" in page
    assert 'href="/mitmachen/ideen/ideen/2/"' in page
    assert "Hierin aufgegangen" in client_for().get(PAGE.format(2)).text


def test_ideas_that_are_not_there_are_a_404(
    campaign: Campaign, olpe: Municipality, at: datetime, client_for: ClientFor
) -> None:
    an_idea(campaign, at)
    client = client_for()
    for path in (PAGE.format(2), PAGE.format(10**30), "/mitmachen/andere/ideen/1/"):
        assert client.get(path).status_code == 404
    assert client_for(town=olpe).get(PAGE.format(1)).status_code == 404
    Campaign.objects.update(state=FormatState.DRAFT)
    assert client.get(PAGE.format(1)).status_code == 404


def test_before_the_end_hidden_results_are_for_the_office(
    in_soest: Municipality, at: datetime, client_for: ClientFor, clara: Person
) -> None:
    idea = an_idea(a_campaign(in_soest, at, results=ResultsShown.AFTER_END), at)
    say(idea, "eva", 1, at)
    assert client_for().get(PAGE.format(1)).context["results"] is None
    assert "Nur im Büro zu sehen" in client_for(clara).get(PAGE.format(1)).text
    with clock.stopped_at(at + timedelta(days=11)):
        assert client_for().get(PAGE.format(1)).context["results"] is not None


def test_a_card_asks_no_more_for_many_opinions_links_and_ideas(
    campaign: Campaign, at: datetime, client_for: ClientFor, count_queries: CountQueries, amira: Person
) -> None:
    idea, signed_in = an_idea(campaign, at), client_for(amira)
    numbers = []
    for more in (2, 30):
        others = [an_idea(campaign, at, f"Idee {more} {number}") for number in range(more)]
        link_ideas(actor="system:test", idea=idea, others=others, at=at)
        for number in range(more):
            say(idea, f"{more}-{number}", 1, at)
        client = client_for()
        client.post(PAGE.format(2) + "meinung/", {"value": "1"})
        with count_queries() as queries:
            assert client.get(PAGE.format(1)).status_code == 200
        numbers.append(len(queries))
        with count_queries() as queries:
            assert signed_in.get(PAGE.format(1)).status_code == 200
        assert len(queries) <= 12, queries
    assert numbers[0] == numbers[1] <= 12, numbers
