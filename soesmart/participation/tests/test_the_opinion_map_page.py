"""The opinion map as a reader sees it."""

import re
from datetime import datetime, timedelta

import pytest

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.methods.opinion_map import Outcome
from soesmart.methods.opinion_map.outcome import SENTENCES
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.map_drawing import HEIGHT, WIDTH, draw_map, slots_of
from soesmart.participation.models import Campaign, Idea, StoredMap
from soesmart.participation.rules import ResultsShown, Visibility, Voting
from soesmart.participation.services import give_opinion
from soesmart.participation.services.opinion_map import refresh_map
from soesmart.participation.tests.results import two_camps
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

PAGE = "/mitmachen/ideen/meinungsbild/"


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    made = two_camps(in_soest, at)
    refresh_map(campaign=made, at=at)
    return made


def page(client_for: ClientFor, at: datetime, person: Person | None = None, **options: object) -> str:
    with clock.stopped_at(at):
        answer = client_for(person, **options).get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()  # type: ignore[no-any-return]


def test_it_shows_picture_sentences_and_table(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    text = page(client_for, at)
    assert "2 Meinungsgruppen sind erkennbar." in text
    assert text.count('class="map-area') == 2
    assert "Gruppe A" in text
    assert "Gruppe B" in text
    assert "Das verbindet alle Gruppen" in text
    assert "Idee mit der Nummer 8" in text.split("Das verbindet alle Gruppen")[1].split("</section>")[0]
    assert text.count('<th scope="row">') == 8
    assert "Hier stehen Sie" not in text


def test_percentages_are_those_of_the_opinions(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    text = page(client_for, at)
    tallies = {row.number: row.tallies.get() for row in Idea.objects.all()}
    for number, tally in tallies.items():
        row = re.search(rf'ideen/{number}/">[^<]*</a></th><td class="number">([^<]*)</td>', text)
        assert row is not None
        share = round(100 * tally.agree / (tally.agree + tally.disagree))
        assert row[1].replace("\N{NARROW NO-BREAK SPACE}", " ") == f"{share} %"


def test_who_took_part_finds_herself(campaign: Campaign, at: datetime, client_for: ClientFor, amira: Person) -> None:
    who = Credential(Kind.PERSON, str(amira.pk), amira)
    for number in range(1, 9):
        give_opinion(campaign_key="ideen", number=number, credential=who, value=1 if number % 2 else -1, at=at)
    assert "Hier stehen Sie" not in page(client_for, at, amira)
    refresh_map(campaign=campaign, at=at)
    text = page(client_for, at, amira)
    assert text.count('class="map-own"') == 2  # in the picture and in its legend
    assert "Hier stehen Sie" in text


def test_hidden_results_say_from_when(campaign: Campaign, at: datetime, client_for: ClientFor, bernd: Person) -> None:
    Campaign.objects.update(results=ResultsShown.AFTER_END)
    text = page(client_for, at)
    assert "Noch verborgen" in text
    assert "11. November 2026" in text
    assert "<figure" not in text
    assert "Gruppe" not in text
    assert "Nur im Büro zu sehen" in page(client_for, at, bernd, role=Role.PARTICIPATION_OFFICER)
    assert "Gruppe A" in page(client_for, at + timedelta(days=11))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_page_with_its_sentence(
    campaign: Campaign, at: datetime, client_for: ClientFor, outcome: Outcome
) -> None:
    stored = StoredMap.objects.get()
    sentence = SENTENCES[outcome].format(voters=9, eligible=8, people=20, least=7, groups=2)
    groups = stored.result["groups"] if outcome is Outcome.OK else []
    points = stored.result["points"] if outcome.shows_people else []
    stored.result |= {"sentence": sentence, "groups": groups, "points": points}
    stored.outcome = outcome.value
    stored.save()
    text = page(client_for, at)
    assert sentence in text
    assert ("<figure" in text) == outcome.shows_people
    assert ("Darin unterscheiden sich die Gruppen" in text) == (outcome is Outcome.OK)


def test_before_the_first_computation_it_says_what_will_be_there(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    two_camps(in_soest, at, people=3)
    assert "Noch kein Meinungsbild" in page(client_for, at)


def test_of_few_people_no_share_is_told(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    refresh_map(campaign=two_camps(in_soest, at, people=6), at=at)
    text = page(client_for, at)
    assert "Bisher haben 6 Personen abgestimmt." in text
    assert "sobald 10 Menschen etwas zu ihr gesagt haben" in text
    assert "%" not in text.split("<main")[1].split("So ist das gerechnet")[0].replace("%20", "")


def test_what_was_removed_since_is_no_longer_named(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    Idea.objects.filter(number=8).update(visibility=Visibility.REMOVED)
    assert "Idee mit der Nummer 8" not in page(client_for, at)


def test_groups_below_the_minimum_are_not_described(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    Campaign.objects.update(smallest_group=30)
    text = page(client_for, at)
    assert text.count("zu klein, um sie zu beschreiben") == 2
    assert "Will vor allem" not in text
    assert text.count('<td class="number">–</td>') == 16


def test_other_ways_of_voting_have_no_such_page(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    Campaign.objects.update(voting=Voting.STARS)
    assert client_for().get(PAGE).status_code == 404


def test_it_needs_the_same_few_queries_for_few_and_many_ideas(
    in_soest: Municipality, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    counted = []
    for key, ideas in (("klein", 8), ("gross", 60)):
        made = two_camps(in_soest, at, ideas=ideas, key=key)
        refresh_map(campaign=made, at=at)
        client = client_for()
        client.get(PAGE.replace("ideen", key))
        with clock.stopped_at(at), count_queries() as asked:
            assert client.get(PAGE.replace("ideen", key)).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 12


def test_a_group_keeps_its_colour_when_another_goes() -> None:
    assert slots_of([0, 1, 2]) == {0: 0, 1: 1, 2: 2}
    assert slots_of([0, 2]) == {0: 0, 2: 2}
    assert slots_of([1, 6]) == {1: 1, 6: 2}


def test_nobody_is_drawn_outside_the_picture() -> None:
    group = {"label": 0, "centre": [0, 0], "outline": [[0, 0], [1, 0], [0, 1]]}
    drawn = draw_map([-1, 1, 1, -1], [group], [[9, -9, 0], [0, 0, None]], [-50, 50])
    assert drawn.own is not None
    assert 0 < drawn.own[0] < WIDTH
    assert 0 < drawn.own[1] < HEIGHT
    assert re.findall(r"M(\d+) (\d+)", drawn.areas[0].marks) == [(str(WIDTH - 13), str(HEIGHT - 13))]
