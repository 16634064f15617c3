"""What a resident reads about the numbers of a goal: ratings, outlook, origin, and all of it as known on a day."""

import csv
import io
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, Strategy
from soesmart.strategy.queries.remembered import forget
from soesmart.strategy.services.table_rows import _pedigree_of
from soesmart.strategy.services.targets import TargetText, set_target
from soesmart.strategy.services.values import Pedigree, record_value
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.reading import make_published
from tests.clients import CountQueries

pytestmark = pytest.mark.usefixtures("noon")
GOAL, WHY = "/strategie/ziele/MOB-1/", "/strategie/ziele/MOB-1/bewertung/"


@pytest.fixture
def strategy(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Strategy:
    """MOB-1 with a value of every year: 10 (2020) to 14 (2024), target 20 in 2030."""
    made = make_published(in_soest, bernd, clara, at - timedelta(days=100))
    for year, value in ((2021, "11.5"), (2022, "11.8"), (2023, "13.4")):
        record(year, value, at - timedelta(days=90))
    return made


def record(year: int | None, value: str, at: datetime, **more: object) -> None:
    indicator = Indicator.objects.select_related("municipality").get()
    record_value(**{"actor": ACTOR, "indicator": indicator, "year": year, "value": Decimal(value), "at": at, **more})  # type: ignore[arg-type]


def main_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_three_ratings_stand_side_by_side_with_the_outlook(strategy: Strategy, guest: Client) -> None:
    page = main_of(guest, GOAL)
    ratings = page.partition('<ul class="ratings">')[2].partition("</ul>")[0]
    assert '<use href="#weather-sun"/></svg>Sonne' in ratings
    assert "Verhältnis 1,00" in ratings
    assert "Verhältnis 1,22" in ratings
    assert "Chance, das Ziel zu erreichen" in page
    assert "in 80 von 100 Fällen" in page
    assert page.count('class="band"') == 6  # two bands in two drawings and the legend
    assert "An der eigenen Vergangenheit geprüft" in page


def test_where_the_rules_disagree_the_page_says_why(strategy: Strategy, guest: Client, at: datetime) -> None:
    page = main_of(guest, GOAL)
    assert "Die Rechnungen sind sich nicht einig." in page
    assert "ist nach der Prognose „eher nicht“ (25\u202f%); dagegen sagt das Wettersymbol (Regel A) „Sonne“" in page
    assert "die Prognose lässt es Jahr für Jahr nachlassen" in page
    record(2025, "14", at)
    assert "Das Wettersymbol (Regel A) sagt" in main_of(guest, GOAL)


def test_every_value_tells_its_pedigree_by_place_and_never_by_name(
    strategy: Strategy, guest: Client, bernd: Person, clara: Person, at: datetime
) -> None:
    pedigree = Pedigree(
        has_break=True, source_name="Haushaltsbefragung", licence="dl-de/by-2-0", method_version="2", entered_by=clara
    )
    record(2025, "15", at, actor=bernd, state="provisional", note="Stichprobe", pedigree=pedigree)
    row = main_of(guest, GOAL).partition('<th scope="row">2025</th>')[2].partition("</tr>")[0]
    for word in ("vorläufig", "nicht vergleichbar", "Stichprobe", "Haushaltsbefragung", "dl-de/by-2-0", "Verfahren 2"):
        assert word in row
    assert "Eingetragen von der zuständigen Stelle, freigegeben von der Strategiestelle" in row
    assert "example.org" not in row


def test_parts_days_and_milestones_are_shown_and_do_not_decide(strategy: Strategy, guest: Client, at: datetime) -> None:
    indicator = Indicator.objects.select_related("municipality").get()
    for sector, value in (("Schule", "30"), ("Beruf", "9")):
        record(2024, value, at, pedigree=Pedigree(sector=sector))
    record(2024, "99", at, pedigree=Pedigree(day=date(2024, 5, 1)))
    text = TargetText(is_milestone=True, decision="Rat, Vorlage 12/2026")
    set_target(actor=ACTOR, indicator=indicator, value=Decimal(17), year=2027, text=text, at=at)
    page = main_of(guest, GOAL)
    assert '<th scope="row">Beruf</th><td class="number">9,0</td>' in page
    assert "1. Mai 2024: 99,0" in page
    assert "Zwischenziel: 17,0" in page
    assert "Rat, Vorlage 12/2026" in page
    assert "(14,0 − 10,0) ÷ (2024 − 2020)" in page


def test_emissions_are_shown_as_a_budget(strategy: Strategy, guest: Client) -> None:
    assert "Budget" not in main_of(guest, GOAL)
    Indicator.objects.update(is_emission=True)
    forget()
    assert "Der Zielpfad erlaubt von 2020 bis 2030 zusammen 165,0" in main_of(guest, GOAL)
    assert "aufsummiert" in main_of(guest, WHY)


def test_the_rating_page_shows_every_rule_with_numbers_to_check(strategy: Strategy, guest: Client) -> None:
    page = main_of(guest, WHY)
    for shown in (
        "(11,5 − 10,0) ÷ (2021 − 2020)",  # a yearly change of rule A
        "14,0 + 1,000 · (2030 − 2024)",  # q
        "(20,0 − 20,000) ÷ (20,0 − 14,0)",  # f
        "(20,0 − 10,0) ÷ (2030 − 2020)",  # needed pace of rule B
        "(14,0 ÷ 10,0) hoch 1 ÷ (2024 − 2020), minus 1",  # growth of line C
        "Median aller Steigungen (2020 bis 2024, 5 Werte)",
        "in 80 von 100 Fällen",
        "Fehler",
    ):
        assert shown in page, shown
    assert page.count("trifft zu") == 3
    for anchor in ("regel-a", "regel-b", "regel-c", "verlauf", "prognose"):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page


def test_a_goal_without_indicator_has_no_calculation_but_a_page(strategy: Strategy, guest: Client) -> None:
    assert "Noch keine Kennzahl" in main_of(guest, "/strategie/ziele/ENE-1/bewertung/")
    assert guest.get("/strategie/ziele/ENE-1/bewertung.csv").status_code == 404
    assert guest.get("/strategie/ziele/NIE-1/bewertung/").status_code == 404


def rows_of(client: Client, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_calculation_can_be_taken_away(strategy: Strategy, guest: Client) -> None:
    rows = rows_of(guest, "/strategie/ziele/MOB-1/bewertung.csv")
    assert {row["Teil"] for row in rows} >= {
        "Regel A: Wettersymbol",
        "Regel B: lineares Tempo",
        "Prognose",
        "Rückschau",
    }
    assert ("Tempo", "bisher ÷ nötig", "1,00") in {(row["Schritt"], row["Rechnung"], row["Ergebnis"]) for row in rows}


class TestAsKnownOn:
    """2024 was 14 until it was revised to 12 on 20 October 2026; the target rose from 20 to 25 on that day."""

    @pytest.fixture
    def revised(self, strategy: Strategy, at: datetime) -> Strategy:
        moment = at - timedelta(days=12)
        record(2024, "12", moment, state="revised")
        indicator = Indicator.objects.select_related("municipality").get()
        set_target(actor=ACTOR, indicator=indicator, value=Decimal(25), year=2030, at=moment)
        return strategy

    @pytest.mark.parametrize(
        ("query", "shown", "hidden"),
        [
            ("", ["(12,0 − 10,0) ÷ (2024 − 2020)", "(25,0 − 10,0)"], ["(14,0 − 10,0)", "So, wie es an diesem Tag"]),
            ("?stand=2026-10-20", ["(12,0 − 10,0)", "(25,0 − 10,0)", "Stand 20. Oktober 2026"], ["(14,0 − 10,0)"]),
            (
                "?stand=2026-10-19",
                ["(14,0 − 10,0) ÷ (2024 − 2020)", "(20,0 − 10,0)"],
                ["(12,0 − 10,0)", "(25,0 − 10,0)"],
            ),
            ("?stand=gestern", ["(12,0 − 10,0)", "ließ sich nichts anfangen"], []),
            ("?stand=2026-11-02", ["(12,0 − 10,0)", "liegt in der Zukunft"], []),
        ],
        ids=["today", "day-of-revision", "day-before", "nonsense", "future"],
    )
    @pytest.mark.parametrize("path", [GOAL, WHY])
    def test_page_and_calculation_show_old_and_new_on_the_right_dates(
        self, revised: Strategy, guest: Client, path: str, query: str, shown: list[str], hidden: list[str]
    ) -> None:
        page = main_of(guest, path + query)
        assert [text for text in shown if text not in page] == []
        assert [text for text in hidden if text in page] == []
        assert guest.get(path + query).headers.get("X-Robots-Tag") == ("noindex" if query else None)

    def test_files_show_old_and_new_on_the_right_dates(self, revised: Strategy, guest: Client) -> None:
        path = "/strategie/ziele/MOB-1/werte.csv"
        now = [(row["Wert"], row["ersetzt"]) for row in rows_of(guest, path) if row["Jahr"] == "2024"]
        assert now == [("14", "ja"), ("12", "nein")]
        then = rows_of(guest, f"{path}?stand=2026-10-19")
        assert [(row["Wert"], row["ersetzt"]) for row in then if row["Jahr"] == "2024"] == [("14", "nein")]
        goals = rows_of(guest, "/strategie/ziele.csv?stand=2026-10-19")
        assert {(row["Wert"], row["Zielwert"]) for row in goals if row["Jahr"] == "2024"} == {("14", "20")}
        named = guest.get(f"{path}?stand=2026-10-19").headers["Content-Disposition"]
        assert 'filename="MOB-1-stand-2026-10-19.csv"' in named

    def test_the_page_names_the_days_on_which_something_changed(self, revised: Strategy, guest: Client) -> None:
        page = main_of(guest, f"{GOAL}?stand=2026-10-19")
        assert '<a href="?stand=2026-10-20">20. Oktober 2026</a>' in page
        assert f'{GOAL}werte.csv?stand=2026-10-19"' in page
        assert f'{WHY}?stand=2026-10-19"' in page

    def test_a_day_before_everything_is_an_empty_page_not_an_error(self, revised: Strategy, guest: Client) -> None:
        assert "Noch keine Werte" in main_of(guest, f"{GOAL}?stand=2001-01-01")
        assert guest.get(f"{WHY}?stand=2001-01-01").status_code == 200
        assert rows_of(guest, "/strategie/ziele/MOB-1/werte.csv?stand=2001-01-01") == []


@pytest.mark.parametrize("path", [GOAL, WHY, f"{GOAL}?stand=2026-10-19", "/strategie/ziele/MOB-1/bewertung.csv"])
def test_the_numbers_cost_few_queries_however_many_there_are(
    strategy: Strategy, guest: Client, at: datetime, count_queries: CountQueries, path: str
) -> None:
    guest.get(path)
    for month in range(1, 13):
        record(2025, str(month), at, pedigree=Pedigree(day=date(2025, month, 1)))
    with count_queries() as queries:
        guest.get(path)
    assert len(queries) <= 12, queries


class TestEveryReading:
    """House, field, workbook: 2024 was 14 (on track) until it became 9 (moving away) on 20 October 2026."""

    @pytest.fixture
    def revised(self, strategy: Strategy, at: datetime) -> Strategy:
        record(2024, "9", at - timedelta(days=12), state="revised")
        return strategy

    @pytest.mark.parametrize("path", ["/strategie/", "/strategie/felder/mobilitaet/"])
    def test_house_and_field_are_lit_as_known(self, revised: Strategy, guest: Client, path: str) -> None:
        assert "entfernt sich vom Ziel: <b>1</b>" in main_of(guest, path)
        then = main_of(guest, f"{path}?stand=2026-10-19")
        assert "auf Kurs: <b>1</b>" in then
        assert 'href="/strategie/ziele/MOB-1/?stand=2026-10-19"' in then
        assert "Stand 19. Oktober 2026" in then

    def test_the_workbook_has_the_numbers_of_the_day(self, revised: Strategy, guest: Client, at: datetime) -> None:
        indicator = Indicator.objects.select_related("municipality").get()
        text = TargetText(is_milestone=True)
        set_target(actor=ACTOR, indicator=indicator, value=Decimal(17), year=2027, text=text, at=at)
        set_target(actor=ACTOR, indicator=indicator, value=Decimal(25), year=2030, at=at)
        record(2024, "99", at, pedigree=Pedigree(sector="Schule"))

        def numbers(query: str) -> tuple[object, object]:
            book = load_workbook(io.BytesIO(guest.get(f"/strategie/ziele.xlsx{query}").content))
            goals, values = (list(book[name].iter_rows(values_only=True)) for name in ("Ziele", "Werte"))
            target = next(row[goals[0].index("Zielwert")] for row in goals if row[0] == "MOB-1")
            value = next(row[values[0].index("Wert")] for row in values if row[values[0].index("Jahr")] == 2024)
            return target, value

        assert numbers("") == (25, 9)
        assert numbers("?stand=2026-10-31") == (20, 9)
        assert numbers("?stand=2026-10-19") == (20, 14)


def test_a_correction_by_workbook_keeps_the_pedigree(strategy: Strategy, at: datetime) -> None:
    record(2025, "15", at, pedigree=Pedigree(licence="CC0", source_name="Zählung", has_break=True))
    assert _pedigree_of(Indicator.objects.get(), 2025) == Pedigree(licence="CC0", source_name="Zählung", has_break=True)
    assert _pedigree_of(Indicator.objects.get(), 2019) == Pedigree()
