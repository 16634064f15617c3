"""What a town offers to take part in, and a campaign with its cards, as anybody sees them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.participation.models import Campaign, Category, Idea, Questionnaire
from soesmart.participation.rules import Channel, FormatState, IdeaState, ResultsShown, Visibility, Voting
from soesmart.participation.services import give_opinion
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.region.models import District, Municipality
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("_stopped")


@pytest.fixture
def _stopped(at: datetime) -> Iterator[None]:
    with clock.stopped_at(at):
        yield


def agree(idea: Idea, name: str, at: datetime, value: int = 1) -> None:
    give_opinion(campaign_key=idea.campaign.key, number=idea.number, credential=browser(name), value=value, at=at)


def test_a_town_without_campaigns_says_what_will_be_there(in_soest: Municipality, client_for: ClientFor) -> None:
    page = client_for().get("/mitmachen/").text
    assert "Gerade läuft keine Beteiligung" in page


def test_what_is_open_comes_and_was_stands_apart(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    a_campaign(in_soest, at, "offen", title="Läuft gerade")
    a_campaign(in_soest, at, "bald", title="Beginnt bald", opens_at=at + timedelta(1), closes_at=at + timedelta(2))
    a_campaign(in_soest, at, "war", title="Ist vorbei", opens_at=at - timedelta(2), closes_at=at - timedelta(1))
    draft = a_campaign(in_soest, at, "geheim", title="Noch geheim")
    Campaign.objects.filter(pk=draft.pk).update(state=FormatState.DRAFT)
    page = client_for().get("/mitmachen/").text
    order = [page.index(words) for words in ("Jetzt offen", "Läuft gerade", "Kommt bald", "Beginnt bald")]
    order += [page.index(words) for words in ("Abgeschlossen", "Ist vorbei")]
    assert order == sorted(order)
    assert "Noch geheim" not in page


def test_an_open_questionnaire_stands_among_the_campaigns(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    Questionnaire.objects.create(
        municipality=in_soest,
        key="bogen",
        title="Wie geht es weiter?",
        state=FormatState.PUBLISHED,
        published_at=at,
        opens_at=at - timedelta(1),
        closes_at=at + timedelta(1),
    )
    assert "Wie geht es weiter?" in client_for().get("/mitmachen/").text


def test_a_campaign_says_until_when_who_and_what_is_promised(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    closes = datetime(2026, 11, 6, tzinfo=clock.BERLIN)
    campaign = a_campaign(in_soest, at, opens_at=at - timedelta(3), closes_at=closes, text="Worum es geht.")
    campaign.windows.update(closes_at=closes)
    Campaign.objects.update(removals=2)
    page = client_for().get("/mitmachen/ideen/").text
    for words in ("offen bis 5. November 2026", "innerhalb von 30 Tagen", "Alle, ohne Anmeldung", "Worum es geht."):
        assert words in page
    assert "Entfernte Texte</dt><dd>2 " in page


def test_a_draft_is_seen_by_officers_only(
    in_soest: Municipality, at: datetime, client_for: ClientFor, amira: Person, bernd: Person
) -> None:
    a_campaign(in_soest, at)
    Campaign.objects.update(state=FormatState.DRAFT)
    assert client_for().get("/mitmachen/ideen/").status_code == 404
    assert client_for(amira).get("/mitmachen/ideen/").status_code == 404
    page = client_for(bernd, role=Role.PARTICIPATION_OFFICER).get("/mitmachen/ideen/")
    assert page.status_code == 200
    assert "Entwurf" in page.text


def test_what_is_filed_away_is_over_even_before_its_last_day(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    a_campaign(in_soest, at)
    Campaign.objects.update(state=FormatState.ARCHIVED)
    page = client_for().get("/mitmachen/ideen/").text
    assert "endete am" in page
    assert "offen bis" not in page


def test_a_card_tells_what_it_is_for_whom_and_what_others_think(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    idea = an_idea(a_campaign(in_soest, at), at, "Mehr Bäume")
    Idea.objects.update(beneficiaries="Kinder und Vögel", comments_count=3, state=IdeaState.CHECKED)
    for name, value in (("a", 1), ("b", 1), ("c", -1), ("d", 0)):
        agree(idea, name, at, value)
    page = client_for().get("/mitmachen/ideen/").text
    for words in ("Nr. 1", "Mehr Bäume", "Kinder und Vögel", "2 dafür, 1 übersprungen, 1 dagegen", "3 Kommentare"):
        assert words in page
    assert "Wird geprüft" in page


def test_the_cards_can_be_narrowed_and_searched(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    campaign = a_campaign(in_soest, at)
    one, two = an_idea(campaign, at, "Öffentliche Bäume"), an_idea(campaign, at, "Lastenrad", channel=Channel.PAPER)
    category = Category.objects.create(campaign=campaign, position=1, key="gruen", name="Grün")
    district = District.objects.create(municipality=in_soest, slug="ampen", name="Ampen")
    Idea.objects.filter(pk=one.pk).update(category=category)
    Idea.objects.filter(pk=two.pk).update(district=district, state=IdeaState.ANSWERED)
    client = client_for()

    def found(query: str) -> list[int]:
        cards = client.get(f"/mitmachen/ideen/?{query}").context["cards"]
        return [card.idea.number for card in cards.cards]

    assert found("kategorie=gruen") == [1]
    assert found("ortsteil=ampen") == [2]
    assert found("stand=answered") == [2]
    assert found("weg=paper") == [2]
    assert found("suche=öffentliche") == [1]
    assert found("suche=2") == [2]
    assert found("suche=Zebra") == []
    assert found("kategorie=gibtsnicht&ordnung=quatsch&seite=-7") == [1, 2]
    assert "Dazu gibt es keine Idee" in client.get("/mitmachen/ideen/?suche=%25").text


def test_the_reader_chooses_the_order(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    campaign = a_campaign(in_soest, at)
    ideas = [an_idea(campaign, at, f"Idee {letter}") for letter in "abc"]
    agree(ideas[1], "eva", at)
    Idea.objects.filter(pk=ideas[2].pk).update(comments_count=5)
    orders = {"nummer": [1, 2, 3], "neu": [3, 2, 1], "zuspruch": [2, 1, 3], "kommentare": [3, 1, 2]}
    for order, numbers in orders.items():
        cards = client_for().get(f"/mitmachen/ideen/?ordnung={order}").context["cards"]
        assert [card.idea.number for card in cards.cards] == numbers


def test_a_page_holds_twenty_cards_and_silly_numbers_lead_to_real_ones(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    campaign = a_campaign(in_soest, at)
    for number in range(23):
        an_idea(campaign, at, f"Idee {number}")
    pages = {"": 20, "?seite=2": 3, "?seite=99999999999999999999": 3, "?seite=zwei": 20, "?seite=0": 3}
    for query, number in pages.items():
        cards = client_for().get(f"/mitmachen/ideen/{query}").context["cards"]
        assert (query, len(cards.cards), cards.total) == (query, number, 23)


def test_hidden_results_leak_nowhere_before_the_end(
    in_soest: Municipality, at: datetime, client_for: ClientFor, clara: Person, amira: Person
) -> None:
    campaign = a_campaign(in_soest, at, results=ResultsShown.AFTER_END)
    ideas = [an_idea(campaign, at, f"Idee {letter}") for letter in "ab"]
    for name in ("eins", "zwei", "drei"):
        agree(ideas[1], name, at)
    for client in (client_for(), client_for(amira)):
        whole = client.get("/mitmachen/ideen/?ordnung=zuspruch")
        card = client.get("/mitmachen/ideen/ideen/2/")
        assert [one.idea.number for one in whole.context["cards"].cards] == [1, 2]
        for page in (whole.text, card.text):
            assert "dafür" not in page
            assert 'class="counts' not in page
            assert "3 Meinungen" not in page
            assert "Stimmen" not in page
        assert "meiste Zustimmung" not in whole.text
        assert "nach dem Ende" in card.text
    assert "3 dafür" in client_for(clara).get("/mitmachen/ideen/").text
    with clock.stopped_at(at + timedelta(11)):
        assert "3 dafür" in client_for().get("/mitmachen/ideen/?ordnung=zuspruch").text


def test_where_people_only_comment_there_are_no_counts(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    an_idea(a_campaign(in_soest, at, voting=Voting.COMMENT), at)
    page = client_for().get("/mitmachen/ideen/").text
    assert "Meinung" not in page
    assert "Zustimmung" not in page
    assert 'id="meinung"' not in client_for().get("/mitmachen/ideen/ideen/1/").text


def test_what_is_not_visible_is_no_card(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    campaign = a_campaign(in_soest, at)
    for visibility in Visibility:
        idea = an_idea(campaign, at, f"Sicht {visibility.value}")
        Idea.objects.filter(pk=idea.pk).update(visibility=visibility)
    page = client_for().get("/mitmachen/ideen/").text
    assert "Sicht visible" in page
    assert not any(f"Sicht {one.value}" in page for one in Visibility if one != Visibility.VISIBLE)


def test_scripts_in_texts_stay_texts(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    evil = "<script>alert(1)</script>"
    campaign = a_campaign(in_soest, at, title=evil, summary=evil, text=evil, question=evil)
    an_idea(campaign, at, evil)
    Idea.objects.update(beneficiaries=evil, place=evil, picture_alt=evil)
    for path in ("/mitmachen/", f"/mitmachen/ideen/?suche={evil}", "/mitmachen/ideen/ideen/1/"):
        page = client_for().get(path).text
        assert evil not in page
        assert "&lt;script&gt;" in page


def test_looking_leaves_no_mark_in_the_browser(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    an_idea(a_campaign(in_soest, at), at)
    client = client_for()
    for path in ("/mitmachen/", "/mitmachen/ideen/", "/mitmachen/ideen/ideen/1/"):
        client.get(path)
    assert "mitmachen" not in client.cookies
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("query", ["", "?ordnung=zuspruch", "?kategorie=gruen", "?suche=Idee&seite=2"])
def test_the_list_asks_no_more_for_400_ideas_than_for_20(
    query: str,
    in_soest: Municipality,
    at: datetime,
    client_for: ClientFor,
    count_queries: CountQueries,
    amira: Person,
) -> None:
    campaign = a_campaign(in_soest, at)
    category = Category.objects.create(campaign=campaign, position=1, key="gruen", name="Grün")
    first = an_idea(campaign, at)
    agree(first, "eva", at)
    numbers = []
    for number in (25, 400):
        Idea.objects.filter(campaign=campaign).exclude(pk=first.pk).delete()
        Idea.objects.bulk_create(
            Idea(campaign=campaign, number=2 + one, title=f"Idee {one}", what="Text", category=category, received_at=at,
                 nonce=f"00000000-0000-4000-8000-{one:012d}")
            for one in range(number)
        )  # fmt: skip
        Campaign.objects.update(ideas_count=number + 1)
        for client in (client_for(), client_for(amira)):
            with count_queries() as queries:
                assert client.get(reverse("campaign", args=["ideen"]) + query).status_code == 200
            assert len(queries) <= 12, queries
            numbers.append(len(queries))
    assert numbers[:2] == numbers[2:]
