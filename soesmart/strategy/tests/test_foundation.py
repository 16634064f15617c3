"""A town begins: found the strategy, name its levels, note the decisions on the target year."""

from datetime import datetime

import pytest
from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import GoalLevel, Strategy, TargetDecision
from soesmart.strategy.services.strategies import (
    Level,
    StrategyWords,
    edit_strategy,
    found_strategy,
    note_target_decision,
)
from soesmart.strategy.tests.drafting import ACTOR, make_draft, make_strategy
from tests.clients import ClientFor

HOME = "/verwaltung/strategie/"
WORDS = {
    "name": "Werl 2035",
    "horizon": "2035",
    "field_singular": "Thema",
    "field_plural": "Themen",
    "level_1_singular": "Ziel",
    "level_1_plural": "Ziele",
}


def test_an_officer_founds_the_strategy_and_begins_to_write(
    client_for: ClientFor, bernd: Person, soest: Municipality
) -> None:
    client = client_for(bernd)
    assert "Strategie anlegen" in client.get(HOME).content.decode()
    assert client.post(f"{HOME}anlegen/", WORDS, follow=True).status_code == 200
    assert client.post(f"{HOME}entwurf/neu/", {"label": "1.0"}).status_code == 302
    with scope(municipality=soest):
        strategy = Strategy.objects.get()
        assert (strategy.name, strategy.horizon, strategy.field_plural) == ("Werl 2035", 2035, "Themen")
        assert list(GoalLevel.objects.values_list("depth", "plural")) == [(1, "Ziele")]
        assert strategy.versions.get().label == "1.0"


def test_a_half_named_level_keeps_what_was_typed(client_for: ClientFor, bernd: Person, soest: Municipality) -> None:
    answer = client_for(bernd).post(f"{HOME}anlegen/", {**WORDS, "level_2_singular": "Teilziel"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "beide Wörter" in page
    assert "Werl 2035" in page
    with scope(municipality=soest):
        assert not Strategy.objects.exists()


def test_a_second_strategy_is_not_founded(in_soest: Municipality, at: datetime) -> None:
    make_strategy(in_soest, at)
    levels = [Level("Ziel", "Ziele")]
    with pytest.raises(Conflict):
        found_strategy(actor=ACTOR, municipality=in_soest, slug="zwei", name="Zwei", horizon=2040, levels=levels, at=at)


def test_a_level_with_goals_cannot_be_dropped_but_renamed(in_soest: Municipality, at: datetime) -> None:
    strategy = make_strategy(in_soest, at)
    make_draft(strategy, at)
    with pytest.raises(Refused, match="unteren Ebene stehen noch Ziele"):
        edit_strategy(actor=ACTOR, strategy=strategy, words=StrategyWords("S", 2030, [Level("Ziel", "Ziele")]), at=at)
    levels = [Level("Oberziel", "Oberziele"), Level("Unterziel", "Unterziele")]
    edit_strategy(actor=ACTOR, strategy=strategy, words=StrategyWords("S", 2030, levels), at=at)
    assert list(GoalLevel.objects.values_list("singular", flat=True)) == ["Oberziel", "Unterziel"]


def test_two_who_edit_at_once_see_both_texts(
    client_for: ClientFor, bernd: Person, soest: Municipality, at: datetime
) -> None:
    with scope(municipality=soest):
        strategy = make_strategy(soest, at)
    client = client_for(bernd)
    seen = {**WORDS, "revision": 1, "level_2_singular": "Teilziel", "level_2_plural": "Teilziele"}
    assert client.post(f"{HOME}angaben/", {**seen, "name": "Die erste"}).status_code == 302
    answer = client.post(f"{HOME}angaben/", {**seen, "name": "Die zweite"})
    assert answer.status_code == 409
    assert "Die erste" in answer.content.decode()
    assert "Die zweite" in answer.content.decode()
    strategy.refresh_from_db()
    assert strategy.name == "Die erste"


@pytest.mark.parametrize(
    ("decided", "code"),
    [("", "empty"), ("irgendwann", "form"), ("2031", "future")],
)
def test_a_decision_needs_a_day_that_can_be(in_soest: Municipality, at: datetime, decided: str, code: str) -> None:
    strategy = make_strategy(in_soest, at)
    with pytest.raises(Refused) as refusal:
        note_target_decision(actor=ACTOR, strategy=strategy, subject="Klima", year=2030, decided=decided, at=at)
    assert refusal.value.code == f"strategy.decided.{code}"
    assert not TargetDecision.objects.exists()


def test_the_target_history_grows_in_the_office(
    client_for: ClientFor, bernd: Person, soest: Municipality, at: datetime
) -> None:
    with scope(municipality=soest):
        make_strategy(soest, at)
    form = {"subject": "Klimaneutralität", "year": "2030", "decided": "Juni 2020"}
    client = client_for(bernd)
    assert client.post(f"{HOME}zeitziele/neu/", form).status_code == 302
    assert "steht schon da" in client.post(f"{HOME}zeitziele/neu/", form).content.decode()
    with scope(municipality=soest):
        assert list(TargetDecision.objects.values_list("year", "decided")) == [(2030, "2020-06")]
