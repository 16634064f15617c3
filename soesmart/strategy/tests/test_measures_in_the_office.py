"""Measures in the office: what was typed is kept, nothing estimated is overwritten, nobody saves over somebody else."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Assumption, Indicator, Measure, MeasureEstimate
from soesmart.strategy.services.assumptions import note_assumption
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.measures import (
    EstimateText,
    MeasureText,
    add_measure,
    drop_measure,
    edit_measure,
    record_estimate,
    restore_measure,
    withdraw_estimate,
)
from soesmart.strategy.tests.deciding import emissions, measure_for
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.reading import make_published
from tests.clients import ClientFor, CountQueries

LIST = "/verwaltung/strategie/massnahmen/"
ASSUMED = "/verwaltung/strategie/annahmen/"


@pytest.fixture
def co2(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Indicator:
    return emissions(make_published(in_soest, bernd, clara, at), at)


@pytest.fixture
def bare(in_soest: Municipality, at: datetime) -> Indicator:
    """An indicator of no goal: services ask for no more."""
    return add_indicator(actor=ACTOR, municipality=in_soest, text=IndicatorText("bare", "Zahl", "t"), at=at)


@pytest.fixture
def office(client_for: ClientFor, bernd: Person) -> Client:
    return client_for(bernd)


def text(**words: Any) -> MeasureText:
    return MeasureText(**{"key": "bus", "name": "Mehr Busse", **words})


def estimate(low: str, middle: str, high: str, **words: Any) -> EstimateText:
    return EstimateText(Decimal(low), Decimal(middle), Decimal(high), **{"basis": "Gutachten", **words})


# ---- services --------------------------------------------------------------------------------------------------------


def test_a_measure_costs_a_range_or_an_exact_sum(in_soest: Municipality, at: datetime) -> None:
    made = add_measure(actor=ACTOR, municipality=in_soest, text=text(cost_high=500), at=at)
    assert (made.cost_low, made.cost_high) == (500, 500)
    edit_measure(actor=ACTOR, measure=made, text=text(cost_low=0, cost_high=700), at=at)
    made.refresh_from_db()
    assert (made.cost_low, made.cost_high) == (0, 700)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"cost_low": 5, "cost_high": 4}, "cost_high"),
        ({"cost_low": 10**16}, "cost_low"),
        ({"name": " "}, "name"),
        ({"starts": 20}, "starts"),
        ({"link": "https://anderswo.example/"}, "link"),
        ({"link": "//anderswo.example/"}, "link"),
        ({"link": "/pilot\" onclick=\"x"}, "link"),
        ({"source": "javascript:alert(1)"}, "source"),
        ({"condition": "x" * 501}, "condition"),
        ({"key": "neu"}, "key"),
        ({"key": "mit leerzeichen"}, "key"),
    ],
)  # fmt: skip
def test_a_measure_that_cannot_be_right_is_refused(
    words: dict[str, Any], field: str, in_soest: Municipality, at: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        add_measure(actor=ACTOR, municipality=in_soest, text=text(**words), at=at)
    assert refusal.value.field == field
    assert not Measure.objects.exists()


def test_a_key_is_given_once_in_a_town(in_soest: Municipality, at: datetime) -> None:
    add_measure(actor=ACTOR, municipality=in_soest, text=text(), at=at)
    with pytest.raises(Refused) as refusal:
        add_measure(actor=ACTOR, municipality=in_soest, text=text(name="Andere Busse"), at=at)
    assert refusal.value.field == "key"


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        (("3", "2", "5"), "middle"),
        (("1", "2", "1.5"), "high"),
        (("-1", "2", "3"), "middle"),
        (("1", "2", "-3"), "high"),
        (("-3", "-2", "-5"), "middle"),
        (("0", "0", "0"), "high"),
        (("0", "1", "1e13"), "high"),
        (("0", "0.0000001", "1"), "middle"),
    ],
)
def test_an_estimate_grows_from_cautious_to_bold_in_one_direction(
    numbers: tuple[str, str, str], field: str, bare: Indicator, at: datetime
) -> None:
    made = add_measure(actor=ACTOR, municipality=bare.municipality, text=text(), at=at)
    with pytest.raises(Refused) as refusal:
        record_estimate(actor=ACTOR, measure=made, indicator=bare, text=estimate(*numbers), at=at)
    assert refusal.value.field == field
    assert not MeasureEstimate.objects.exists()


def test_a_wrong_sign_is_refused_until_somebody_says_that_it_harms(
    co2: Indicator, office: Client, client_for: ClientFor, at: datetime
) -> None:
    made = add_measure(actor=ACTOR, municipality=co2.municipality, text=text(), at=at)
    page = f"{LIST}{made.key}/wirkung/"
    typed = {
        "indicator": co2.key, "low": "0,1", "middle": "0,3", "high": "0,5", "ramp_years": "1", "confidence": "low",
        "basis": "Gutachten",
    }  # fmt: skip
    answer = office.post(page, typed)
    assert answer.status_code == 422
    assert "niedriger ist besser. Diese Wirkung geht in die andere Richtung" in answer.content.decode()
    assert not MeasureEstimate.objects.exists()
    assert (
        office.post(page, typed | {"low": "-0,1", "middle": "-0,3", "high": "-0,5", "harms": "on"}).status_code == 422
    )
    assert office.post(page, typed | {"harms": "on"}).status_code == 302
    sheet = client_for(None).get("/strategie/ziele/ENE-1/entscheidung/").content.decode()
    assert "möglich, wirkt gegen das Ziel" in sheet


def test_estimates_follow_each_other_and_stay(co2: Indicator, bernd: Person, at: datetime) -> None:
    made = measure_for(co2, "bus", ("-1", "-2", "-3"), at)
    later = at + timedelta(days=1)
    record_estimate(actor=bernd, measure=made, indicator=co2, text=estimate("0", "-1", "-1"), at=later)
    withdraw_estimate(actor=bernd, measure=made, indicator=co2, at=later + timedelta(days=1))
    rows = list(MeasureEstimate.objects.order_by("recorded_at").values_list("middle", "is_withdrawn", "estimated_by"))
    assert rows == [(-2, False, None), (-1, False, bernd.pk), (-1, True, bernd.pk)]
    with pytest.raises(Conflict):
        withdraw_estimate(actor=bernd, measure=made, indicator=co2, at=later + timedelta(days=2))


def test_dropping_twice_is_noticed_and_everything_is_audited(co2: Indicator, bernd: Person, at: datetime) -> None:
    made = measure_for(co2, "bus", ("-1", "-2", "-3"), at)
    seen = made.revision
    drop_measure(actor=bernd, measure=made, revision=seen, at=at)
    with pytest.raises(Conflict):
        restore_measure(actor=bernd, measure=made, revision=seen, at=at)
    restore_measure(actor=bernd, measure=made, revision=seen + 1, at=at)
    note_assumption(actor=bernd, indicator=co2, text="So ist es", overlap=30, at=at)
    done = list(AuditEntry.objects.order_by("number").values_list("action", flat=True))[-5:]
    assert done == [
        "strategy.measure.added",
        "strategy.estimate.recorded",
        "strategy.measure.dropped",
        "strategy.measure.restored",
        "strategy.assumption.noted",
    ]


@pytest.mark.parametrize(("words", "overlap"), [("", 20), ("x" * 501, 20), ("Gut", 91), ("Gut", -1)])
def test_an_assumption_needs_words_and_a_possible_overlap(
    words: str, overlap: int, bare: Indicator, at: datetime
) -> None:
    with pytest.raises(Refused):
        note_assumption(actor=ACTOR, indicator=bare, text=words, overlap=overlap, at=at)
    assert not Assumption.objects.exists()


def test_only_an_assumption_with_an_overlap_changes_it(co2: Indicator, at: datetime) -> None:
    note_assumption(actor=ACTOR, indicator=co2, text="Ohne Zahl", at=at)
    co2.refresh_from_db()
    assert co2.overlap == 20
    note_assumption(actor=ACTOR, indicator=co2, text="Alles verschieden", overlap=0, at=at)
    co2.refresh_from_db()
    assert co2.overlap == 0


# ---- pages -----------------------------------------------------------------------------------------------------------


def test_from_the_new_measure_to_its_estimate(co2: Indicator, office: Client) -> None:
    words = {"name": "Mehr Busse", "cost_low": "1.000,50 €", "cost_high": "2000", "starts": "2027"}
    assert office.post(f"{LIST}neu/", words)["Location"] == f"{LIST}mehr-busse/wirkung/"
    made = Measure.objects.get()
    assert (made.key, made.cost_low, made.cost_high, made.starts) == ("mehr-busse", 100_050, 200_000, 2027)
    typed = {
        "indicator": "co2", "low": "−0,1", "middle": "-0,25", "high": "-1", "ramp_years": "3",
        "confidence": "medium", "basis": "Gutachten",
    }  # fmt: skip
    assert office.post(f"{LIST}mehr-busse/wirkung/", typed).status_code == 302
    row = MeasureEstimate.objects.get()
    assert (row.low, row.middle, row.high) == (Decimal("-0.1"), Decimal("-0.25"), Decimal(-1))
    page = office.get(f"{LIST}mehr-busse/").content.decode()
    assert "−0,25" in page
    assert "Gutachten" in page


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ({"name": "Busse", "cost_low": "viel"}, 'value="viel"'),
        ({"name": "Busse", "cost_low": "-5"}, 'value="-5"'),
        ({"name": "Busse", "starts": "bald"}, 'value="bald"'),
        ({"name": "", "text": "Öfter fahren"}, "Öfter fahren"),
        ({"name": "Busse", "link": "//x"}, 'value="//x"'),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(
    words: dict[str, str], kept: str, bare: Indicator, office: Client
) -> None:
    answer = office.post(f"{LIST}neu/", words)
    assert answer.status_code == 422
    assert kept in answer.content.decode()
    assert not Measure.objects.exists()


def test_a_form_names_all_that_is_wrong_at_once(bare: Indicator, office: Client) -> None:
    typed = {
        "key": "a b",
        "name": "Busse",
        "cost_low": "2 Mio",
        "cost_high": "1,5 Mio. €",
        "starts": "99",
        "link": "//x",
    }
    answer = office.post(f"{LIST}neu/", typed)
    assert set(answer.context["form"].errors) == {"key", "cost_high", "starts", "link"}


def test_wrong_numbers_of_an_estimate_stay_and_are_explained(co2: Indicator, office: Client, at: datetime) -> None:
    measure_for(co2, "bus", ("-1", "-2", "-3"), at)
    typed = {"indicator": "co2", "low": "-3", "middle": "-2", "high": "-1", "ramp_years": "1", "basis": "Akte"}
    answer = office.post(f"{LIST}bus/wirkung/", typed | {"confidence": "low"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "müssen in eine Richtung gehen" in page
    assert 'value="Akte"' in page
    assert MeasureEstimate.objects.count() == 1


def test_two_who_edit_a_measure_see_each_other(
    co2: Indicator, office: Client, client_for: ClientFor, clara: Person, at: datetime
) -> None:
    made = measure_for(co2, "bus", ("-1", "-2", "-3"), at)
    other = client_for(clara, role=Role.STRATEGY_OFFICER)
    mine = {"revision": made.revision, "name": "Von Bernd"}
    assert other.post(f"{LIST}bus/bearbeiten/", {"revision": made.revision, "name": "Von Clara"}).status_code == 302
    answer = office.post(f"{LIST}bus/bearbeiten/", mine)
    assert answer.status_code == 409
    assert "Von Clara" in answer.content.decode()
    assert "Von Bernd" in answer.content.decode()
    made.refresh_from_db()
    assert made.name == "Von Clara"


def test_a_measure_is_dropped_and_taken_up_again_by_its_buttons(co2: Indicator, office: Client, at: datetime) -> None:
    made = measure_for(co2, "bus", ("-1", "-2", "-3"), at)
    assert (
        "ist entfallen"
        in office.post(f"{LIST}bus/entfallen/", {"revision": made.revision}, follow=True).content.decode()
    )
    assert "Maßnahme bus" not in office.get(LIST).content.decode()
    assert "Maßnahme bus" in office.get(f"{LIST}?zeigen=entfallen").content.decode()
    office.post(f"{LIST}bus/wieder/", {"revision": made.revision})  # an old page
    assert Measure.objects.get().is_dropped
    office.post(f"{LIST}bus/wieder/", {"revision": made.revision + 1})
    assert not Measure.objects.get().is_dropped
    office.post(f"{LIST}bus/wirkung/co2/zuruecknehmen/")
    assert MeasureEstimate.objects.filter(is_withdrawn=True).count() == 1
    assert office.post(f"{LIST}bus/wirkung/co2/zuruecknehmen/").status_code == 409


def test_an_assumption_is_noted_with_its_overlap(co2: Indicator, office: Client) -> None:
    assert office.post(f"{ASSUMED}co2/neu/", {"text": "Alles dasselbe", "overlap": "95"}).status_code == 422
    assert office.post(f"{ASSUMED}co2/neu/", {"text": "Alles dasselbe", "overlap": "60"}).status_code == 302
    assert "Alles dasselbe (Überlappung 60" in office.get(f"{ASSUMED}co2/").content.decode()
    assert "Treibhausgase" in office.get(ASSUMED).content.decode()


READ = [LIST, f"{LIST}bus/", ASSUMED, f"{ASSUMED}co2/"]
WRITE = [f"{LIST}neu/", f"{LIST}bus/bearbeiten/", f"{LIST}bus/wirkung/", f"{ASSUMED}co2/neu/"]
POST = [f"{LIST}bus/entfallen/", f"{LIST}bus/wieder/", f"{LIST}bus/wirkung/co2/zuruecknehmen/"]


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [("guest", False, False), ("moderator", False, False), ("auditor", True, False), ("officer", True, True)],
)
def test_officers_write_auditors_read_nobody_else_sees_it(
    who: str, reads: bool, writes: bool, co2: Indicator, client_for: ClientFor, amira: Person, at: datetime
) -> None:
    measure_for(co2, "bus", ("-1", "-2", "-3"), at)
    roles = {"moderator": Role.MODERATOR, "auditor": Role.AUDITOR, "officer": Role.STRATEGY_OFFICER}
    client = client_for() if who == "guest" else client_for(amira, role=roles[who])
    assert [client.get(path).status_code == 200 for path in READ] == [reads] * len(READ)
    assert [client.get(path).status_code == 200 for path in WRITE] == [writes] * len(WRITE)
    seen = Measure.objects.get().revision
    assert [client.post(path, {"revision": seen}).status_code == 403 for path in POST] == [not writes] * len(POST)


def test_a_measure_of_another_town_is_not_to_be_found(
    co2: Indicator, olpe: Municipality, franz: Person, client_for: ClientFor, at: datetime
) -> None:
    measure_for(co2, "bus", ("-1", "-2", "-3"), at)
    elsewhere = client_for(franz, olpe)
    assert "Maßnahme bus" not in elsewhere.get(LIST).content.decode()
    for path in (f"{LIST}bus/", f"{LIST}bus/bearbeiten/", f"{LIST}bus/wirkung/", f"{ASSUMED}co2/"):
        assert elsewhere.get(path).status_code == 404


def test_lists_cost_the_same_for_many_measures(
    co2: Indicator, office: Client, at: datetime, count_queries: CountQueries
) -> None:
    made = measure_for(co2, "bus", ("-1", "-2", "-3"), at)
    pages = [LIST, f"{LIST}?q=bus", f"{LIST}bus/", ASSUMED, f"{LIST}bus/wirkung/"]
    office.get(LIST)

    def counts() -> list[int]:
        found = []
        for path in pages:
            with count_queries() as queries:
                assert office.get(path).status_code == 200
            assert len(queries) <= 12, (path, queries)
            found.append(len(queries))
        return found

    few = counts()
    rows = [Measure(municipality=co2.municipality, key=f"m-{n}", name=f"Busse {n}") for n in range(2_000)]
    Measure.objects.bulk_create(rows)
    again = {"measure": made, "indicator": co2, "low": -1, "middle": -2, "high": -3, "basis": "x", "recorded_at": at}
    MeasureEstimate.objects.bulk_create(MeasureEstimate(**again) for _ in range(50))
    assert counts() == few


def test_writes_take_few_queries(co2: Indicator, office: Client, count_queries: CountQueries, at: datetime) -> None:
    measure_for(co2, "bus", ("-1", "-2", "-3"), at)
    typed = {
        "indicator": "co2", "low": "-1", "middle": "-2", "high": "-3", "ramp_years": "1", "confidence": "low",
        "basis": "Akte",
    }  # fmt: skip
    for path, words in ((f"{LIST}bus/wirkung/", typed), (f"{ASSUMED}co2/neu/", {"text": "So", "overlap": "3"})):
        office.get(LIST)
        with count_queries() as queries:
            assert office.post(path, words).status_code == 302
        assert len([sql for sql in queries.sql if not sql.startswith("SELECT")]) <= 10, queries
        assert len(queries) <= 16, queries
