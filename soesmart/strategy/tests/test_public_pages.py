"""What a resident reads: the strategy, its fields and goals, old versions, comparison, open data."""

import csv
import io
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy import related
from soesmart.strategy.models import Goal, Indicator, Strategy
from soesmart.strategy.services.removals import remove_goal
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import record_value
from soesmart.strategy.services.versions import open_draft
from soesmart.strategy.services.words import FieldText, GoalText, add_field, add_goal, edit_goal
from soesmart.strategy.tests.drafting import ACTOR, goal, make_draft, make_strategy, publish
from soesmart.strategy.tests.reading import make_published, measure


@pytest.fixture
def strategy(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Strategy:
    return make_published(in_soest, bernd, clara, at - timedelta(days=10))


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_a_town_without_strategy_says_what_will_be_here(soest: Municipality, guest: Client) -> None:
    for path in ("/strategie/", "/strategie/vergleich/", "/strategie/suche/"):
        assert "Noch keine Strategie" in text_of(guest, path)
    assert "Noch keine Fassung" in text_of(guest, "/strategie/fassungen/")
    assert guest.get("/strategie/ziele.csv").status_code == 404


def test_a_strategy_without_goals_says_so_in_every_field(
    in_soest: Municipality, bernd: Person, clara: Person, at: datetime, guest: Client
) -> None:
    draft = open_draft(actor=ACTOR, strategy=make_strategy(in_soest, at), label="1.0", at=at)
    add_field(actor=ACTOR, version=draft, text=FieldText("bildung", "BIL", "Bildung"), at=at)
    publish(draft, bernd, clara, at)
    assert "sobald sie veröffentlicht sind" in text_of(guest, "/strategie/")
    assert "Noch keine Ziele" in text_of(guest, "/strategie/felder/bildung/")


def test_the_house_lists_every_goal_with_its_light_in_words(strategy: Strategy, guest: Client) -> None:
    page = text_of(guest, "/strategie/")
    for title in ("Mehr Wege mit dem Rad", "Radwege bauen", "Strom vom Dach"):
        assert title in page
    assert '<span class="light light--bright">auf Kurs</span>' in page
    assert '<span class="light light--unknown">noch nicht bewertet</span>' in page


def test_a_goal_explains_its_rating_with_numbers_to_check(strategy: Strategy, guest: Client) -> None:
    page = text_of(guest, "/strategie/ziele/MOB-1/")
    assert "Auf Kurs" in page
    assert "(14,0 − 10,0) ÷ (2024 − 2020)" in page
    assert "40 Prozent des Weges sind geschafft" in page
    assert "Ziele darunter" in page
    assert "/strategie/ziele/MOB-1-2/" in page


def test_what_is_invented_is_marked_where_it_stands(strategy: Strategy, guest: Client, at: datetime) -> None:
    assert "Beispielwert</span>" not in text_of(guest, "/strategie/ziele/MOB-1/").partition("</main>")[0]
    indicator = Indicator.objects.get()
    record_value(actor=ACTOR, indicator=indicator, year=2025, value=Decimal(15), invented=True, at=at)
    page = text_of(guest, "/strategie/ziele/MOB-1/").partition("</main>")[0]
    row = page.partition('<th scope="row">2025</th>')[2].partition("</tr>")[0]
    assert "Beispielwert</span>" in row
    assert "gemessen" not in row


def test_a_goal_without_indicator_says_what_is_missing(strategy: Strategy, guest: Client) -> None:
    assert "Für dieses Ziel gibt es noch keine Kennzahl." in text_of(guest, "/strategie/ziele/ENE-1/")


def test_a_goal_leads_to_its_neighbours_and_the_one_above(strategy: Strategy, guest: Client) -> None:
    page = text_of(guest, "/strategie/ziele/MOB-1-1/")
    assert '<a href="/strategie/ziele/MOB-1/" rel="prev">' in page
    assert '<a class="is-next" href="/strategie/ziele/MOB-1-2/" rel="next">' in page
    assert "Gehört zu" in page


def test_a_goal_that_came_later_stands_beside_those_of_its_field(
    strategy: Strategy, guest: Client, bernd: Person, clara: Person, at: datetime
) -> None:
    draft = open_draft(actor=ACTOR, strategy=strategy, label="2.0", at=at)
    add_goal(actor=ACTOR, version=draft, text=GoalText("MOB-9", "mobilitaet", "Sichere Schulwege"), at=at)
    publish(draft, bernd, clara, at)
    assert '<a class="is-next" href="/strategie/ziele/MOB-9/" rel="next">' in text_of(guest, "/strategie/ziele/MOB-2/")
    page = text_of(guest, "/strategie/ziele/MOB-9/")
    assert '<a href="/strategie/ziele/MOB-2/" rel="prev">' in page
    assert '<a class="is-next" href="/strategie/ziele/ENE-1/" rel="next">' in page


def test_other_apps_may_tell_what_serves_a_goal(
    strategy: Strategy, guest: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(thing: Goal) -> list[related.Related]:
        return [related.Related("Vorhaben", f"Für {thing.code}", "/vorhaben/1/", invented=True)]

    monkeypatch.setattr(related, "BY_GOAL", [told])
    page = text_of(guest, "/strategie/ziele/MOB-2/")
    assert "<h2>Vorhaben</h2>" in page
    assert "Für MOB-2" in page


def test_an_earlier_target_and_a_corrected_value_stay_readable(strategy: Strategy, guest: Client, at: datetime) -> None:
    indicator = Indicator.objects.get()
    set_target(actor=ACTOR, indicator=indicator, value=Decimal(25), year=2030, decided="2025-06", at=at)
    record_value(actor=ACTOR, indicator=indicator, year=2024, value=Decimal(13), at=at)
    page = text_of(guest, "/strategie/ziele/MOB-1/")
    assert "früherer Zielwert" in page
    assert "Berichtigte frühere Angaben (1)" in page
    assert "(13,0 − 10,0) ÷ (2024 − 2020)" in page


class TestVersions:
    """1.0 rewords MOB-1, drops ENE-1 and gains MOB-3 in 2.0."""

    @pytest.fixture
    def second(self, strategy: Strategy, bernd: Person, clara: Person, at: datetime) -> Strategy:
        draft = open_draft(actor=ACTOR, strategy=strategy, label="2.0", at=at)
        edit_goal(
            actor=ACTOR,
            wording=goal(draft, "MOB-1"),
            text=GoalText("MOB-1", "mobilitaet", "Mehr Wege mit dem Bus"),
            at=at,
        )
        remove_goal(actor=ACTOR, wording=goal(draft, "ENE-1"), at=at)
        add_goal(actor=ACTOR, version=draft, text=GoalText("MOB-3", "mobilitaet", "Weniger Wege"), at=at)
        publish(draft, bernd, clara, at)
        return strategy

    def test_the_old_version_stays_readable_whole(self, second: Strategy, guest: Client) -> None:
        page = text_of(guest, "/strategie/fassungen/1.0/")
        assert "Mehr Wege mit dem Rad" in page
        assert "Strom vom Dach" in page
        assert "Weniger Wege" not in page
        assert "Es gilt Fassung 2.0" in page

    def test_an_old_goal_points_to_the_current_one(self, second: Strategy, guest: Client) -> None:
        page = text_of(guest, "/strategie/fassungen/1.0/ziele/MOB-1/")
        assert "<h1>Mehr Wege mit dem Rad</h1>" in page
        assert '<link rel="canonical" href="http://soest.localhost/strategie/ziele/MOB-1/">' in page
        assert guest.get("/strategie/fassungen/2.0/ziele/ENE-1/").status_code == 404

    def test_a_goal_that_was_given_up_says_so(self, second: Strategy, guest: Client) -> None:
        assert "führt dieses Ziel nicht mehr" in text_of(guest, "/strategie/ziele/ENE-1/")

    def test_the_comparison_shows_each_change_once(self, second: Strategy, guest: Client) -> None:
        page = text_of(guest, "/strategie/vergleich/")
        assert "3 Änderungen" in page
        assert [page.count(f'id="{code}"') for code in ("MOB-1", "MOB-3", "ENE-1", "MOB-2")] == [1, 1, 1, 0]
        assert "</span>Rad<span" in page
        assert "</span>Bus<span" in page

    def test_equal_versions_have_no_difference(self, second: Strategy, guest: Client) -> None:
        assert "Kein Unterschied" in text_of(guest, "/strategie/vergleich/?von=2.0&nach=2.0")

    @pytest.mark.parametrize("query", ["von=9.9", "nach=%00", "von=1.0&nach=" + "9" * 500])
    def test_an_unknown_version_is_not_found(self, second: Strategy, guest: Client, query: str) -> None:
        assert guest.get(f"/strategie/vergleich/?{query}").status_code == 404


def test_a_draft_is_nobodys_business(strategy: Strategy, guest: Client, at: datetime) -> None:
    draft = open_draft(actor=ACTOR, strategy=strategy, label="2.0", at=at)
    add_goal(actor=ACTOR, version=draft, text=GoalText("MOB-9", "mobilitaet", "Geheimes Ziel"), at=at)
    assert "Geheimes Ziel" not in text_of(guest, "/strategie/") + text_of(guest, "/strategie/suche/?q=Geheimes")
    for path in ("/strategie/ziele/MOB-9/", "/strategie/fassungen/2.0/", "/strategie/vergleich/?nach=2.0"):
        assert guest.get(path).status_code == 404


def rows_of(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


class TestOpenData:
    def test_the_values_of_a_goal(self, strategy: Strategy, guest: Client) -> None:
        rows = rows_of(guest, "/strategie/ziele/MOB-1/werte.csv")
        assert [(row["Jahr"], row["Wert"], row["Einheit"], row["Beispielwert"]) for row in rows] == [
            ("2020", "10", "%", "nein"),
            ("2024", "14", "%", "nein"),
        ]

    def test_all_goals_even_those_without_a_value(self, strategy: Strategy, guest: Client) -> None:
        rows = rows_of(guest, "/strategie/ziele.csv")
        assert [row["Kürzel"] for row in rows] == ["MOB-1", "MOB-1", "MOB-1-1", "MOB-1-2", "MOB-2", "ENE-1"]
        assert {row["Bewertung"] for row in rows} == {"auf Kurs", "noch nicht bewertet"}

    def test_a_decimal_has_a_comma_and_no_text_becomes_a_formula(
        self, strategy: Strategy, guest: Client, at: datetime
    ) -> None:
        indicator = measure(strategy, "ENE-1", {2021: "1.25"}, "3", at)
        record_value(actor=ACTOR, indicator=indicator, year=2022, value=Decimal(2), note="=1+1", at=at)
        rows = rows_of(guest, "/strategie/ziele/ENE-1/werte.csv")
        assert [(row["Wert"], row["Hinweis"]) for row in rows] == [("1,25", ""), ("2", "'=1+1")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=Räder", ["Mehr Wege mit dem Rad", "Radwege bauen", "Räder abstellen"]),
        ("q=wegen", ["Mehr Wege mit dem Rad"]),
        ("q=Radverkehrsanteil", ["Mehr Wege mit dem Rad"]),
        ("q=ene-1", ["Strom vom Dach"]),
        ("feld=energie", ["Strom vom Dach"]),
        ("q=Rad&feld=energie", []),
        ("q=!!!", []),
        ("sdg=7", []),
    ],
)
def test_the_search_knows_german_words(strategy: Strategy, guest: Client, query: str, found: list[str]) -> None:
    hits = guest.get(f"/strategie/suche/?{query}").context["page"].object_list
    assert sorted(hit.title for hit in hits) == sorted(found)


@pytest.mark.parametrize("number", ["2", "0", "-1", "abc", "9" * 400, "²"])
def test_a_page_that_no_list_has_is_a_clear_404(strategy: Strategy, guest: Client, number: str) -> None:
    assert "So viele Seiten hat die Liste nicht" in text_of(guest, f"/strategie/suche/?q=Rad&seite={number}", 404)


@pytest.mark.parametrize("path", ["felder/gibt-es-nicht/", "ziele/NIE-1/", "ziele/NIE-1/werte.csv", "fassungen/9/"])
def test_what_is_not_there_is_not_found(strategy: Strategy, guest: Client, path: str) -> None:
    assert guest.get(f"/strategie/{path}").status_code == 404


def test_publishing_in_the_future_is_not_yet_public(
    in_soest: Municipality, bernd: Person, clara: Person, at: datetime, guest: Client
) -> None:
    publish(make_draft(make_strategy(in_soest, at), at), bernd, clara, datetime(2999, 1, 1, tzinfo=at.tzinfo))
    assert "Noch keine Strategie" in text_of(guest, "/strategie/")
