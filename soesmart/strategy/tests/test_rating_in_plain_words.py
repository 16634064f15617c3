"""Two sentences say why a goal stands so: one about so far, one about ahead, without names of rules."""

from dataclasses import replace
from typing import Any

import pytest

from soesmart.strategy.rating.assessment import assess
from soesmart.strategy.rating.plainly import WORSE_THAN_NONE, ahead, caveat, so_far
from soesmart.strategy.tests.test_what_is_shown_of_a_forecast import assessed
from soesmart.strategy.views.verdicts import Verdicts

RISING = ("10", "20", "30", "40", "50")


@pytest.mark.parametrize(
    ("values", "more", "said"),
    [
        (RISING, {"target": "105"}, "Seit 2020 ging es schnell genug voran, um 2030 das Ziel zu erreichen."),
        (RISING, {"target": "150"}, "voran, aber zu langsam: Im selben Tempo läge der Wert 2030 bei 110 statt 150 MW."),
        (RISING, {"target": "119"}, "ging es fast schnell genug voran: Im selben Tempo läge der Wert 2030 bei 110"),
        (RISING, {"target": "5", "direction": "down"}, "kam der Wert dem Ziel im Mittel nicht näher."),
        (RISING, {"target": "40"}, "Das Ziel von 40 MW ist mit 50 MW im Jahr 2024 schon erreicht."),
        (("1", "2"), {}, "Es gibt erst 2 zusammenhängende Werte"),
        (("90", "95", "103", "100"), {"direction": "hold"}, "mit 100 MW im Jahr 2023 gehalten: 95 bis 105 MW genügt."),
        (("99", "95", "93", "80"), {"direction": "hold"}, "nicht gehalten, nötig wäre 95 bis 105 MW; er kam auch"),
    ],
    ids=["sun", "cloud", "light-clouds", "storm", "reached", "too-few", "held", "not-held"],
)
def test_so_far(values: tuple[str, ...], more: dict[str, Any], said: str) -> None:
    told = so_far(assessed(*values, unit="MW", **more)).replace("\u202f", " ").replace("\xa0", " ")
    assert said in told
    assert "Regel" not in told


@pytest.mark.parametrize(
    ("values", "more", "said"),
    [
        (RISING, {"target": "105"}, "lässt es nachlassen und kommt 2030 auf etwa 92 statt 105 MW."),
        (RISING, {"target": "60"}, "etwa 92 MW; das genügt."),
        (("9", "5", "9"), {}, "braucht vier zusammenhängende Werte"),
        (("100", "97", "94", "88"), {"direction": "hold"}, "gehalten wäre der Wert von 95 bis 105 MW."),
        (("100", "97", "94", "88"), {"year": 2023}, "Das Zieljahr ist da"),
    ],
    ids=["missed", "reached", "none", "held", "past"],
)
def test_ahead(values: tuple[str, ...], more: dict[str, Any], said: str) -> None:
    told = ahead(assessed(*values, **{"unit": "MW", **more}))
    assert said in told.replace("\u202f", " ").replace("\xa0", " ")
    assert "Regel" not in told


def test_a_miss_does_not_look_like_the_target() -> None:
    found = assessed("3.9", "3.8", "3.8", "3.7", "3.6", direction="down", unit="Note", target="3.1")
    one = assess(replace(found.indicator, decimals=0))
    assert "statt 3" in ahead(one)
    assert "etwa 3 statt" not in ahead(one)


def test_a_forecast_that_did_worse_than_no_change_is_marked_beside_its_chance() -> None:
    jumping = assessed("118", "99", "117", "113", "74", "70", "91", direction="hold", unit="Index")
    assert jumping.backtest is not None
    assert jumping.backtest.horizons[0].mean_error > jumping.backtest.horizons[0].naive_error
    assert caveat(jumping) == WORSE_THAN_NONE
    assert caveat(assessed("10", "20", "30", "41", "50", "61", "69", unit="MW")) == ""
    assert caveat(assessed("1", "2")) == ""


def test_a_light_that_is_missing_does_not_deny_the_symbol() -> None:
    found = assessed("118", "99", "117", "113", "100", direction="hold", unit="Index")
    rows = tuple(replace(value, is_baseline=value.year == 2024) for value in found.indicator.values)
    verdicts = Verdicts(assess(replace(found.indicator, values=rows)))
    assert verdicts.symbol == "sun"
    assert verdicts.light_label == "Tempo noch nicht bewertet"
    assert "keinen neueren Wert als den Ausgangswert" in verdicts.linear().reason
    assert Verdicts(found).light_label == "auf Kurs"
