"""The sheet says its numbers so that nobody reads another size, another order or another sum in them."""

from datetime import datetime

import pytest
from django.test import Client

from soesmart.strategy.models import Indicator
from soesmart.strategy.queries.measured import IndicatorView
from soesmart.strategy.rating.assessment import assess
from soesmart.strategy.sheet.numbers import Numbers
from soesmart.strategy.sheet.words import ROUNDED, SPREAD
from soesmart.strategy.tests.deciding import measure_for
from soesmart.strategy.tests.reading import words_of_document, words_of_page

PAGE, DOCUMENT = "/strategie/ziele/ENE-1/entscheidung/", "/strategie/ziele/ENE-1/entscheidung.pdf"


def spoken(text: str) -> str:
    """With plain spaces only."""
    return " ".join(text.split())


def said_of(unit: str, direction: str) -> Numbers:
    return Numbers(assess(IndicatorView("key", "Name", unit, 0, direction, "", "", None, "", "", False)))


@pytest.mark.parametrize(
    ("unit", "direction", "step", "told"),
    [
        ("t CO2 je Kopf", "down", "−1 t CO2 je Kopf", "den Wert um 1 t CO2 je Kopf zu senken."),
        ("%", "up", "+1 Prozentpunkt", "den Wert um 1 Prozentpunkt zu heben."),
        ("Anzahl je Jahr", "up", "+1 je Jahr", "den Wert um 1 je Jahr zu heben."),
        ("Schulnote", "down", "−1", "den Wert um 1 zu senken."),
        ("km", "hold", "1 km", "den Wert um 1 km zu ändern."),
        ("MWp", "", "1 MWp", "den Wert um 1 MWp zu ändern."),
    ],
)
def test_costs_are_compared_for_a_step_of_the_figure_whatever_its_unit(
    unit: str, direction: str, step: str, told: str
) -> None:
    say = said_of(unit, direction)
    assert spoken(say.step) == step
    assert spoken(say.step_told).endswith(told)


def test_page_and_document_say_what_the_price_of_a_step_means(co2: Indicator, guest: Client, at: datetime) -> None:
    Indicator.objects.filter(pk=co2.pk).update(unit="t CO2 je Kopf")
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    page = spoken(words_of_page(guest.get(PAGE).content))
    document = spoken(words_of_document(guest.get(DOCUMENT).content))
    assert "Kosten für −1 t CO2 je Kopf" in page
    assert "„Kosten für −1“:" in document
    for text in (page, document):
        assert "was es kosten würde, den Wert um 1 t CO2 je Kopf zu senken." in text
        assert "je t CO2" not in text


@pytest.mark.parametrize(
    ("start", "note"),
    [
        ("2020", "Bei Beginn 2020 wirkte die Maßnahme seit 2022 voll. Das steckte schon im Wert von 2025"),
        ("2024", "Bei Beginn 2024 steckt ein Teil der Wirkung schon im Wert von 2025; gezählt wird nur der Rest."),
        ("2030", "Bei Beginn 2030 wirkt die Maßnahme erst nach dem Zieljahr 2030; bis dahin bringt sie nichts."),
        ("2040", "Bei Beginn 2040 wirkt die Maßnahme erst nach dem Zieljahr 2030; bis dahin bringt sie nichts."),
        ("2029", ""),
    ],
)
def test_a_start_without_effect_says_why_beside_the_measure_and_in_the_answer(
    start: str, note: str, co2: Indicator, guest: Client, at: datetime
) -> None:
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.6"), at)
    measure_for(co2, "rad", ("-0.1", "-0.5", "-0.6"), at)
    answer = guest.get(PAGE, {"m": "bus", "start-bus": start, "start-rad": "2040"})
    chosen, other = answer.context["question"].choices
    assert chosen.note.startswith(note) if note else not chosen.note
    assert not other.note  # nobody asked for it
    text = spoken(words_of_page(answer.content))
    assert text.count(note) == 2 or not note
    assert ("Die Kosten zählen trotzdem ganz." in text) is bool(note)
    assert ('aria-describedby="start-bus-note"' in answer.content.decode()) is bool(note)


def test_ranges_go_from_the_smaller_number_to_the_larger_and_are_called_rounded(
    co2: Indicator, guest: Client, at: datetime
) -> None:
    measure_for(co2, "bus", ("-0.1", "-0.5", "-0.9"), at, starts=2026, ramp_years=2)
    answer = guest.get(PAGE)
    line = answer.context["plans"][1]
    assert line.spread == f"{line.high} bis {line.low}"  # bold is less where less is wanted
    for text in (words_of_page(answer.content), words_of_document(guest.get(DOCUMENT).content)):
        assert line.spread in spoken(text)
        assert f"{SPREAD} {ROUNDED}" in spoken(text)


def test_money_is_written_from_the_smaller_amount_to_the_larger() -> None:
    assert spoken(said_of("t", "down").cost_text(2_000_000_00, 900_000_00)) == "900.000 € bis 2 Mio. €"
