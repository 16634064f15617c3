"""The result of a campaign: its figures are those of the opinions, and small ones do not show."""

import re
from collections import Counter
from datetime import datetime, timedelta

import pytest

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.participation.models import Campaign, Comment, Idea, Opinion
from soesmart.participation.queries.results import idea_results, results_of
from soesmart.participation.rules import Channel, FormatState, ResultsShown, Visibility, Voting
from soesmart.participation.rules.opinions import Counts
from soesmart.participation.services.opinion_map import refresh_map
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.results import said, spoken, two_camps
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

PAGE = "/mitmachen/ideen/ergebnis/"


def page(client_for: ClientFor, at: datetime, person: Person | None = None, query: str = "", **options: object) -> str:
    with clock.stopped_at(at):
        answer = client_for(person, **options).get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode()  # type: ignore[no-any-return]


def test_figures_are_those_of_the_opinions(in_soest: Municipality, at: datetime) -> None:
    campaign = two_camps(in_soest, at)
    results = results_of(campaign, at)
    rows = idea_results(results, list(results.figures.order))
    naive: dict[int, list[Opinion]] = {}
    for opinion in Opinion.objects.select_related("idea"):
        naive.setdefault(opinion.idea.number, []).append(opinion)
    for row in rows:
        values = Counter(opinion.value for opinion in naive[row.number])
        important = sum(opinion.important for opinion in naive[row.number])
        assert row.result.counts == Counts(values.total(), values[1], values[-1], values[0], important, 0)
        assert row.headline == f"{100 * values[1] / (values[1] + values[-1]):.0f}\N{NARROW NO-BREAK SPACE}% dafür"
    assert sum(row.result.counts.voices for row in rows) == campaign.opinions
    assert results.figures.sums.voices == campaign.opinions
    assert results.figures.important == [(1, "Idee mit der Nummer 1", sum(o.important for o in naive[1]))]


def test_the_best_stand_first_and_few_voices_last(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    campaign = two_camps(in_soest, at)
    an_idea(campaign, at - timedelta(days=5), "Nur drei dafür")
    spoken(campaign, [said(campaign, person, 9, 1, at) for person in range(3)], at)
    results = results_of(campaign, at)
    assert results.figures.order[0] == 8
    assert (results.figures.order[-1], results.figures.thin) == (9, 1)
    last = idea_results(results, list(results.figures.order))[-1]
    assert (last.number, last.place) == (9, None)
    text = page(client_for, at)
    assert "wenige Stimmen</span>" in text
    assert text.index("Idee mit der Nummer 8") < text.index("Nur drei dafür")
    assert "Wilson" in text


def test_points_money_and_stars_have_their_own_figure(in_soest: Municipality, at: datetime) -> None:
    for voting, limit, expected in (
        (Voting.POINTS, 10, "60 Punkte"),
        (Voting.BUDGET, 100_000, "0,60\N{NARROW NO-BREAK SPACE}€"),
        (Voting.STARS, 0, "3 von 5 Sternen"),
    ):
        campaign = a_campaign(in_soest, at, key=f"so-{voting}", voting=voting, limit=limit)
        an_idea(campaign, at - timedelta(days=5))
        spoken(campaign, [said(campaign, person, 1, 3, at) for person in range(20)], at)
        results = results_of(campaign, at)
        assert idea_results(results, [1])[0].headline.replace("3,0", "3") == expected


def test_channels_are_told_where_enough_spoke_on_each(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    campaign = a_campaign(in_soest, at)
    an_idea(campaign, at - timedelta(days=5))
    an_idea(campaign, at - timedelta(days=5), "Mehr Bänke")
    rows = [said(campaign, person, 1, 1, at) for person in range(30)]
    rows += [said(campaign, person, 1, -1, at, channel=Channel.PAPER) for person in range(30, 42)]
    rows += [said(campaign, person, 2, 1, at, channel=Channel.PAPER) for person in range(30, 33)]
    rows += [said(campaign, person, 2, 1, at) for person in range(12)]
    spoken(campaign, rows, at)
    results = results_of(campaign, at)
    first, second = idea_results(results, [1, 2])
    assert [(part.label, part.result.counts.voices) for part in first.channels] == [("Online", 30), ("Papier", 12)]
    assert second.channels == []  # three on paper would follow from the sum
    assert [(group.label, group.people) for group in results.channels] == [("Online", 30), ("Papier", 12)]
    text = page(client_for, at)
    assert "Papier: 0" in text
    assert "Online: <strong>30</strong>" in text


def test_hidden_results_say_from_when_and_the_office_sees_them(
    in_soest: Municipality, at: datetime, client_for: ClientFor, bernd: Person
) -> None:
    two_camps(in_soest, at, results=ResultsShown.AFTER_END)
    text = page(client_for, at)
    assert "Noch verborgen" in text
    assert "11. November 2026" in text
    assert "dafür" not in text
    assert "Nur im Büro zu sehen" in page(client_for, at, bernd, role=Role.PARTICIPATION_OFFICER)
    assert "Was herauskam" in page(client_for, at + timedelta(days=11))


def test_a_draft_has_no_result_for_the_public(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    two_camps(in_soest, at)
    Campaign.objects.update(state=FormatState.DRAFT)
    assert client_for().get(PAGE).status_code == 404


def test_what_is_not_visible_is_not_in_it(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    two_camps(in_soest, at)
    Idea.objects.filter(number=8).update(visibility=Visibility.HELD)
    Campaign.objects.update(ideas_count=7)
    text = page(client_for, at)
    assert "Nummer 8" not in text
    assert "Nummer 7" in text


def test_invented_figures_say_so_at_every_block(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    campaign = two_camps(in_soest, at, invented=True)
    refresh_map(campaign=campaign, at=at)
    text = page(client_for, at)
    blocks = re.findall(r"<h2[^>]*>(.*?)</h2>", text, re.S)
    assert len([block for block in blocks if "Beispielwert" in block]) == 5
    assert "Beispielwert" not in page_of_a_real_one(in_soest, at, client_for).split("<footer")[0]


def page_of_a_real_one(town: Municipality, at: datetime, client_for: ClientFor) -> str:
    two_camps(town, at, key="echt")
    with clock.stopped_at(at):
        return client_for().get("/mitmachen/echt/ergebnis/").content.decode()  # type: ignore[no-any-return]


def test_a_new_opinion_shows_at_once_and_a_changed_one_after_five_minutes_at_most(
    in_soest: Municipality, at: datetime
) -> None:
    campaign = two_camps(in_soest, at)
    first = list(results_of(campaign, at).figures.order)
    Idea.objects.filter(number=8).first().tallies.update(agree=0, disagree=40)  # type: ignore[union-attr]
    assert list(results_of(campaign, at).figures.order) == first
    assert list(results_of(campaign, at + timedelta(minutes=6)).figures.order)[-1] == 8
    campaign.opinions += 1
    assert list(results_of(campaign, at).figures.order)[-1] == 8


@pytest.mark.parametrize("voting", list(Voting))
def test_an_empty_campaign_has_a_page(
    in_soest: Municipality, at: datetime, client_for: ClientFor, voting: Voting
) -> None:
    a_campaign(in_soest, at, voting=voting, limit=10)
    assert "Noch keine Ideen" in page(client_for, at)


def test_it_needs_the_same_few_queries_for_few_and_many_ideas(
    in_soest: Municipality, at: datetime, client_for: ClientFor, count_queries: CountQueries, bernd: Person
) -> None:
    counted: dict[str, list[int]] = {"cold": [], "warm": []}
    for key, ideas in (("klein", 8), ("gross", 80)):
        refresh_map(campaign=two_camps(in_soest, at, ideas=ideas, key=key), at=at)
        client = client_for(bernd, role=Role.PARTICIPATION_OFFICER)
        client_for().get("/mitmachen/")
        for numbers in counted.values():
            with clock.stopped_at(at), count_queries() as asked:
                assert client.get(PAGE.replace("ideen", key)).status_code == 200
            numbers.append(len(asked))
    assert counted["warm"][0] == counted["warm"][1] <= 12
    assert counted["cold"][0] == counted["cold"][1]


def test_comments_and_their_absence_are_counted(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    campaign = two_camps(in_soest, at, voting=Voting.AGREE)
    assert Comment.objects.count() == campaign.comments_count == 0
    assert '<span class="figure-big">0</span> Kommentare' in page(client_for, at)
